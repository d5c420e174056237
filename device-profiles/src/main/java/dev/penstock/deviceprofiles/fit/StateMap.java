package dev.penstock.deviceprofiles.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Translates lifecycle states.
 *
 * @param states of the provider
 * @param to the consumer's states
 * @param map provider's state to consumer's
 */
record StateMap(List<String> states, List<String> to, Map<String, String> map)
    implements Executable {

  /** What is said of a state that nobody mapped. */
  static final String UNKNOWN = "unknown";

  String translate(String state) {
    String mapped = map.getOrDefault(state, state);
    return to.contains(mapped) && states.contains(state) ? mapped : UNKNOWN;
  }

  @Override
  public List<Vector> run() {
    List<Vector> vectors = new ArrayList<>();
    for (String state : states) {
      boolean known = to.contains(translate(state));
      vectors.add(
          Vector.of(
              state,
              state,
              translate(state) + " is known: " + known,
              map.getOrDefault(state, state) + " is known: true"));
    }
    vectors.add(Vector.of("a state nobody declared", "?", translate("?"), UNKNOWN));
    return vectors;
  }
}
