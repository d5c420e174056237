package dev.penstock.contract;

import java.util.Arrays;

/**
 * How far each point has come in event time, and whether anything is still to be expected of it.
 * Decided from journaled rows alone, in their order, so that whoever replays them decides alike:
 * heartbeats advance a point that did not change, and a HEALTH row flagged STALE makes it idle. Not
 * thread-safe.
 */
public final class Watermarks {

  /** Where a row stands in its point's event time. */
  public enum Order {
    /** Not before the newest one, or not to be judged: a backfill, a heartbeat. */
    IN_ORDER,
    /** Before the newest one, and not yet too late. */
    OUT_OF_ORDER,
    /** Behind the watermark. */
    LATE
  }

  private static final long ABSENT = ObservationBatch.ABSENT;

  private final Dictionary dictionary;

  /** The newest value's event time, by point. */
  private final long[] newest;

  /** Until when a point is known, by values and heartbeats. */
  private final long[] known;

  private final boolean[] idle;

  public Watermarks(Dictionary dictionary) {
    this.dictionary = dictionary;
    this.newest = new long[dictionary.size()];
    this.known = new long[dictionary.size()];
    this.idle = new boolean[dictionary.size()];
    Arrays.fill(newest, ABSENT);
    Arrays.fill(known, ABSENT);
  }

  /** The latest time that a batch can speak of, as far as the gateway knew when it came. */
  public static long latestPlausible(ObservationBatch batch, ClockEntry gateway) {
    return batch.receivedWall() + gateway.plausibleError();
  }

  /**
   * Takes a resolved row into account.
   *
   * @param latestPlausible nothing moves a watermark beyond this: one stamp from the future must
   *     not make the rest late
   */
  public Order see(ObservationBatch batch, int row, long latestPlausible) {
    int point = batch.point(row);
    if (point == ObservationBatch.NO_POINT || batch.trigger(row) == Trigger.BACKFILL) {
      return Order.IN_ORDER;
    }
    long event = Math.min(batch.event(row), latestPlausible);
    if (batch.kind(row) == Kind.HEALTH) {
      idle[point] |= Flag.STALE.in(batch.flags(row)) && event >= known[point];
      return Order.IN_ORDER;
    }
    idle[point] = false;
    if (batch.trigger(row) == Trigger.HEARTBEAT) {
      known[point] = Math.max(known[point], event);
      return Order.IN_ORDER;
    }
    Order order = order(point, batch.event(row));
    if (!Flag.CLOCK_SUSPECT.in(batch.flags(row))) {
      newest[point] = Math.max(newest[point], event);
      known[point] = Math.max(known[point], event);
    }
    return order;
  }

  /** A change may overtake the heartbeat that came with it, so only values are compared. */
  private Order order(int point, long event) {
    if (newest[point] == ABSENT || event >= newest[point]) {
      return Order.IN_ORDER;
    }
    return event < newest[point] - lateness(point) ? Order.LATE : Order.OUT_OF_ORDER;
  }

  /**
   * The event time before which nothing of a point counts any more; ABSENT before its first row.
   */
  public long of(int point) {
    return known[point] == ABSENT ? ABSENT : known[point] - lateness(point);
  }

  /** Whether a point is known to be silent: nobody should wait for it. */
  public boolean isIdle(int point) {
    return idle[point];
  }

  /**
   * The event time up to which all of these points are complete: the least watermark among those
   * that are not idle. ABSENT while one of them never had a row, or when all are idle.
   */
  public long ofAll(int... points) {
    long least = Long.MAX_VALUE;
    for (int point : points) {
      least = idle[point] ? least : Math.min(least, of(point));
    }
    return least == Long.MAX_VALUE ? ABSENT : least;
  }

  private long lateness(int point) {
    return dictionary.at(point).time().allowedLateness();
  }
}
