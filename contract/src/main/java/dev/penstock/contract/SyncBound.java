package dev.penstock.contract;

/**
 * How far a value at the twin can be from the plant at the same moment: {@code deadband + max rate
 * × (interval + latency + time uncertainty) + 2 × sensor uncertainty}, and more for each moment
 * that a heartbeat is overdue. Holds as long as the profile is right and the device is heard; where
 * something that is needed is not stated, or the value is stale, nothing is promised.
 *
 * @param bound in the point's unit; infinite unless {@link Why#BOUNDED}
 */
public record SyncBound(double bound, Why why) {

  private static final double SECOND = 1e9;

  /** Whether there is a bound, and else why not. */
  public enum Why {
    BOUNDED("bounded"),
    NOT_A_QUANTITY("not a quantity"),
    NO_VALUE("no good value"),
    NO_MAX_RATE("the profile states no maxRate"),
    NO_UNCERTAINTY("the profile states no uncertainty"),
    RATE_EXCEEDED("it changed faster than the profile allows"),
    TIME_UNKNOWN("its time is not known well enough"),
    STALE("stale");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * When a twin looks, in ns by the gateway's clock or one that agrees with it.
   *
   * @param heard up to when the gateway's rows are known to be complete: when the newest live frame
   *     was made
   */
  public record Look(long now, long heard) {}

  public boolean isBounded() {
    return why == Why.BOUNDED;
  }

  /** The bound of a point's current value. */
  public static SyncBound of(PointDescriptor point, Observation value, Look look) {
    Why why = missing(point, value, look);
    return why == Why.BOUNDED
        ? new SyncBound(bounded(point, value, look), why)
        : new SyncBound(Double.POSITIVE_INFINITY, why);
  }

  private static Why missing(PointDescriptor point, Observation value, Look look) {
    ValueType type = point.type();
    if (type != ValueType.DOUBLE && type != ValueType.INT64) {
      return Why.NOT_A_QUANTITY;
    }
    if (value.value() == null || value.judgement().quality() == Quality.BAD) {
      return Why.NO_VALUE;
    }
    if (Double.isNaN(point.valid().maxRate())) {
      return Why.NO_MAX_RATE;
    }
    if (Double.isNaN(uncertainty(point, value))) {
      return Why.NO_UNCERTAINTY;
    }
    if (Flag.RATE_EXCEEDED.in(value.judgement().flags())) {
      return Why.RATE_EXCEEDED;
    }
    Observation.Times times = value.times();
    if (times.event() == ObservationBatch.ABSENT
        || times.uncertainty() == ObservationBatch.ABSENT
        || Flag.CLOCK_SUSPECT.in(value.judgement().flags())) {
      return Why.TIME_UNKNOWN;
    }
    return isStale(point, value, look) ? Why.STALE : Why.BOUNDED;
  }

  private static boolean isStale(PointDescriptor point, Observation value, Look look) {
    long after = point.reporting().staleAfter();
    return Flag.STALE.in(value.judgement().flags())
        || (after > 0 && look.now() - value.times().event() > after);
  }

  /** What the row itself states comes before what the profile does. */
  private static double uncertainty(PointDescriptor point, Observation value) {
    double own = value.judgement().uncertainty();
    return Double.isNaN(own) ? point.uncertainty() : own;
  }

  private static double bounded(PointDescriptor point, Observation value, Look look) {
    Observation.Times times = value.times();
    PointDescriptor.Reporting reporting = point.reporting();
    long south = Math.max(0, times.receivedWall() - times.event());
    long north = Math.max(0, look.now() - look.heard());
    long expected = Math.max(reporting.heartbeat(), reporting.interval()) + south + north;
    long overdue = Math.max(0, look.now() - times.event() - expected);
    long nanos = reporting.interval() + south + north + times.uncertainty() + overdue;
    return reporting.deadband()
        + point.valid().maxRate() * (nanos / SECOND)
        + 2 * uncertainty(point, value);
  }
}
