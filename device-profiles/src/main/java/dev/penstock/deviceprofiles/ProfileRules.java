package dev.penstock.deviceprofiles;

import dev.penstock.contract.Names;
import dev.penstock.deviceprofiles.units.CommonUnits;
import dev.penstock.deviceprofiles.units.UcumUnit;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.yaml.Bound;
import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What can only be judged with the whole profile in view. */
final class ProfileRules {

  private static final int MAX_POINTS = 5_000;
  private static final int MAX_COMMANDS = 500;

  private final Bound<Profile> bound;
  private final Profile profile;
  private final Problems problems;
  private final CommandTargets targets;
  private final Map<String, Point> allPoints;
  private final Set<String> doubtful;

  private ProfileRules(Bound<Profile> bound, Set<String> doubtful, Problems problems) {
    this.bound = bound;
    this.profile = bound.get();
    this.doubtful = Set.copyOf(doubtful);
    this.problems = problems;
    this.targets = new CommandTargets(profile);
    this.allPoints = targets.allPoints();
  }

  /** Judges a whole profile. */
  static void check(Bound<Profile> bound, Problems problems) {
    check(bound, Set.of(), problems);
  }

  /**
   * Judges a part of a profile.
   *
   * @param doubtful paths of what was left out: {@code points.level}, {@code lifecycle}
   */
  static void check(Bound<Profile> bound, Set<String> doubtful, Problems problems) {
    ProfileRules rules = new ProfileRules(bound, doubtful, problems);
    rules.checkSizes();
    rules.checkNames("points", rules.profile.points().keySet());
    rules.checkNames("commands", rules.profile.commands().keySet());
    new PointRules(rules).check();
    new StateRules(rules).check();
    new CommandRules(rules).check();
    new InterlockRules(rules).check();
  }

  Profile profile() {
    return profile;
  }

  Problem problem(String path, String what) {
    return bound.problem(path, what);
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  void add(String path, String what) {
    problems.add(problem(path, what));
  }

  void warn(String path, String what) {
    Problem place = problem(path, what);
    problems.add(Problem.warning(place.at(), place.key(), what));
  }

  int line(String path) {
    return bound.problem(path, "").at().line();
  }

  /** Whether nothing can be said about a point, a command or a block. */
  boolean isDoubtful(String path) {
    return doubtful.contains(path);
  }

  /** Whether every point is known. */
  boolean areAllPointsKnown() {
    return doubtful.stream().noneMatch(path -> path.startsWith("points."));
  }

  /** Checks that a point is there, and says which was meant if not. */
  boolean isPoint(String path, String name) {
    Collection<String> known = profile.points().keySet();
    if (known.contains(name)) {
      return true;
    } else if (isDoubtful("points." + name)) {
      return false;
    }
    add(
        problem(path, "there is no such point")
            .found(name)
            .allowed(known.size() > 20 ? "" : String.join(", ", known))
            .suggestAmong(name, known));
    return false;
  }

  void checkUnit(String path, String unit) {
    if (!UcumUnit.isValid(unit)) {
      add(
          problem(path, "is not a UCUM unit")
              .found(unit)
              .allowed("a UCUM code such as Cel, cm, kW.h, ug/m3, or 1")
              .suggest(CommonUnits.meant(unit).orElse("")));
    }
  }

  void checkConcept(String path, String concept) {
    if (!Identifiers.isConcept(concept)) {
      add(
          problem(path, "is not a well-formed IRI or IRDI")
              .found(concept)
              .allowed("http://qudt.org/vocab/quantitykind/Temperature, for example"));
    }
  }

  /** The name of the point that a command writes. */
  String targetOf(String command) {
    return targets.pointOf(command);
  }

  /** A point, or what a command's own address is read as. */
  Point point(String name) {
    return Objects.requireNonNull(allPoints.get(name), name);
  }

  private void checkSizes() {
    if (profile.points().isEmpty() && areAllPointsKnown()) {
      add("points", "must have at least one point");
    } else if (profile.points().size() > MAX_POINTS) {
      add("points", "has more than " + MAX_POINTS + " points");
    }
    if (profile.commands().size() > MAX_COMMANDS) {
      add("commands", "has more than " + MAX_COMMANDS + " commands");
    }
  }

  private void checkNames(String block, Collection<String> names) {
    for (String name : names) {
      try {
        Names.point(name);
      } catch (IllegalArgumentException e) {
        add(block + "." + name, "a name must be [A-Za-z0-9_-], 1 to 63 characters");
      }
    }
  }
}
