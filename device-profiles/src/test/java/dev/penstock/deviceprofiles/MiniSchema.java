package dev.penstock.deviceprofiles;

import dev.penstock.contract.Json;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** As much of a JSON Schema validator as our own schema needs. */
final class MiniSchema {

  private final Json root;

  MiniSchema(String schema) {
    this.root = Json.parse(schema.getBytes(java.nio.charset.StandardCharsets.UTF_8), 1 << 20);
  }

  /** What is wrong, a path and a word each. */
  List<String> validate(YamlNode node) {
    List<String> wrong = new ArrayList<>();
    validate(node, root, wrong);
    return wrong;
  }

  private void validate(YamlNode node, Json schema, List<String> wrong) {
    if (schema.has("allOf")) {
      String ref = schema.get("allOf").list(r -> r.get("$ref").text()).get(0);
      Json definition = root.get("definitions").get(ref.substring("#/definitions/".length()));
      validate(node, definition, wrong);
    }
    if (schema.has("enum") && !schema.get("enum").list(Json::text).contains(node.text())) {
      wrong.add(node.path() + " enum");
    }
    if (schema.has("pattern") && !node.text().matches(schema.get("pattern").text())) {
      wrong.add(node.path() + " pattern");
    }
    if (schema.has("type") && schema.get("type").plain() instanceof String type) {
      type(node, schema, type, wrong);
    }
  }

  private void type(YamlNode node, Json schema, String type, List<String> wrong) {
    switch (type) {
      case "object" -> object(node, schema, wrong);
      case "array" -> {
        check(node.kind() == YamlNode.Kind.LIST, node, "array", wrong);
        node.elements().forEach(e -> validate(e, schema.get("items"), wrong));
      }
      case "number", "integer" -> {
        String pattern = type.equals("integer") ? "-?\\d+" : "-?\\d+(\\.\\d+)?(e-?\\d+)?";
        check(node.text().matches(pattern), node, type, wrong);
      }
      case "boolean" -> check(node.text().matches("true|false"), node, type, wrong);
      default -> check(node.isScalar(), node, type, wrong);
    }
  }

  private void object(YamlNode node, Json schema, List<String> wrong) {
    check(node.isMap(), node, "object", wrong);
    if (!schema.has("properties")) {
      node.entries().values().forEach(v -> validate(v, schema.get("additionalProperties"), wrong));
      return;
    }
    for (String required : schema.get("required").list(Json::text)) {
      check(node.get(required).isPresent(), node, "required " + required, wrong);
    }
    node.entries()
        .forEach(
            (key, value) -> {
              if (schema.get("properties").has(key)) {
                validate(value, schema.get("properties").get(key), wrong);
              } else {
                wrong.add(value.path() + " additional");
              }
            });
  }

  private static void check(boolean right, YamlNode node, String what, List<String> wrong) {
    if (!right) {
      wrong.add(node.path() + " " + what);
    }
  }
}
