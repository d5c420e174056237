package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.Identifiers;
import dev.penstock.deviceprofiles.units.CommonUnits;
import dev.penstock.deviceprofiles.units.UcumUnit;
import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what consumers need; every problem with file and line. */
public final class RequirementLoader {

  private final Problems problems;

  private RequirementLoader(Problems problems) {
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
    Optional<YamlNode> root = tree.apply(own);
    Optional<FitRequirement> requirement =
        root.flatMap(r -> RecordBinder.bind(r, FitRequirement.class, own).record());
    root.ifPresent(r -> new RequirementLoader(own).check(r));
    own.all().forEach(problems::add);
    return own.hasErrors() ? Optional.empty() : requirement;
  }

  /** Of the text itself, so that all is told at once, whether or not the rest could be bound. */
  private void check(YamlNode root) {
    List<YamlNode> mappings = root.get("mappings").map(YamlNode::elements).orElse(List.of());
    mappings.forEach(mapping -> checkConcept(mapping, "from"));
    mappings.forEach(mapping -> checkConcept(mapping, "to"));
    List<YamlNode> needs = new ArrayList<>();
    for (String block : List.of("points", "commands")) {
      root.get(block).ifPresent(b -> needs.addAll(b.entries().values()));
    }
    needs.forEach(need -> checkConcept(need, "concept"));
    needs.forEach(this::checkUnit);
    if (root.isMap() && needs.isEmpty()) {
      problems.add(Problem.error(root.at(), "points", "needs nothing: name a point or a command"));
    }
  }

  /** A profile may know its concept by an abbreviated name, too. */
  private void checkConcept(YamlNode need, String key) {
    written(need, key)
        .filter(concept -> !Identifiers.isConceptOrShort(concept.text()))
        .ifPresent(
            concept ->
                problems.add(
                    Problem.error(concept, "is not a well-formed IRI, IRDI or prefix:name")
                        .found(concept.text())));
  }

  private void checkUnit(YamlNode need) {
    written(need, "unit")
        .filter(unit -> !UcumUnit.isValid(unit.text()))
        .ifPresent(
            unit ->
                problems.add(
                    Problem.error(unit, "is not a UCUM unit")
                        .found(unit.text())
                        .suggest(CommonUnits.meant(unit.text()).orElse(""))));
  }

  /** What is not one value is told by the binder. */
  private static Optional<YamlNode> written(YamlNode need, String key) {
    return need.get(key).filter(node -> node.isScalar() && !node.isNothing());
  }
}
