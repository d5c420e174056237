package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the observations are at the end of a run.
 *
 * @param epochs all that the journal holds, oldest first
 * @param repeats rows that came again and were recognised: harmless
 * @param losses what LOSS rows of the journal tell, by cause; an unknown count is one
 * @param alarms what the twin found wrong with the order of epochs
 */
record ObservationTally(
    List<EpochTally> epochs, long repeats, Map<String, Long> losses, List<String> alarms) {

  ObservationTally {
    epochs = List.copyOf(epochs);
    losses = new TreeMap<>(losses);
    alarms = List.copyOf(alarms);
  }

  long journaled() {
    return epochs.stream().mapToLong(EpochTally::journaled).sum();
  }

  long delivered() {
    return epochs.stream().mapToLong(EpochTally::delivered).sum();
  }

  long missing() {
    return epochs.stream().mapToLong(EpochTally::missing).sum();
  }

  long duplicates() {
    return epochs.stream().mapToLong(EpochTally::surplus).sum();
  }

  boolean isComplete() {
    return !epochs.isEmpty()
        && epochs.stream().allMatch(EpochTally::isComplete)
        && alarms.isEmpty();
  }

  void write(JsonWriter json) {
    json.key("observations").object();
    json.field("journaled", journaled()).field("delivered", delivered());
    json.field("holes", missing()).field("duplicates", duplicates()).field("repeats", repeats);
    json.key("lost").object();
    losses.forEach(json::field);
    json.endObject().endObject();
    json.key("epochs").array();
    epochs.forEach(epoch -> epoch.write(json));
    json.endArray().key("alarms").array();
    alarms.forEach(json::text);
    json.endArray();
  }
}
