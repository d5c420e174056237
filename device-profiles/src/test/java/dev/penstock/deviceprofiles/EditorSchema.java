package dev.penstock.deviceprofiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.List;

/** What an editor would say of a profile: the shipped JSON Schema, applied by a library. */
final class EditorSchema {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(ProfileSchema.json());

  private EditorSchema() {}

  /** What is wrong, each with the path it is said of: {@code points.level.unit: …}. */
  static List<String> complaints(YamlNode profile) {
    return SCHEMA.validate(json(profile)).stream()
        .map(m -> path(m.getInstanceLocation().toString()) + ": " + m.getMessage())
        .sorted()
        .toList();
  }

  /** From JSON path to ours. */
  private static String path(String location) {
    return location
        .replace("$.", "")
        .replace("$", "")
        .replaceAll("\\['([^']*)']", ".$1")
        .replaceAll("^\\.", "");
  }

  /** As YAML 1.2 reads a text in JSON's words. */
  private static JsonNode json(YamlNode node) {
    return switch (node.kind()) {
      case SCALAR -> scalar(node);
      case LIST -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        node.elements().forEach(e -> list.add(json(e)));
        yield list;
      }
      case MAP -> {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        node.entries().forEach((key, value) -> map.set(key, json(value)));
        yield map;
      }
    };
  }

  private static JsonNode scalar(YamlNode node) {
    String text = node.text();
    if (node.isNothing()) {
      return NullNode.getInstance();
    } else if (!node.isPlain()) {
      return TextNode.valueOf(text);
    } else if (text.matches("true|True|TRUE|false|False|FALSE")) {
      return BooleanNode.valueOf(Boolean.parseBoolean(text));
    } else if (text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")) {
      return DecimalNode.valueOf(new BigDecimal(text));
    }
    return TextNode.valueOf(text);
  }
}
