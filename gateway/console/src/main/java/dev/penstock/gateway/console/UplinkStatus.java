package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to a twin.
 *
 * @param covered rows of this epoch that the twin has acknowledged
 * @param pending rows that it has not
 * @param lastAck by the gateway's wall clock, null before the first
 * @param traffic what was counted
 */
public record UplinkStatus(
    String id,
    Condition condition,
    long covered,
    long pending,
    @Nullable Instant lastAck,
    Traffic traffic) {

  /**
   * Since the uplink started.
   *
   * @param sent rows, repeats counted
   * @param rejected rows that the twin refused for good
   * @param notes what else happened, in words, and how often
   */
  public record Traffic(long sent, long rejected, Map<String, Long> notes) {

    public static final Traffic NONE = new Traffic(0, 0, Map.of());

    public Traffic {
      notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }
  }

  public UplinkStatus {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(condition, "condition");
  }
}
