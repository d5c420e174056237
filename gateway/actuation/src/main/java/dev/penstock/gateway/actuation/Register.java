package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the last commands, for people. Gate thread only. */
final class Register {

  private static final int MOST = 50;

  private final Deque<GateStatus.Command> recent = new ArrayDeque<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  void add(GateStatus.Command command) {
    counts.merge(command.result().outcome(), 1L, Long::sum);
    recent.addFirst(command);
    if (recent.size() > MOST) {
      recent.removeLast();
    }
  }

  List<GateStatus.Command> recent() {
    return new ArrayList<>(recent);
  }

  Map<Outcome, Long> counts() {
    return Map.copyOf(counts);
  }
}
