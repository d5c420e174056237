package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In which states of its life a device may be commanded.
 *
 * @param point from which the state is read
 * @param states the point's values, as text, and the state that each means
 * @param allowedIn states in which commands are allowed; every other, and none, refuses
 * @param maxAge an older value is no state
 */
public record Lifecycle(
    String point, SortedMap<String, String> states, List<String> allowedIn, Duration maxAge) {

  private static final int MAX_STATES = 32;

  public Lifecycle {
    Names.path(point);
    states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    Rules.ids("states", states.keySet(), MAX_STATES);
    states.values().forEach(state -> Rules.ids("state", List.of(state), 1));
    allowedIn = Rules.ids("allowed_in", allowedIn, MAX_STATES);
    Rules.require(
        !allowedIn.isEmpty() && states.values().containsAll(allowedIn),
        "allowed_in must name some of the states");
    Rules.require(!Rules.span("max_age", maxAge).isZero(), "max_age must be above 0");
  }

  /** The state that a value means; empty if it is not mapped. */
  public Optional<String> state(String value) {
    return Optional.ofNullable(states.get(value));
  }

  public boolean allows(String value) {
    return state(value).map(allowedIn::contains).orElse(false);
  }

  static Lifecycle from(Fields in) {
    Map<String, String> states = in.dictionary("states", MAX_STATES);
    return new Lifecycle(
        in.id("point"),
        new TreeMap<>(states),
        in.ids("allowed_in", MAX_STATES),
        in.millis("max_age_ms"));
  }

  void write(JsonWriter out) {
    out.field("point", point);
    Payload.dictionary(out, "states", states);
    Payload.strings(out, "allowed_in", allowedIn);
    Payload.millis(out, "max_age_ms", maxAge);
  }
}
