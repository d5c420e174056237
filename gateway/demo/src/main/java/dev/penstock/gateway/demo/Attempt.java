package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * One attack and how it ended.
 *
 * @param name in a few words
 * @param tried what was done, in a sentence
 * @param held whether the gateway held, by what the plant itself has seen
 * @param evidence what was seen, a line each
 */
record Attempt(String name, String tried, boolean held, List<String> evidence) {

  Attempt {
    evidence = List.copyOf(evidence);
  }

  String verdict() {
    return held ? "HELD" : "BROKEN";
  }

  void write(JsonWriter json) {
    json.object().field("name", name).field("tried", tried).field("verdict", verdict());
    json.key("evidence").array();
    evidence.forEach(json::text);
    json.endArray().endObject();
  }

  List<String> lines() {
    return Stream.concat(
            Stream.of("%-6s %s: %s".formatted(verdict(), name, tried)),
            evidence.stream().map(line -> "         " + line))
        .toList();
  }
}
