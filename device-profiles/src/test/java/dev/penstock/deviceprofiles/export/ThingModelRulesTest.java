package dev.penstock.deviceprofiles.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exports keep the rules of the WoT Thing Model 1.1. The W3C's own schema is not ours to ship: what
 * it asks of the parts we write is said again here in our words. Who has the schema gives its file
 * as {@code -Dpenstock.wot.schema=tm-json-schema-validation.json}.
 */
class ThingModelRulesTest {

  /** A string or number, but never a placeholder: we export nothing that is left open. */
  private static final String OPEN = "\"not\": {\"pattern\": \"[{]{2}.*[}]{2}\"}";

  private static final String RULES =
      """
      {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["@context", "@type", "title", "version", "properties"],
        "propertyNames": {%1$s},
        "properties": {
          "@context": {
            "type": "array",
            "items": [{"const": "https://www.w3.org/2022/wot/td/v1.1"}],
            "additionalItems": {
              "type": "object",
              "additionalProperties": {"type": "string", "format": "uri"}
            }
          },
          "@type": {"const": "tm:ThingModel"},
          "id": {"type": "string", "format": "uri", %1$s},
          "title": {"type": "string", "minLength": 1},
          "version": {
            "type": "object",
            "required": ["model"],
            "properties": {"model": {"type": "string"}, "instance": false}
          },
          "properties": {
            "type": "object",
            "propertyNames": {%1$s},
            "additionalProperties": {
              "allOf": [{"$ref": "#/definitions/data"}],
              "required": ["type", "readOnly"],
              "properties": {"observable": {"type": "boolean"}, "forms": false}
            }
          },
          "actions": {
            "type": "object",
            "propertyNames": {%1$s},
            "additionalProperties": {
              "type": "object",
              "required": ["input"],
              "properties": {
                "title": {"type": "string"},
                "safe": {"const": false},
                "idempotent": {"type": "boolean"},
                "input": {"$ref": "#/definitions/data"},
                "forms": false
              }
            }
          },
          "events": false,
          "forms": false,
          "security": false
        },
        "definitions": {
          "data": {
            "type": "object",
            "properties": {
              "@type": {"type": "string"},
              "title": {"type": "string"},
              "type": {
                "enum": ["boolean", "integer", "number", "string", "object", "array", "null"]
              },
              "unit": {"type": "string", "minLength": 1},
              "readOnly": {"type": "boolean"},
              "writeOnly": false,
              "minimum": {"type": "number"},
              "maximum": {"type": "number"},
              "items": {"$ref": "#/definitions/data"},
              "contentEncoding": {"type": "string"}
            }
          }
        }
      }
      """
          .formatted(OPEN);

  static Stream<Path> profiles() throws IOException {
    try (Stream<Path> good =
        Files.list(Path.of("src/test/resources/dev/penstock/deviceprofiles/good"))) {
      return good.sorted().toList().stream();
    }
  }

  private static Stream<Profile> all() throws IOException {
    return Stream.concat(
        ProfileLoader.SHIPPED.stream().map(ProfileLoader::shipped),
        profiles().map(f -> ProfileLoader.file(f, new Problems()).orElseThrow()));
  }

  private static void assertKeeps(String schema, Profile profile) {
    JsonSchema rules = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    assertThat(rules.validate(ThingModel.json(profile), InputFormat.JSON))
        .as(profile.idAndVersion())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyExportIsAThingModel(Profile profile) {
    assertKeeps(RULES, profile);
  }

  @Test
  void theSchemaOfTheW3cAgreesWhereItIsAtHand() throws IOException {
    String file = System.getProperty("penstock.wot.schema", "");
    assumeTrue(!file.isEmpty(), "no -Dpenstock.wot.schema=…");
    String schema = Files.readString(Path.of(file));
    all().forEach(profile -> assertKeeps(schema, profile));
  }
}
