package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.util.List;

/**
 * What became of the commands, and what the plant says of it.
 *
 * @param outcomes of the commands sent, in order: CONFIRMED, REFUSED, …
 * @param writes how often the gateway changed the plant, by the plant's own journal
 * @param unexplained the writes among them that no confirmed command and no told revert explains
 */
record CommandTally(List<String> outcomes, long writes, List<String> unexplained) {

  CommandTally {
    outcomes = List.copyOf(outcomes);
    unexplained = List.copyOf(unexplained);
  }

  int sent() {
    return outcomes.size();
  }

  long confirmed() {
    return outcomes.stream().filter("CONFIRMED"::equals).count();
  }

  long refused() {
    return outcomes.stream().filter("REFUSED"::equals).count();
  }

  boolean isExplained() {
    return unexplained.isEmpty();
  }

  void write(JsonWriter json) {
    json.key("commands").object().key("sent").int32(sent());
    json.field("confirmed", confirmed()).field("refused", refused());
    json.key("outcomes").array();
    outcomes.forEach(json::text);
    json.endArray().field("plant_writes", writes).key("unexplained_writes").array();
    unexplained.forEach(json::text);
    json.endArray().endObject();
  }
}
