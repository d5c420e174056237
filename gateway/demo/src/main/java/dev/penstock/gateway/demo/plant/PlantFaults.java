package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.WallClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Switches for what goes wrong in the field. Any thread; each works from the next scan or write.
 */
public final class PlantFaults {

  private static final long GOOD = 0;
  private static final long RUNNING = Long.MIN_VALUE;

  private final WallClock wall;
  private final Map<PlantPoint, Long> sensorStatus = new ConcurrentHashMap<>();

  private volatile long refusal = GOOD;
  private volatile boolean dropping;
  private volatile Duration writeDelay = Duration.ZERO;
  private volatile Duration clockShift = Duration.ZERO;
  private volatile long frozenAt = RUNNING;

  PlantFaults(WallClock wall) {
    this.wall = wall;
  }

  /** Every write is refused with this OPC UA status code; 0 ends it. */
  public void refuseWrites(long statusCode) {
    refusal = statusCode;
  }

  /** Every write is answered with Good, and not carried out. */
  public void dropWrites(boolean on) {
    dropping = on;
  }

  /** Every write waits so long before it is carried out and answered; zero ends it. */
  public void delayWrites(Duration delay) {
    writeDelay = delay;
  }

  /** The controller's clock stands still: source times repeat while values go on. */
  public void freezeSourceTime(boolean on) {
    frozenAt = on ? wall.nanos() : RUNNING;
  }

  /** The controller's clock is wrong by so much; server times stay right. Zero ends it. */
  public void shiftSourceClock(Duration shift) {
    clockShift = shift;
  }

  /** A point reports this OPC UA status code in place of Good; 0 ends it. */
  public void setSensorStatus(PlantPoint point, long statusCode) {
    sensorStatus.put(point, statusCode);
  }

  long refusal() {
    return refusal;
  }

  boolean isDropping() {
    return dropping;
  }

  Duration writeDelay() {
    return writeDelay;
  }

  long sourceNanos(long wallNanos) {
    long frozen = frozenAt;
    return (frozen == RUNNING ? wallNanos : frozen) + clockShift.toNanos();
  }

  long sensorStatus(PlantPoint point) {
    return sensorStatus.getOrDefault(point, GOOD);
  }
}
