package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.settings.Setting;
import dev.penstock.deviceprofiles.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a consumer (a twin, a model, a data space) needs of a device. */
public record FitRequirement(
    @Setting(value = "Its id.", example = "acme/press-twin") String requirement,
    @Setting(value = "Semantic version.", example = "1.0.0") String version,
    @Setting(value = "What it is for.", otherwise = "") String title,
    @Setting(value = "Approved translations of concepts.", otherwise = "[]")
        List<ConceptMapping> mappings,
    @Setting(value = "Points it needs, by its own names.", otherwise = "{}")
        Map<String, NeededPoint> points,
    @Setting(value = "Lifecycle states it knows.", otherwise = Setting.NONE)
        @Nullable NeededStates lifecycle,
    @Setting(value = "Commands it wants to give, by its own names.", otherwise = "{}")
        Map<String, NeededCommand> commands) {

  public FitRequirement {
    if (!requirement.matches("[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?")) {
      throw new IllegalArgumentException("requirement: must be name or owner/name, of [a-z0-9-]");
    } else if (!Version.isVersion(version)) {
      throw new IllegalArgumentException("version: must be a version such as 1.0.0");
    }
  }

  /** An approved translation of a concept. */
  public record ConceptMapping(
      @Setting("The profile's concept.") String from,
      @Setting("The concept needed.") String to,
      @Setting(
              value = "Whether they are the same, or the needed one is broader.",
              otherwise = "exact")
          Kind kind,
      @Setting(value = "Who approved it, and why.", otherwise = "") String because) {

    /** How two concepts relate. */
    public enum Kind {
      EXACT,
      BROADER
    }

    public ConceptMapping {
      if (kind == Kind.BROADER && because.isBlank()) {
        throw new IllegalArgumentException("because: a broader concept needs a justification");
      }
    }
  }

  /** The lifecycle states that a consumer knows. */
  public record NeededStates(
      @Setting("All states that it knows.") List<String> states,
      @Setting(value = "The profile's state, to one of these.", otherwise = "{}")
          Map<String, String> map) {

    public NeededStates {
      map.forEach(
          (theirs, ours) -> {
            if (!states.contains(ours)) {
              throw new IllegalArgumentException(
                  "map." + theirs + ": \"" + ours + "\" is not one of the states");
            }
          });
    }
  }
}
