package dev.penstock.gateway.demo.plant;

import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/** Our nanoseconds since 1970 as OPC UA's hundreds of nanoseconds since 1601. */
final class PlantTime {

  private static final long TICK_NANOS = 100;
  private static final long EPOCH_1970_TICKS = 116_444_736_000_000_000L;

  private PlantTime() {}

  static DateTime of(long wallNanos) {
    return new DateTime(Math.floorDiv(wallNanos, TICK_NANOS) + EPOCH_1970_TICKS);
  }
}
