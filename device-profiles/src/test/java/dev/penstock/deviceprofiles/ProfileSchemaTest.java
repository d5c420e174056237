package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSchemaTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  private final MiniSchema schema = new MiniSchema(ProfileSchema.json());

  @Test
  void shipsTheSchemaOfTheVocabulary() throws IOException {
    String name = "profile.schema.json";
    try (InputStream in = ProfileSchema.class.getResourceAsStream(name)) {
      String shipped =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shipped.strip())
          .as("write ProfileSchema.json() into src/main/resources/…/" + name)
          .isEqualTo(ProfileSchema.json());
    }
  }

  @Test
  void documentsEveryKey() throws IOException {
    assertThat(Files.readString(Path.of("FORMAT.md")))
        .as("write ProfileSchema.reference() into FORMAT.md, from \"## Keys\" on")
        .endsWith(ProfileSchema.reference());
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void acceptsWhatShips(String id) {
    assertThat(schema.validate(tree(ProfileLoader.shippedText(id)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hydraulic-press", "valve"})
  void acceptsWhatTheLoaderAccepts(String name) throws IOException {
    assertThat(schema.validate(tree(resource("good/" + name + ".yaml")))).isEmpty();
  }

  @Test
  void refusesWhatTheVocabularyDoesNotKnow() throws IOException {
    assertThat(schema.validate(tree(resource("broken/unknown-keys.yaml"))))
        .containsExactly(
            "points.level.staleafter additional",
            "points.level.heartbeat additional",
            "points.level.report.deadBand additional");
    assertThat(schema.validate(tree(resource("broken/commands-incomplete.yaml"))))
        .contains("commands.a required readback", "commands.c.limits required max");
    assertThat(schema.validate(tree(resource("broken/sources.yaml"))))
        .contains("points.c.source.gpio.direction enum", "points.j.source.http additional");
  }

  private static YamlNode tree(String yaml) {
    return YamlReader.text("x", yaml, new Problems()).orElseThrow();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ProfileSchemaTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
