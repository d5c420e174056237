package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.JsonWriter;
import dev.penstock.deviceprofiles.CanonicalForm;
import dev.penstock.deviceprofiles.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer to {@code penstock profile fit <profile> <requirement>}. */
public final class ProfileFit {

  private final Profile profile;
  private final FitRequirement requirement;
  private final List<Fitted> fitted;

  private ProfileFit(Profile profile, FitRequirement requirement, List<Fitted> fitted) {
    this.profile = profile;
    this.requirement = requirement;
    this.fitted = List.copyOf(fitted);
  }

  /** Compares, and runs what adaptations it takes. */
  public static ProfileFit of(Profile profile, FitRequirement requirement) {
    List<Fitted> fitted = new ArrayList<>();
    PointFit points = new PointFit(profile, new ConceptMatch(profile, requirement.mappings()));
    requirement.points().forEach((name, need) -> fitted.add(points.fit(name, need)));
    if (requirement.lifecycle() != null) {
      fitted.add(StateFit.fit(requirement.lifecycle(), profile.lifecycle()));
    }
    CommandFit commands = new CommandFit(profile);
    requirement.commands().forEach((name, need) -> fitted.add(commands.fit(name, need)));
    return new ProfileFit(profile, requirement, fitted);
  }

  public List<Finding> findings() {
    return fitted.stream().flatMap(f -> f.findings().stream()).toList();
  }

  /** Every vector that was run. */
  public List<Vector> vectors() {
    return fitted.stream().flatMap(f -> f.vectors().stream()).toList();
  }

  /** The worst of all. */
  public Verdict verdict() {
    return worst(findings().stream());
  }

  /** The worst of each aspect that was looked at. */
  public Map<Aspect, Verdict> aspects() {
    Map<Aspect, Verdict> aspects = new TreeMap<>();
    findings().forEach(f -> aspects.merge(f.aspect(), f.verdict(), Verdict::worse));
    return aspects;
  }

  private static Verdict worst(Stream<Finding> findings) {
    return findings.map(Finding::verdict).reduce(Verdict.FITS, Verdict::worse);
  }

  /** For people. */
  public String text() {
    String lines = findings().stream().map(f -> "  " + f + "\n").collect(Collectors.joining());
    long run = vectors().size();
    long passed = vectors().stream().filter(Vector::passed).count();
    String plan = run == 0 ? "" : "plan run: " + passed + " of " + run + " vectors passed\n";
    return profile.idAndVersion()
        + " for "
        + requirement.requirement()
        + "@"
        + requirement.version()
        + "\n"
        + lines
        + plan
        + verdict().word()
        + "\n";
  }

  /** For scripts; the same input gives the same bytes. */
  public String json() {
    String profileHash = profile.hash();
    String needHash = CanonicalForm.hash(requirement);
    JsonWriter json = new JsonWriter().object().field("verdict", verdict().word());
    json.key("exit_code").int32(verdict().exitCode());
    head(json, "profile", profile.profile(), profile.version(), profileHash);
    head(json, "requirement", requirement.requirement(), requirement.version(), needHash);
    json.field("fit_hash", CanonicalForm.hash(Pair.of(profileHash, needHash)));
    json.key("aspects").object();
    aspects().forEach((aspect, verdict) -> json.field(aspect.word(), verdict.word()));
    json.endObject().key("findings").array();
    findings().forEach(f -> f.write(json));
    json.endArray().key("plan").array();
    fitted.stream().filter(Fitted::hasPlan).forEach(f -> f.writePlan(json));
    return json.endArray().endObject().toString();
  }

  private static void head(JsonWriter json, String key, String id, String version, String hash) {
    json.key(key).object().field("id", id).field("version", version);
    json.field("hash", hash).endObject();
  }

  /** Two hashes, the same whichever side computes them first. */
  private record Pair(String first, String second) {

    static Pair of(String one, String other) {
      return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
    }
  }
}
