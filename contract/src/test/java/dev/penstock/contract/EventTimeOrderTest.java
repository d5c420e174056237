package dev.penstock.contract;

import static dev.penstock.contract.ObservationBatch.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.PointDescriptor.TimePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which an event time is looked for, as a table; and what an anchor changes later. */
class EventTimeOrderTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long NOW = 1_800_000_000L * SECOND;
  private static final long MONO = 500 * SECOND;
  private static final long BOUND = 2 * MS;
  private static final long ROUND_TRIP = 40 * MS;
  private static final long DEVICE_BOUND = 50 * MS;
  private static final long AHEAD = 3600 * SECOND;

  /** What a stamp may say. */
  private enum Stamp {
    NONE(ABSENT),
    GOOD(NOW - 5 * MS),
    /** By a clock that is an hour ahead. */
    AHEAD_BY_AN_HOUR(NOW - 5 * MS + AHEAD),
    /** By a clock that is an hour behind: possible, but for what was learned. */
    BEHIND_BY_AN_HOUR(NOW - 5 * MS - AHEAD),
    NEVER_SET(946_684_800L * SECOND);

    private final long nanos;

    Stamp(long nanos) {
      this.nanos = nanos;
    }
  }

  /** What was learned of the device's clock. */
  private enum Learned {
    NOTHING,
    FINE,
    AHEAD,
    BEHIND,
    /** Behind, and jumping about: it cannot be corrected. */
    UNSTEADY;

    private @Nullable ClockEntry entry() {
      return switch (this) {
        case NOTHING -> null;
        case FINE -> device(30 * MS, DEVICE_BOUND);
        case AHEAD -> device(EventTimeOrderTest.AHEAD, DEVICE_BOUND);
        case BEHIND -> device(-EventTimeOrderTest.AHEAD, DEVICE_BOUND);
        case UNSTEADY -> device(-EventTimeOrderTest.AHEAD, ABSENT);
      };
    }
  }

  /**
   * The columns: basis in the profile, source stamp, server stamp, what was learned of the device's
   * clock, whether it was polled; then the basis, how long before the receipt the event time lies,
   * its uncertainty (both ms, empty: not known), and whether the row is flagged.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          UNKNOWN | GOOD              | GOOD             | NOTHING  | false | SOURCE           | 5  |    | false
          UNKNOWN | GOOD              | GOOD             | FINE     | true  | SOURCE           | 5  | 80 | false
          UNKNOWN | GOOD              | NONE             | NOTHING  | true  | SOURCE           | 5  |    | false
          UNKNOWN | BEHIND_BY_AN_HOUR | GOOD             | BEHIND   | true  | SOURCE_CORRECTED | 5  | 52 | false
          UNKNOWN | BEHIND_BY_AN_HOUR | GOOD             | UNSTEADY | true  | GATEWAY_POLL_MID | 20 | 22 | false
          UNKNOWN | BEHIND_BY_AN_HOUR | GOOD             | UNSTEADY | false | GATEWAY          | 0  | 2  | false
          UNKNOWN | AHEAD_BY_AN_HOUR  | GOOD             | NOTHING  | true  | SERVER           | 5  |    | true
          UNKNOWN | AHEAD_BY_AN_HOUR  | GOOD             | AHEAD    | true  | GATEWAY_POLL_MID | 20 | 22 | true
          UNKNOWN | NEVER_SET         | GOOD             | NOTHING  | false | SERVER           | 5  |    | true
          UNKNOWN | NEVER_SET         | NEVER_SET        | NOTHING  | true  | GATEWAY_POLL_MID | 20 | 22 | true
          UNKNOWN | NONE              | GOOD             | NOTHING  | true  | SERVER           | 5  |    | false
          UNKNOWN | NONE              | AHEAD_BY_AN_HOUR | NOTHING  | true  | GATEWAY_POLL_MID | 20 | 22 | true
          UNKNOWN | NONE              | NONE             | NOTHING  | true  | GATEWAY_POLL_MID | 20 | 22 | false
          UNKNOWN | NONE              | NONE             | NOTHING  | false | GATEWAY          | 0  | 2  | false
          SOURCE  | GOOD              | GOOD             | NOTHING  | true  | SOURCE           | 5  |    | false
          SOURCE  | BEHIND_BY_AN_HOUR | GOOD             | BEHIND   | true  | SOURCE_CORRECTED | 5  | 52 | false
          SOURCE  | NEVER_SET         | GOOD             | NOTHING  | false | GATEWAY          | 0  | 2  | true
          SOURCE  | NONE              | GOOD             | NOTHING  | true  | GATEWAY_POLL_MID | 20 | 22 | false
          SERVER  | GOOD              | GOOD             | NOTHING  | true  | SERVER           | 5  |    | false
          SERVER  | GOOD              | NONE             | NOTHING  | false | GATEWAY          | 0  | 2  | false
          SERVER  | GOOD              | AHEAD_BY_AN_HOUR | NOTHING  | true  | GATEWAY_POLL_MID | 20 | 22 | true
          GATEWAY | GOOD              | GOOD             | FINE     | false | GATEWAY          | 0  | 2  | false
          GATEWAY | GOOD              | GOOD             | FINE     | true  | GATEWAY_POLL_MID | 20 | 22 | false
          """)
  void isForcedThenSourceThenCorrectedThenServerThenPollThenGateway(
      TimeBasis forced,
      Stamp source,
      Stamp server,
      Learned learned,
      boolean polled,
      TimeBasis basis,
      long beforeReceipt,
      @Nullable Long uncertainty,
      boolean suspect) {
    ObservationBatch batch = received();
    batch.roundTrip(polled ? ROUND_TRIP : ABSENT);
    int row = row(batch, source.nanos, server.nanos);

    TimePolicy policy = new TimePolicy(forced, 200 * MS, 0, 0);
    EventTimes.resolve(batch, row, policy, gateway(BOUND), learned.entry());

    assertEquals(basis, batch.basis(row));
    assertEquals(NOW - beforeReceipt * MS, batch.event(row));
    assertEquals(uncertainty == null ? ABSENT : uncertainty * MS, batch.timeUncertainty(row));
    assertEquals(suspect ? Flag.CLOCK_SUSPECT.mask() : 0, batch.flags(row));
    assertEquals(source.nanos, batch.source(row), "raw stamps stay");
    assertEquals(server.nanos, batch.server(row), "raw stamps stay");
  }

  /** A box that booted in 1970 believes its devices only as far as it can: a second from now. */
  @ParameterizedTest
  @CsvSource({"1499, SOURCE", "1500, SOURCE", "1501, GATEWAY"})
  void withoutAClockOfItsOwnAStampMayBeASecondAhead(long aheadMs, TimeBasis basis) {
    ObservationBatch batch = received();
    int row = row(batch, NOW + aheadMs * MS, ABSENT);
    TimePolicy policy = new TimePolicy(TimeBasis.UNKNOWN, 200 * MS, 0, 0);
    EventTimes.resolve(batch, row, policy, gateway(ABSENT), null);
    assertEquals(basis, batch.basis(row));
  }

  /**
   * Rows of a boot that began in the wrong year. The columns: the basis at append, received how
   * long before the anchor (s), of which boot; then how far the anchor moves it (s).
   */
  @ParameterizedTest
  @CsvSource({
    "GATEWAY, 10, boot-a, 86400",
    "GATEWAY, 1, boot-a, 86400",
    "GATEWAY_POLL_MID, 10, boot-a, 86400",
    "SOURCE, 10, boot-a, 0",
    "SERVER, 10, boot-a, 0",
    "SOURCE_CORRECTED, 10, boot-a, 0",
    "MODEL, 10, boot-a, 0",
    "GATEWAY, 0, boot-a, 0",
    "GATEWAY, -5, boot-a, 0",
    "GATEWAY, 10, boot-b, 0"
  })
  void theFirstSyncOfABootMovesWhatWasStampedBeforeItByItsClock(
      TimeBasis basis, long before, String boot, long moved) {
    long mono = MONO + 60 * SECOND;
    ObservationBatch batch =
        new ObservationBatch().receivedAt(NOW - before * SECOND, mono - before * SECOND);
    int row = batch.add(0, Kind.RAW, Trigger.POLL);
    long event = batch.receivedWall() - 20 * MS;
    batch.resolved(row, event, basis, ABSENT, 7);
    ClockEntry anchor = anchor("boot-a", NOW + 86_400 * SECOND, mono);

    long resolved = EventTimes.resolve(batch, row, boot, List.of(gateway(ABSENT), anchor));

    assertEquals(event + moved * SECOND, resolved);
    assertEquals(event, batch.event(row), "a journaled row never changes");
  }

  @Test
  void aBootThatWasNeverSyncedKeepsItsTimes() {
    ObservationBatch batch = received();
    int row = row(batch, ABSENT, ABSENT);
    TimePolicy policy = new TimePolicy(TimeBasis.UNKNOWN, 200 * MS, 0, 0);
    EventTimes.resolve(batch, row, policy, gateway(ABSENT), null);
    assertEquals(NOW, EventTimes.resolve(batch, row, "boot-a", List.of(gateway(ABSENT))));
    assertEquals(ABSENT, batch.timeUncertainty(row));
  }

  private static ObservationBatch received() {
    return new ObservationBatch().receivedAt(NOW, MONO);
  }

  private static int row(ObservationBatch batch, long source, long server) {
    int row = batch.add(0, Kind.RAW, Trigger.CHANGE);
    batch.stamps(row, source, server);
    return row;
  }

  private static ClockEntry gateway(long bound) {
    ClockState state = bound == ABSENT ? ClockState.FREE_RUNNING : ClockState.SYNCED;
    return new ClockEntry(
        7, ClockEntry.Topic.STATE, ClockEntry.GATEWAY, "boot-a", state, bound, 0, NOW, MONO);
  }

  private static ClockEntry device(long ahead, long bound) {
    return new ClockEntry(
        9, ClockEntry.Topic.OFFSET, "tank", "boot-a", ClockState.UNKNOWN, bound, ahead, NOW, MONO);
  }

  private static ClockEntry anchor(String boot, long wall, long mono) {
    return new ClockEntry(
        8, ClockEntry.Topic.ANCHOR, ClockEntry.GATEWAY, boot, ClockState.SYNCED, MS, 0, wall, mono);
  }
}
