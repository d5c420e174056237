package dev.penstock.contract;

import dev.penstock.contract.PointDescriptor.TimePolicy;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place where event time is decided: on the gateway at append, and again by whoever reads a
 * row of a boot that was anchored later. Pure functions of the row and the clock entries.
 */
public final class EventTimes {

  private static final long ABSENT = ObservationBatch.ABSENT;

  /** A stamp may be this much after its receipt before it counts as from the future. */
  static final long FUTURE_SLACK = 500_000_000L;

  /** 2001-09-09: clocks that were never set show 1601, 1970 or 2000. */
  private static final long OLDEST_PLAUSIBLE = 1_000_000_000L * 1_000_000_000L;

  private EventTimes() {}

  /**
   * Resolves one row at append: sets event time, basis, uncertainty and clock entry, and flags
   * stamps that cannot be true. The batch's receipt must be set.
   *
   * @param gateway the gateway clock's entry in force
   * @param device what was learned of the device's clock, if anything
   */
  public static void resolve(
      ObservationBatch batch,
      int row,
      TimePolicy policy,
      ClockEntry gateway,
      @Nullable ClockEntry device) {
    long source = batch.source(row);
    long server = batch.server(row);
    boolean sourcePlausible = plausible(source, batch, gateway);
    boolean serverPlausible = plausible(server, batch, gateway);
    if ((source != ABSENT && !sourcePlausible) || (server != ABSENT && !serverPlausible)) {
      batch.addFlag(row, Flag.CLOCK_SUSPECT);
    }
    switch (choose(batch, policy, device, sourcePlausible, serverPlausible)) {
      case SOURCE -> {
        long bound = device == null ? ABSENT : sum(device.errorBound(), Math.abs(device.offset()));
        batch.resolved(row, source, TimeBasis.SOURCE, bound, id(device, gateway));
      }
      case SOURCE_CORRECTED -> {
        ClockEntry learned = Objects.requireNonNull(device);
        long bound = sum(learned.errorBound(), gateway.errorBound());
        long corrected = source - learned.offset();
        batch.resolved(row, corrected, TimeBasis.SOURCE_CORRECTED, bound, learned.id());
      }
      case SERVER -> batch.resolved(row, server, TimeBasis.SERVER, ABSENT, id(device, gateway));
      case GATEWAY_POLL_MID -> {
        long half = batch.roundTrip() / 2;
        long bound = sum(half, gateway.errorBound());
        long middle = batch.receivedWall() - half;
        batch.resolved(row, middle, TimeBasis.GATEWAY_POLL_MID, bound, gateway.id());
      }
      default -> {
        long bound = gateway.errorBound();
        batch.resolved(row, batch.receivedWall(), TimeBasis.GATEWAY, bound, gateway.id());
      }
    }
  }

  private static TimeBasis choose(
      ObservationBatch batch,
      TimePolicy policy,
      @Nullable ClockEntry device,
      boolean sourcePlausible,
      boolean serverPlausible) {
    TimeBasis forced = policy.basis();
    boolean off = device != null && Math.abs(device.offset()) > policy.maxClockOffset();
    if (sourcePlausible && !off && (forced == TimeBasis.UNKNOWN || forced == TimeBasis.SOURCE)) {
      return TimeBasis.SOURCE;
    }
    if (sourcePlausible
        && off
        && device.isBounded()
        && (forced == TimeBasis.UNKNOWN
            || forced == TimeBasis.SOURCE
            || forced == TimeBasis.SOURCE_CORRECTED)) {
      return TimeBasis.SOURCE_CORRECTED;
    }
    // A server that stamps with the clock just found wrong is no better.
    if (serverPlausible && (forced == TimeBasis.SERVER || (forced == TimeBasis.UNKNOWN && !off))) {
      return TimeBasis.SERVER;
    }
    return batch.roundTrip() == ABSENT ? TimeBasis.GATEWAY : TimeBasis.GATEWAY_POLL_MID;
  }

  /** Whether a stamp can be true, as far as the gateway can tell. */
  private static boolean plausible(long stamp, ObservationBatch batch, ClockEntry gateway) {
    if (stamp == ABSENT || stamp < OLDEST_PLAUSIBLE) {
      return false;
    }
    return stamp <= batch.receivedWall() + gateway.plausibleError() + FUTURE_SLACK;
  }

  /**
   * The event time of a journaled row, by what is known of its boot now: the stored one, unless it
   * was read from the gateway's clock before that clock's first sync and an anchor of that boot has
   * come.
   *
   * @param boot the boot that received the row
   * @param entries every clock entry known of the row's epoch
   */
  public static long resolve(
      ObservationBatch batch, int row, String boot, Collection<ClockEntry> entries) {
    if (!batch.basis(row).isGateways() || batch.event(row) == ABSENT) {
      return batch.event(row);
    }
    for (ClockEntry entry : entries) {
      if (entry.topic() == ClockEntry.Topic.ANCHOR
          && entry.boot().equals(boot)
          && batch.receivedMono() < entry.mono()) {
        long beforeReceipt = batch.receivedWall() - batch.event(row);
        return entry.wall() - (entry.mono() - batch.receivedMono()) - beforeReceipt;
      }
    }
    return batch.event(row);
  }

  private static int id(@Nullable ClockEntry device, ClockEntry gateway) {
    return device == null ? gateway.id() : device.id();
  }

  private static long sum(long a, long b) {
    return a == ABSENT || b == ABSENT ? ABSENT : a + b;
  }
}
