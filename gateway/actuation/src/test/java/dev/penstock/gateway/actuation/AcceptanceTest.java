package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every test that the list of acceptance cases names is there. */
class AcceptanceTest {

  private static final Path LIST = Path.of("ACCEPTANCE.md");
  private static final Pattern TEST = Pattern.compile("`((?:\\w+\\.)?\\w+Test)\\.(\\w+)`");

  @Test
  void everyCaseHasItsTest() throws IOException {
    List<MatchResult> named = TEST.matcher(Files.readString(LIST)).results().toList();

    assertThat(named).hasSizeGreaterThan(70);
    assertThat(named).filteredOn(test -> !exists(test)).extracting(MatchResult::group).isEmpty();
  }

  private static boolean exists(MatchResult test) {
    try {
      Class<?> type = Class.forName(AcceptanceTest.class.getPackageName() + "." + test.group(1));
      return Arrays.stream(type.getDeclaredMethods())
          .anyMatch(method -> method.getName().equals(test.group(2)));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
