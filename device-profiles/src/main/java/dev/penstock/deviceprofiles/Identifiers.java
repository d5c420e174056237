package dev.penstock.deviceprofiles;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** How the names of the world look: IRIs, IRDIs and abbreviated IRIs. */
public final class Identifiers {

  /**
   * ISO/IEC 11179-6 as ECLASS and IEC CDD write it: 0173-1#02-AAB123#004, 0112/2///61987#ABA927.
   */
  private static final Pattern IRDI =
      Pattern.compile("[0-9]{4}[-/][A-Za-z0-9/_-]{1,40}#[A-Za-z0-9-]{1,40}(#[0-9]{1,4})?");

  private static final Pattern CURIE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*:[A-Za-z0-9._-]+");
  private static final int LONGEST = 512;

  private Identifiers() {}

  /** An absolute IRI that names something beyond its scheme, or an IRDI. */
  public static boolean isConcept(String text) {
    return IRDI.matcher(text).matches() || isIri(text);
  }

  /** {@link #isConcept}, or {@code prefix:name}. */
  public static boolean isConceptOrShort(String text) {
    return isConcept(text) || CURIE.matcher(text).matches();
  }

  static boolean isIri(String text) {
    try {
      URI iri = new URI(text);
      boolean web = "http".equals(iri.getScheme()) || "https".equals(iri.getScheme());
      boolean named =
          web
              ? iri.getHost() != null && (hasName(iri.getPath()) || iri.getFragment() != null)
              : "urn".equals(iri.getScheme()) && text.matches("urn:[a-z0-9][a-z0-9-]{0,31}:.+");
      return text.length() <= LONGEST && named;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean hasName(String path) {
    return path != null && path.length() > 1;
  }
}
