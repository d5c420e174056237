package dev.penstock.drivers.mqtt;

import dev.penstock.contract.device.PointBinding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The topics of a device, each with the points that its messages carry. */
final class Topics {

  private static final int MAX_BYTES = 65_535;

  private final Map<String, List<Target>> targets = new LinkedHashMap<>();

  Topics(List<PointBinding> bindings) {
    for (PointBinding binding : bindings) {
      Target target = new Target(binding);
      targets.computeIfAbsent(target.topic(), t -> new ArrayList<>()).add(target);
    }
  }

  List<String> names() {
    return List.copyOf(targets.keySet());
  }

  /** The points of a topic's messages; none for a topic that is not ours. */
  List<Target> of(String topic) {
    return targets.getOrDefault(topic, List.of());
  }

  static void check(String topic) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException(
          "the address has no topic, e.g. topic: street/harbour/air");
    }
    if (topic.chars().anyMatch(c -> c == '+' || c == '#' || c == 0)) {
      throw new IllegalArgumentException("topic \"" + topic + "\" must have no wildcard");
    }
    if (topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("topic: at most " + MAX_BYTES + " bytes");
    }
  }
}
