package dev.penstock.drivers.opcua;

import dev.penstock.contract.ObservationBatch;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.jspecify.annotations.Nullable;

/** OPC UA's time (100 ns since 1601, and 10 ps within) in ns since 1970. */
final class Stamps {

  private static final long TICKS_TO_1970 = 116_444_736_000_000_000L;
  private static final long NANOS_PER_TICK = 100;
  private static final int TEN_PICOS_PER_NANO = 100;

  private Stamps() {}

  /**
   * What does not fit 64 bits is given as the nearest that does: still implausible, and kept.
   *
   * @return {@link ObservationBatch#ABSENT} for none, and for zero, which means none
   */
  static long nanos(@Nullable DateTime time, @Nullable UShort tenPicos) {
    if (time == null || time.utcTime() == 0) {
      return ObservationBatch.ABSENT;
    }
    long ticks = time.utcTime() - TICKS_TO_1970;
    long nanos = saturated(ticks);
    return tenPicos == null ? nanos : nanos + tenPicos.intValue() / TEN_PICOS_PER_NANO;
  }

  static DateTime dateTime(long nanos) {
    return new DateTime(Math.floorDiv(nanos, NANOS_PER_TICK) + TICKS_TO_1970);
  }

  private static long saturated(long ticks) {
    if (ticks > (Long.MAX_VALUE - NANOS_PER_TICK) / NANOS_PER_TICK) {
      return Long.MAX_VALUE - NANOS_PER_TICK;
    }
    return Math.max(ticks, Long.MIN_VALUE / NANOS_PER_TICK + 1) * NANOS_PER_TICK;
  }
}
