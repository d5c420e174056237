package dev.penstock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.contract.SyncBound.Look;
import dev.penstock.contract.SyncBound.Why;
import org.junit.jupiter.api.Test;

class SyncBoundTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 1_800_000_000L * SECOND;

  private static PointDescriptor point(double maxRate, double uncertainty, ValueType type) {
    return new PointDescriptor(
        "tank/level",
        "",
        new PointDescriptor.ProfileRef("tank", "1.0.0", "00"),
        type,
        "cm",
        "",
        Aggregation.INSTANT,
        new PointDescriptor.Reporting(SECOND / 10, 0.5, 2 * SECOND, 5 * SECOND),
        new PointDescriptor.TimePolicy(TimeBasis.UNKNOWN, 0, 0, 0),
        new PointDescriptor.ValidRange(0, 20, maxRate),
        uncertainty,
        "");
  }

  private static final PointDescriptor TANK = point(2, 0.02, ValueType.DOUBLE);

  /** Made so long before now, and received a tenth of a second later. */
  private static Observation value(long age, int flags) {
    long event = NOW - age;
    return new Observation(
        null,
        "tank/level",
        Kind.RAW,
        Trigger.CHANGE,
        Value.of(7.0),
        new Observation.Judgement(Quality.GOOD, flags, 0, Double.NaN),
        new Observation.Times(
            event, TimeBasis.SOURCE, SECOND / 100, event, event, event + SECOND / 10, 0, 1));
  }

  private static SyncBound bound(PointDescriptor point, Observation value, long heardAgo) {
    return SyncBound.of(point, value, new Look(NOW, NOW - heardAgo));
  }

  @Test
  void addsUpWhatCanHaveChangedSinceItWasLastHeard() {
    SyncBound bound = bound(TANK, value(SECOND, 0), SECOND / 20);

    // deadband + rate × (interval + south + north + time uncertainty) + 2 × sensor
    assertThat(bound.bound()).isCloseTo(0.5 + 2 * (0.1 + 0.1 + 0.05 + 0.01) + 0.04, within(1e-9));
  }

  @Test
  void growsWhileNothingIsHeardOfTheGateway() {
    SyncBound before = bound(TANK, value(SECOND, 0), 0);
    SyncBound after = bound(TANK, value(SECOND, 0), 3 * SECOND);

    assertThat(after.bound() - before.bound()).isCloseTo(2 * 3.0, within(1e-9));
  }

  @Test
  void growsWithEachMomentThatAHeartbeatIsOverdue() {
    SyncBound due = bound(TANK, value(2 * SECOND, 0), 0);
    SyncBound overdue = bound(TANK, value(4 * SECOND, 0), 0);

    // Two seconds older; the heartbeat may take another tenth to arrive.
    assertThat(overdue.bound() - due.bound()).isCloseTo(2 * 1.9, within(1e-9));
  }

  @Test
  void promisesNothingOfAStaleValue() {
    assertThat(bound(TANK, value(6 * SECOND, 0), 0))
        .isEqualTo(new SyncBound(Double.POSITIVE_INFINITY, Why.STALE));
    assertThat(bound(TANK, value(SECOND, Flag.STALE.mask()), 0).why()).isEqualTo(Why.STALE);
  }

  @Test
  void promisesNothingWhereSomethingIsNotStated() {
    Observation value = value(SECOND, 0);

    assertThat(bound(point(Double.NaN, 0.02, ValueType.DOUBLE), value, 0).why())
        .isEqualTo(Why.NO_MAX_RATE);
    assertThat(bound(point(2, Double.NaN, ValueType.DOUBLE), value, 0).why())
        .isEqualTo(Why.NO_UNCERTAINTY);
    assertThat(bound(point(2, 0.02, ValueType.BOOL), value, 0).why()).isEqualTo(Why.NOT_A_QUANTITY);
  }

  @Test
  void promisesNothingWhereWhatIsStatedWasBroken() {
    assertThat(bound(TANK, value(SECOND, Flag.RATE_EXCEEDED.mask()), 0).why())
        .isEqualTo(Why.RATE_EXCEEDED);
    assertThat(bound(TANK, value(SECOND, Flag.CLOCK_SUSPECT.mask()), 0).why())
        .isEqualTo(Why.TIME_UNKNOWN);
  }
}
