package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.util.List;

/**
 * What became of the commands, and what the plant says of it.
 *
 * @param outcomes of the commands sent, in order: CONFIRMED, REFUSED, …
 * @param writes how often the gateway changed the plant, by the plant's own journal
 * @param reverts the writes among them that ended a lease with the policy's safe value
 * @param others the writes among them that somebody else had commanded
 * @param unexplained the writes that neither is so nor a confirmed command asked for; and confirmed
 *     commands that the plant knows nothing of
 */
record CommandTally(
    List<String> outcomes, long writes, long reverts, long others, List<String> unexplained) {

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
    json.endArray()
        .field("plant_writes", writes)
        .field("reverts", reverts)
        .field("by_others", others)
        .key("unexplained_writes")
        .array();
    unexplained.forEach(json::text);
    json.endArray().endObject();
  }

  @Override
  public String toString() {
    String byOthers = others == 0 ? "" : ", " + others + " commanded by others";
    return "%d sent, %d confirmed, %d refused; the plant saw %d writes, %d of them reverts%s"
        .formatted(sent(), confirmed(), refused(), writes, reverts, byOthers);
  }
}
