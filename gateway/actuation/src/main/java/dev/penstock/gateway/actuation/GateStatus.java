package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The gate as people see it.
 *
 * @param recent the last commands, newest first
 */
public record GateStatus(
    Mode mode, Condition condition, List<Command> recent, List<Held> leases, Counts counts) {

  /** Whether it takes commands. */
  public record Condition(boolean taking, String words) {}

  /**
   * One message and what became of it.
   *
   * @param wall nanoseconds since 1970
   * @param asked the value with its unit, or the kind of control
   */
  public record Command(long wall, String point, String asked, String issuer, Result result) {}

  /**
   * What became of it, with a sentence for the operator.
   *
   * @param reason code, empty where the outcome says it all
   */
  public record Result(Outcome outcome, String reason, String words) {}

  /** An output that is held. */
  public record Held(String leaseId, String point, String value, String holder, Duration left) {}

  /**
   * How much of everything there was in this run.
   *
   * @param byOutcome messages by outcome
   * @param ignored messages without a good signature of a known key, by what was wrong
   * @param dropped good ones that found the queue full
   */
  public record Counts(Map<Outcome, Long> byOutcome, Map<String, Long> ignored, long dropped) {
    public Counts {
      byOutcome = Map.copyOf(byOutcome);
      ignored = Map.copyOf(ignored);
    }
  }

  public GateStatus {
    recent = List.copyOf(recent);
    leases = List.copyOf(leases);
  }
}
