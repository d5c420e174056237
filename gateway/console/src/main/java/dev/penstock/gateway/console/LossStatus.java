package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was lost, why and when.
 *
 * @param dataClass the class of the points
 * @param count observations, null when nobody can know
 */
public record LossStatus(
    String cause, String device, String dataClass, @Nullable Long count, Span eventTime) {

  public LossStatus {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(dataClass, "dataClass");
    Objects.requireNonNull(eventTime, "eventTime");
  }

  /** A span of event time; null where an end is not known or not reached. */
  public record Span(@Nullable Instant from, @Nullable Instant to) {}
}
