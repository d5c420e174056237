package dev.penstock.gateway.console;

import java.util.Objects;

/**
 * How something is, for people.
 *
 * @param state one or two words, such as {@code "connected"}
 * @param reason a sentence that says why and what to do, empty when there is nothing to say
 */
public record Condition(Health health, String state, String reason) {

  public Condition {
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(reason, "reason");
    if (state.isBlank()) {
      throw new IllegalArgumentException("state must say something");
    }
  }

  public static Condition ok(String state) {
    return new Condition(Health.OK, state, "");
  }

  public boolean isOk() {
    return health == Health.OK;
  }
}
