package dev.penstock.deviceprofiles;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.util.Optional;

/**
 * The answer to {@code penstock profile check}.
 *
 * @param reference as asked
 * @param profile empty if there were errors
 * @param problems errors, or warnings alone
 */
public record ProfileCheck(String reference, Optional<Profile> profile, Problems problems) {

  /** Checks a file, or a profile by id. */
  public static ProfileCheck of(String reference, ProfileLoader loader) {
    Problems problems = new Problems();
    return new ProfileCheck(reference, loader.find(reference, problems), problems);
  }

  public boolean isRight() {
    return profile.isPresent();
  }

  /** For people: every problem with file and line, then the verdict. */
  public String text() {
    String told = problems.isEmpty() ? "" : problems.render() + "\n";
    return told + profile.map(ProfileCheck::praise).orElseGet(this::verdict) + "\n";
  }

  private String verdict() {
    int errors = problems.errors().size();
    return reference + ": " + errors + (errors == 1 ? " error" : " errors");
  }

  private static String praise(Profile profile) {
    int points = profile.points().size();
    int commands = profile.commands().size();
    String counts = points + " points, " + commands + " commands";
    return profile.idAndVersion() + " is right: " + counts + ", hash " + profile.hash();
  }

  /** For scripts. */
  public String json() {
    JsonWriter json = new JsonWriter().object().field("reference", reference);
    json.field("right", isRight()).field("profile", profile.map(Profile::profile).orElse(null));
    json.field("version", profile.map(Profile::version).orElse(null));
    json.field("hash", profile.map(Profile::hash).orElse(null)).key("problems");
    problems.write(json);
    return json.endObject().toString();
  }
}
