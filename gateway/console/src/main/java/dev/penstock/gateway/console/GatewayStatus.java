package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.Objects;

/**
 * The process itself.
 *
 * @param condition its state over all, as one would say it on the phone
 */
public record GatewayStatus(
    Identity identity, Instant startedAt, Condition condition, ClockStatus clock) {

  public GatewayStatus {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * Which gateway this is.
   *
   * @param epoch of the open journal, 16 hex digits
   */
  public record Identity(String gateway, String version, String epoch) {

    public Identity {
      Objects.requireNonNull(gateway, "gateway");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(epoch, "epoch");
    }
  }
}
