package dev.penstock.gateway.actuation;

import dev.penstock.contract.Kind;
import dev.penstock.contract.Names;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a point after a write until it shows what is expected, or too late. Never waits: it is
 * asked again and again. Gate thread only.
 */
final class Probe {

  /** Most devices show what they took at once, some after their next cycle. */
  private static final long FIRST_PAUSE = Duration.ofMillis(5).toNanos();

  private static final long LONGEST_PAUSE = Duration.ofMillis(50).toNanos();

  /** What the reads have shown. */
  enum Result {
    WAITING,
    AGREES,
    DIFFERS,
    UNREADABLE
  }

  /**
   * What to look for.
   *
   * @param agreements how many reads in a row must agree
   */
  record Expectation(String point, Value value, double tolerance, int agreements) {}

  private final Expectation expected;
  private final long deadline;
  private long next;
  private long pause = FIRST_PAUSE;
  private int agreed;
  private @Nullable Value last;

  Probe(Expectation expected, long nowMono, Duration within) {
    this.expected = expected;
    this.next = nowMono;
    this.deadline = nowMono + within.toNanos();
  }

  /** Reads if it is time to; every value that was read goes to {@code seen}. */
  Result poll(Plant plant, long nowMono, Duration timeout, Consumer<Observation> seen) {
    if (nowMono - next < 0) {
      return Result.WAITING;
    }
    next = nowMono + pause;
    pause = Math.min(LONGEST_PAUSE, pause * 2);
    Optional<Observation> read = read(plant, timeout);
    last = read.filter(Observation::isGood).map(Observation::value).orElse(null);
    boolean agrees =
        last != null && Conditions.distance(last, expected.value()) <= expected.tolerance();
    agreed = agrees ? agreed + 1 : 0;
    boolean done = agreed >= expected.agreements();
    if (done || nowMono - deadline >= 0) {
      read.ifPresent(observation -> seen.accept(readBack(observation)));
      return done ? Result.AGREES : last == null ? Result.UNREADABLE : Result.DIFFERS;
    }
    return Result.WAITING;
  }

  private Optional<Observation> read(Plant plant, Duration timeout) {
    Optional<DeviceSession> session = plant.session(Names.device(expected.point()));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try {
      return session.get().readNow(List.of(expected.point()), timeout).stream().findFirst();
    } catch (DeviceException | RuntimeException e) {
      // Not readable yet: asked again until the deadline, and then it is the result.
      return Optional.empty();
    }
  }

  private static Observation readBack(Observation o) {
    return new Observation(
        null, o.point(), Kind.READ_BACK, o.trigger(), o.value(), o.judgement(), o.times());
  }

  /** What was read last, for people. */
  String shown() {
    return last == null ? "" : last.toString();
  }
}
