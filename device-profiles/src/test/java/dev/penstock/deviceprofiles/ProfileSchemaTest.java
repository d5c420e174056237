package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProfileSchemaTest {

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
}
