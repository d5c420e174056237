package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to a twin.
 *
 * @param covered rows of this epoch that the twin has acknowledged
 * @param pending rows that it has not
 * @param lastAck by the gateway's wall clock, null before the first
 */
public record UplinkStatus(
    String id, Condition condition, long covered, long pending, @Nullable Instant lastAck) {

  public UplinkStatus {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(condition, "condition");
  }
}
