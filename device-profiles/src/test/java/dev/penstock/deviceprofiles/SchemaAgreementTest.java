package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An editor that knows the JSON Schema and the loader say the same, where a schema can say it. */
class SchemaAgreementTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  /** Of the keys alone; the rules behind them are beyond a schema. */
  private static final List<String> EXPRESSIBLE =
      List.of("there is no such key", "is not allowed", "is empty", "must be ");

  static Stream<Path> profiles() throws IOException {
    Path examples = Path.of("examples");
    return Stream.concat(
        Stream.of("fits", "adapts", "does-not-fit").map(f -> examples.resolve(f + "/profile.yaml")),
        BrokenProfilesTest.files("good"));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void whatTheLoaderTakesTheEditorTakes(Path file) throws IOException {
    assertThat(EditorSchema.complaints(tree(Files.readString(file)))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void whatShipsPleasesTheEditor(String id) {
    assertThat(EditorSchema.complaints(tree(ProfileLoader.shippedText(id)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.penstock.deviceprofiles.BrokenProfilesTest#broken")
  void whatIsWrongWithAKeyBothSay(Path file) throws IOException {
    Optional<YamlNode> tree =
        YamlReader.text("broken.yaml", Files.readString(file), new Problems());
    if (tree.isEmpty()) {
      return; // No editor could read it either.
    }
    Problems problems = new Problems();
    RecordBinder.bind(tree.get(), Profile.class, problems);
    List<String> said = EditorSchema.complaints(tree.get());
    for (Problem problem : problems.errors()) {
      if (isExpressible(problem)) {
        assertThat(said)
            .as(problem.toString())
            .anyMatch(s -> problem.key().startsWith(s.substring(0, s.indexOf(": "))));
      }
    }
  }

  /** Refusals of the records' constructors blame keys whose value has the right type. */
  private static boolean isExpressible(Problem problem) {
    boolean missing = problem.what().startsWith("is missing") && !problem.what().contains("still");
    boolean form = !problem.found().isEmpty() || problem.what().equals("is empty");
    return missing || (form && EXPRESSIBLE.stream().anyMatch(problem.what()::startsWith));
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void whatTheEditorRefusesTheLoaderRefuses(String id) {
    String yaml = ProfileLoader.shippedText(id);
    for (int seed = 0; seed < 300; seed++) {
      String mutated = MutatedProfilesTest.mutate(yaml, new Random(seed));
      Problems problems = new Problems();
      boolean taken = ProfileLoader.text("m.yaml", mutated, problems).isPresent();
      if (taken) {
        assertThat(EditorSchema.complaints(tree(mutated))).as("seed %d", seed).isEmpty();
      }
    }
  }

  private static YamlNode tree(String yaml) {
    return YamlReader.text("x", yaml, new Problems()).orElseThrow();
  }
}
