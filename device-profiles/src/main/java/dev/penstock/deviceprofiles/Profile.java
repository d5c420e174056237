package dev.penstock.deviceprofiles;

import dev.penstock.contract.PointDescriptor.ProfileRef;
import dev.penstock.contract.settings.Setting;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Defaults;
import dev.penstock.deviceprofiles.vocabulary.Lifecycle;
import dev.penstock.deviceprofiles.vocabulary.LocalMode;
import dev.penstock.deviceprofiles.vocabulary.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one type of device means. Instances bind only an address and an asset. */
public record Profile(
    @Setting(value = "Its id, never reused for something else.", example = "acme/hydraulic-press")
        String profile,
    @Setting(value = "Semantic version; diff computes the bump.", example = "1.2.0") String version,
    @Setting(value = "What it is, for people.", example = "Hydraulic press HP-40") String title,
    @Setting(
            value = "IRI or IRDI of the type of asset.",
            example = "https://w3id.org/example#HydraulicPress")
        String assetType,
    @Setting(
            value = "Versions whose users can use this one.",
            otherwise = "",
            example = ">=1.0.0 <2.0.0")
        String compatibleWith,
    @Setting(value = "States of the device.", otherwise = Setting.NONE)
        @Nullable Lifecycle lifecycle,
    @Setting(value = "How it tells that its panel has control.", otherwise = Setting.NONE)
        @Nullable LocalMode local,
    @Setting(value = "What holds where a point says nothing.", otherwise = "{}") Defaults defaults,
    @Setting("Its points, by name.") Map<String, Point> points,
    @Setting(value = "What may be written, by name.", otherwise = "{}")
        Map<String, Command> commands) {

  public Profile {
    List<String> refusals = new ArrayList<>();
    check(
        refusals,
        profile.matches("[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?"),
        "profile: must be name or vendor/name, of [a-z0-9-]");
    check(refusals, Version.isVersion(version), "version: must be a version such as 1.2.0");
    check(
        refusals, !title.isBlank() && title.length() <= 200, "title: must be 1 to 200 characters");
    check(refusals, Identifiers.isConcept(assetType), "assetType: must be an IRI or an IRDI");
    VersionRange.refusal(compatibleWith).ifPresent(why -> refusals.add("compatibleWith: " + why));
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", refusals));
    }
  }

  private static void check(List<String> refusals, boolean right, String refusal) {
    if (!right) {
      refusals.add(refusal);
    }
  }

  /** {@code id@version}. */
  public String idAndVersion() {
    return profile + "@" + version;
  }

  /** Hex SHA-256 of the canonical form: every key spelled out, in fixed order. */
  public String hash() {
    return CanonicalForm.hash(this);
  }

  public ProfileRef ref() {
    return new ProfileRef(profile, version, hash());
  }

  /** The points that can be read, those of command targets with an address of their own last. */
  public Map<String, Point> allPoints() {
    return new CommandTargets(this).allPoints();
  }

  /** How long without a sign of life a point of this profile is not yet stale. */
  public Duration staleAfter(Point point) {
    return point.staleAfter() == null ? defaults.staleAfter() : point.staleAfter();
  }

  /** The sharing class of a point of this profile. */
  public String dataClass(Point point) {
    return point.dataClass() == null ? defaults.dataClass() : point.dataClass();
  }

  /** The points that commands rest on: targets, read-backs, and what allows or locks them. */
  public Set<String> pointsOfCommands() {
    return new CommandTargets(this).pointsOfCommands();
  }

  /** The name of the point that a command of this profile writes. */
  public String targetOf(String command) {
    return new CommandTargets(this).pointOf(command);
  }

  /** Compiles the profile for one device. */
  public CompiledDevice compile(Instance instance, int firstIndex) {
    return new ProfileCompiler(this, instance).compile(firstIndex);
  }
}
