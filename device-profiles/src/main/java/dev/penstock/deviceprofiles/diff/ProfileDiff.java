package dev.penstock.deviceprofiles.diff;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.Version;
import dev.penstock.deviceprofiles.Version.Bump;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The answer to {@code penstock profile diff old new}.
 *
 * @param before the older version
 * @param after the newer one
 * @param changes heaviest first
 */
public record ProfileDiff(Profile before, Profile after, List<Change> changes) {

  public ProfileDiff {
    changes =
        changes.stream()
            .sorted(
                Comparator.comparing(Change::bump)
                    .thenComparing(Change::safety)
                    .reversed()
                    .thenComparing(Change::path))
            .toList();
  }

  public static ProfileDiff of(Profile before, Profile after) {
    Changes changes = new Changes();
    new StateDiff(changes, before, after).compare();
    new PointDiff(changes, before, after).compare();
    new CommandDiff(changes, before, after).compare();
    return new ProfileDiff(before, after, changes.all());
  }

  /** The bump that the changes require. */
  public Bump required() {
    return changes.stream().map(Change::bump).reduce(Bump.NONE, Bump::or);
  }

  /** The bump that the two versions declare. */
  public Bump declared() {
    return Version.parse(before.version()).bumpTo(Version.parse(after.version()));
  }

  /** Whether the version rises by enough, and does not fall. */
  public boolean isDeclaredEnough() {
    boolean falls = Version.parse(after.version()).compareTo(Version.parse(before.version())) < 0;
    return !falls && declared().compareTo(required()) >= 0;
  }

  /** Whether anything that keeps commands safe has changed. */
  public boolean needsApproval() {
    return changes.stream().anyMatch(Change::safety);
  }

  /** The version that the new profile should at least have. */
  public Version atLeast() {
    return Version.parse(before.version()).after(required());
  }

  /** For people. */
  public String text() {
    String head = before.idAndVersion() + " → " + after.idAndVersion() + "\n";
    String lines = changes.stream().map(c -> "  " + c + "\n").collect(Collectors.joining());
    String approval = needsApproval() ? "SAFETY: the signed policy must be approved anew\n" : "";
    return head + (changes.isEmpty() ? "  nothing changed\n" : lines) + approval + verdict();
  }

  private String verdict() {
    String weighed = "required " + word(required()) + ", declared " + word(declared());
    return isDeclaredEnough()
        ? weighed + ": right\n"
        : weighed + ": the new version must be at least " + atLeast() + "\n";
  }

  /** For scripts; the same input gives the same bytes. */
  public String json() {
    JsonWriter json = new JsonWriter().object().field("profile", after.profile());
    json.field("before", before.version()).field("before_hash", before.hash());
    json.field("after", after.version()).field("after_hash", after.hash());
    json.field("required", word(required())).field("declared", word(declared()));
    json.field("enough", isDeclaredEnough()).field("safety", needsApproval());
    json.field("at_least", atLeast().toString()).key("changes").array();
    changes.forEach(c -> c.write(json));
    return json.endArray().endObject().toString();
  }

  private static String word(Bump bump) {
    return bump.name().toLowerCase(Locale.ROOT);
  }
}
