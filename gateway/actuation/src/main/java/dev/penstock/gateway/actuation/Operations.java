package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The writes of the last hour that the gateway was powered, for everything that limits a pace. */
final class Operations {

  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int MOST = 100_000;

  /** A write: when in powered time, and what. */
  record Operation(long powered, Value value) {}

  private final Map<String, Deque<Operation>> byPoint = new HashMap<>();

  void count(String point, Operation operation) {
    Deque<Operation> operations = byPoint.computeIfAbsent(point, p -> new ArrayDeque<>());
    operations.addLast(operation);
    while (operations.size() > MOST || isOld(operations, operation.powered())) {
      operations.removeFirst();
    }
  }

  /** The last one always stays: a rate is judged against it. */
  private static boolean isOld(Deque<Operation> operations, long powered) {
    return operations.size() > 1 && powered - operations.getFirst().powered() >= HOUR;
  }

  /** The last one was not carried out after all. */
  void uncount(String point) {
    Deque<Operation> operations = byPoint.get(point);
    if (operations != null && !operations.isEmpty()) {
      operations.removeLast();
    }
  }

  long inLastHour(String point, long powered) {
    Deque<Operation> operations = byPoint.getOrDefault(point, new ArrayDeque<>());
    return operations.stream().filter(o -> powered - o.powered() < HOUR).count();
  }

  Optional<Operation> last(String point) {
    return Optional.ofNullable(byPoint.getOrDefault(point, new ArrayDeque<>()).peekLast());
  }
}
