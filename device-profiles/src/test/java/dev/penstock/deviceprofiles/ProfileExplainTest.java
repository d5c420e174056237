package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileExplainTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  @ParameterizedTest
  @FieldSource("IDS")
  void readsBackAsTheSameProfile(String id) {
    Profile profile = ProfileLoader.shipped(id);
    assertSame(profile);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hydraulic-press", "valve"})
  void readsBackEveryBlockOfTheVocabulary(String name) throws IOException {
    try (InputStream in = ProfileExplainTest.class.getResourceAsStream("good/" + name + ".yaml")) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertSame(ProfileLoader.text(name, yaml, new Problems()).orElseThrow());
    }
  }

  private static void assertSame(Profile profile) {
    Problems problems = new Problems();
    String explained = ProfileExplain.text(profile);
    Profile again = ProfileLoader.text("explained", explained, problems).orElse(null);
    assertThat(problems.errors()).isEmpty();
    assertThat(again).isEqualTo(profile);
    assertThat(again.hash()).isEqualTo(profile.hash());
  }

  @Test
  void spellsOutDefaultsAndWhatFollows() {
    assertThat(ProfileExplain.text(ProfileLoader.shipped("quadruple-tank")))
        .startsWith("# quadruple-tank@1.0.0, hash ")
        .contains("\n  staleAfter: 5s\n")
        .contains("\n      basis: auto  # default\n")
        .contains("\n      # maxEventUncertainty: none\n")
        .contains("\n        scale: 1  # default\n")
        .contains(
            "# points.tank1Level:\n#   stale after 5s (of the defaults)\n"
                + "#   the twin is off by at most 0.24 cm + 2 cm/s × (latency + time uncertainty)")
        .contains("#   limits: 0 to 6, step 2, rate any; never clamped, but refused")
        .contains("#   interlocks: tank1Level below 18 (not older than 5s) and ")
        .contains("#   at the end: back to 0\n")
        .contains("# local mode: while localMode is true, or unknown, nothing is written");
  }

  @Test
  void answersACheck() {
    ProfileLoader loader = new ProfileLoader(List.of());
    ProfileCheck right = ProfileCheck.of("relay-board", loader);
    assertThat(right.text()).startsWith("relay-board@1.0.0 is right: 6 points, 4 commands, hash ");
    ProfileCheck wrong = ProfileCheck.of("relay-bord", loader);
    assertThat(wrong.isRight()).isFalse();
    assertThat(wrong.text()).contains("did you mean \"relay-board\"?\nrelay-bord: 1 error\n");
    Json json = Json.parse(wrong.json().getBytes(StandardCharsets.UTF_8), 100_000);
    assertThat(json.get("right").bool()).isFalse();
    assertThat(json.get("problems").list(p -> p.get("suggestion").text()))
        .containsExactly("relay-board");
  }
}
