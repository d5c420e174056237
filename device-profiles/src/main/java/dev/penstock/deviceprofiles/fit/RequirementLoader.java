package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.Identifiers;
import dev.penstock.deviceprofiles.units.CommonUnits;
import dev.penstock.deviceprofiles.units.UcumUnit;
import dev.penstock.deviceprofiles.yaml.Bound;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what consumers need; every problem with file and line. */
public final class RequirementLoader {

  private final Bound<FitRequirement> bound;
  private final Problems problems;

  private RequirementLoader(Bound<FitRequirement> bound, Problems problems) {
    this.bound = bound;
    this.problems = problems;
  }

  /** Reads a file; empty if there are errors. */
  public static Optional<FitRequirement> file(Path file, Problems problems) {
    return read(own -> YamlReader.file(file, own), problems);
  }

  /** Reads a text under a name for its problems. */
  public static Optional<FitRequirement> text(String name, String yaml, Problems problems) {
    return read(own -> YamlReader.text(name, yaml, own), problems);
  }

  private static Optional<FitRequirement> read(
      Function<Problems, Optional<YamlNode>> tree, Problems problems) {
    Problems own = new Problems();
    Optional<Bound<FitRequirement>> bound =
        tree.apply(own).map(root -> RecordBinder.bind(root, FitRequirement.class, own));
    bound.filter(Bound::isPresent).ifPresent(b -> new RequirementLoader(b, own).check());
    own.all().forEach(problems::add);
    return own.hasErrors() ? Optional.empty() : bound.map(Bound::get);
  }

  private void check() {
    FitRequirement requirement = bound.get();
    for (int i = 0; i < requirement.mappings().size(); i++) {
      checkConcept("mappings[" + i + "].from", requirement.mappings().get(i).from());
      checkConcept("mappings[" + i + "].to", requirement.mappings().get(i).to());
    }
    requirement
        .points()
        .forEach(
            (name, need) -> {
              checkUnit("points." + name + ".unit", need.unit());
              checkConcept("points." + name + ".concept", need.concept());
            });
    requirement
        .commands()
        .forEach(
            (name, need) -> {
              checkUnit("commands." + name + ".unit", need.unit());
              checkConcept("commands." + name + ".concept", need.concept());
            });
    if (requirement.points().isEmpty() && requirement.commands().isEmpty()) {
      problems.add(bound.problem("points", "needs nothing: name a point or a command"));
    }
  }

  /** A profile may know its concept by an abbreviated name, too. */
  private void checkConcept(String path, @Nullable String concept) {
    if (concept != null && !Identifiers.isConceptOrShort(concept)) {
      problems.add(
          bound.problem(path, "is not a well-formed IRI, IRDI or prefix:name").found(concept));
    }
  }

  private void checkUnit(String path, @Nullable String unit) {
    if (unit != null && !UcumUnit.isValid(unit)) {
      String meant = CommonUnits.meant(unit).orElse("");
      problems.add(bound.problem(path, "is not a UCUM unit").found(unit).suggest(meant));
    }
  }
}
