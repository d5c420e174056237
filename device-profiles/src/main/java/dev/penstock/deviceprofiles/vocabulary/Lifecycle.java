package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.List;
import java.util.Map;

/**
 * The states a device goes through, read from a point. What is unmapped or stale allows nothing.
 */
public record Lifecycle(
    @Setting(value = "All states.", example = "[running, maintenance]") List<String> states,
    @Setting(value = "The point that tells the state.", example = "machineState") String from,
    @Setting(
            value = "The point's value as text, to a state; without it the value is the state.",
            otherwise = "{}",
            example = "{\"3\": running}")
        Map<String, String> map,
    @Setting(
            value = "States in which commands are allowed.",
            otherwise = "[]",
            example = "[running]")
        List<String> controlAllowedIn) {

  public Lifecycle {
    Check.that(!states.isEmpty(), "states", "must name at least one state");
    Check.that(states.stream().distinct().count() == states.size(), "states", "must be different");
    for (String state : states) {
      Check.that(state.matches("[A-Za-z0-9_-]{1,63}"), "states", "must be [A-Za-z0-9_-]");
    }
    for (String state : controlAllowedIn) {
      Check.that(
          states.contains(state), "controlAllowedIn", "\"" + state + "\" is not one of the states");
    }
    map.forEach(
        (raw, state) ->
            Check.that(
                states.contains(state), "map", "\"" + state + "\" is not one of the states"));
  }
}
