package dev.penstock.gateway.console;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The command gate.
 *
 * @param mode whether it takes commands, in words
 * @param recent the last commands, newest first
 * @param leases the outputs held now
 */
public record CommandsStatus(Condition mode, List<Entry> recent, List<Lease> leases) {

  public CommandsStatus {
    Objects.requireNonNull(mode, "mode");
    recent = List.copyOf(recent);
    leases = List.copyOf(leases);
  }

  /**
   * One command and what became of it.
   *
   * @param asked the value with its unit, or the kind of control
   * @param outcome the outcome's word, and the reason in a sentence
   */
  public record Entry(Instant at, String point, String asked, String issuer, Condition outcome) {

    public Entry {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(point, "point");
      Objects.requireNonNull(asked, "asked");
      Objects.requireNonNull(issuer, "issuer");
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /**
   * An output that somebody holds.
   *
   * @param id by which it is renewed and released
   * @param until expected end by the wall clock; the gate itself counts monotonic time
   */
  public record Lease(String id, String point, String value, String holder, Instant until) {

    public Lease {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(point, "point");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(holder, "holder");
      Objects.requireNonNull(until, "until");
    }
  }
}
