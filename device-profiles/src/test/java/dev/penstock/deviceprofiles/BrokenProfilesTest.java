package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.yaml.Problem;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code broken/} says in comments what must be said of it, and in which line. */
class BrokenProfilesTest {

  private static final Pattern EXPECT = Pattern.compile("# expect (\\d+): (.*)");

  static Stream<Path> broken() throws IOException {
    return files("broken");
  }

  static Stream<Path> good() throws IOException {
    return files("good");
  }

  static Stream<Path> files(String folder) throws IOException {
    Path resources = Path.of("src/test/resources/dev/penstock/deviceprofiles");
    try (Stream<Path> files = Files.list(resources.resolve(folder))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void refusesABrokenProfileInTheRightLines(Path file) throws IOException {
    Problems problems = new Problems();
    assertThat(ProfileLoader.file(file, problems)).isEmpty();
    List<String> told =
        problems.errors().stream()
            .map(Problem::toString)
            .map(t -> t.substring(file.toString().length() + 1))
            .toList();
    List<MatchResult> expected = EXPECT.matcher(Files.readString(file)).results().toList();
    assertThat(expected).isNotEmpty();
    for (MatchResult each : expected) {
      assertThat(told)
          .anyMatch(t -> t.startsWith(each.group(1) + ": ") && t.contains(each.group(2)));
    }
    assertThat(told).hasSizeLessThanOrEqualTo(expected.size());
  }

  @ParameterizedTest
  @MethodSource("good")
  void acceptsAGoodProfile(Path file) {
    Problems problems = new Problems();
    assertThat(ProfileLoader.file(file, problems)).as(problems.render()).isPresent();
    assertThat(problems.hasErrors()).isFalse();
  }

  @Test
  void refusesAbsurdSizes() {
    StringBuilder yaml =
        new StringBuilder(
            "profile: big\nversion: 1.0.0\ntitle: Big\nassetType: urn:example:big\npoints:\n");
    for (int i = 0; i < 5_001; i++) {
      yaml.append("  p" + i + ": {type: bool, source: {gpio: {line: 1}}}\n");
    }
    Problems problems = new Problems();
    assertThat(ProfileLoader.text("big.yaml", yaml.toString(), problems)).isEmpty();
    assertThat(problems.render()).startsWith("big.yaml:5: points: has more than 5000 points");
  }

  @Test
  void warnsOfAnInterlockInputWithADeadband() {
    Problems problems = new Problems();
    ProfileLoader.file(goodFile("hydraulic-press.yaml"), problems);
    assertThat(problems.render()).contains("warning: commands.ramSpeedSetpoint.requires[0]");
  }

  private static Path goodFile(String name) {
    try {
      return good().filter(f -> f.endsWith(name)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
