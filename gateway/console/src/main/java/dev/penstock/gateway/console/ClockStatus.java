package dev.penstock.gateway.console;

import dev.penstock.contract.ClockState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's wall clock.
 *
 * @param errorBound how far it may be from UTC, null when that is not known
 */
public record ClockStatus(ClockState state, @Nullable Duration errorBound) {

  public ClockStatus {
    Objects.requireNonNull(state, "state");
  }
}
