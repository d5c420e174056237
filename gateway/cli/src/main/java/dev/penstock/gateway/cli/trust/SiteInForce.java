package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.gateway.cli.CannotGoOn;
import java.nio.file.Path;

/**
 * The documents of a site's folder that a twin vouches for as the latest.
 *
 * @param site its name
 * @param demo whether the demo made it
 * @param least the versions that are in the folder
 */
public record SiteInForce(String site, boolean demo, Freshness.Minimum least) {

  /**
   * Reads a site's folder.
   *
   * @throws CannotGoOn naming the file that is missing, damaged or not signed by enough keys
   */
  public static SiteInForce of(Path folder) throws CannotGoOn {
    SiteFolder documents = new SiteFolder(folder);
    Root root = documents.root().document();
    DocumentHead head = root.head();
    return new SiteInForce(
        head.site(),
        head.demo(),
        new Freshness.Minimum(
            head.version(),
            documents.policy(root).document().head().version(),
            documents.roster(root).document().head().version()));
  }
}
