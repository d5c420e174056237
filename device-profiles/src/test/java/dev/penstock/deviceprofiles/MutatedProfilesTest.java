package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.diff.ProfileDiff;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever is done to a profile's text, it is read or refused with a line, and never thrown at. */
class MutatedProfilesTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  private static final int TRIES = 120;
  private static final List<String> PIECES =
      List.of(
          ":",
          "-",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "\t",
          "\n",
          "  ",
          "#",
          "&a ",
          "*a",
          "!!x ",
          "|",
          ">",
          "? ",
          "null",
          "-1",
          "1e999",
          "0",
          "NaN",
          "true",
          "\u0000",
          "\uD83D\uDCA5",
          "%",
          "@");

  @ParameterizedTest
  @FieldSource("IDS")
  void isReadOrRefusedWithALine(String id) {
    String yaml = ProfileLoader.shippedText(id);
    Profile original = ProfileLoader.shipped(id);
    for (int seed = 0; seed < TRIES; seed++) {
      String mutated = mutate(yaml, new Random(seed));
      Problems problems = new Problems();
      Optional<Profile> profile = ProfileLoader.text("m.yaml", mutated, problems);
      assertThat(profile.isPresent()).as("seed " + seed).isEqualTo(!problems.hasErrors());
      assertThat(problems.render().lines())
          .as("seed " + seed)
          .allMatch(l -> l.matches("(?s)m\\.yaml:[1-9].*") || !l.startsWith("m.yaml"));
      if (profile.isPresent()) {
        assertThat(ProfileDiff.of(original, profile.get()).json()).isNotEmpty();
        assertThat(profile.get().compile(Instance.of("d", ""), 0).bindings()).isNotEmpty();
        assertThat(ProfileExplain.text(profile.get())).isNotEmpty();
      }
    }
  }

  static String mutate(String yaml, Random random) {
    StringBuilder text = new StringBuilder(yaml);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, text.substring(at, end));
        case 2 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
