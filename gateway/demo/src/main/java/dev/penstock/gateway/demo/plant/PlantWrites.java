package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.WallClock;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the controller does with a write to a pump: it checks in the order a real one does, and
 * leaves an entry in its journal whatever the answer.
 */
final class PlantWrites implements Closeable {

  private static final long GOOD = 0;

  private final PlantProcess process;
  private final PlantValues values;
  private final PlantFaults faults;
  private final PlantJournal journal;
  private final WallClock wall;
  private final CountDownLatch closed = new CountDownLatch(1);

  PlantWrites(
      PlantProcess process,
      PlantValues values,
      PlantFaults faults,
      PlantJournal journal,
      WallClock wall) {
    this.process = process;
    this.values = values;
    this.faults = faults;
    this.journal = journal;
    this.wall = wall;
  }

  /**
   * Who asks.
   *
   * @param user the user's name
   * @param mayWrite whether that user may write at all
   * @param session the session's name
   */
  record Writer(String user, boolean mayWrite, String session) {}

  /** Answers a write over the network with an OPC UA status code; may block for a delay fault. */
  long write(PlantPoint point, DataValue value, Writer writer) {
    boolean stillOpen = waitFor(faults.writeDelay());
    long status = stillOpen ? judge(value, writer) : StatusCodes.Bad_Shutdown;
    boolean applied = status == GOOD && !faults.isDropping();
    if (applied) {
      process.setVolts(point.pump(), (double) value.value().value());
      values.refresh(point);
    }
    record(point.nodeName(), value, writer, status, applied);
    return status;
  }

  /** A write that never came as far as a pump. */
  void recordRefused(String node, DataValue value, Writer writer, long status) {
    record(node, value, writer, status, false);
  }

  /** Somebody turns a knob on the plant's own panel: no check but the amplifier's own limits. */
  void turnKnob(int pump, double volts) {
    PlantPoint point = pump == 1 ? PlantPoint.PUMP1_VOLTAGE : PlantPoint.PUMP2_VOLTAGE;
    process.setVolts(pump, volts);
    values.refresh(point);
    journal.add(
        new PlantJournal.Entry(
            wall.nanos(),
            point.nodeName(),
            Double.toString(volts),
            PlantJournal.LOCAL_PANEL,
            "",
            GOOD,
            true));
  }

  private long judge(DataValue value, Writer writer) {
    if (faults.refusal() != GOOD) {
      return faults.refusal();
    }
    if (!writer.mayWrite()) {
      return StatusCodes.Bad_UserAccessDenied;
    }
    if (process.isLocalMode()) {
      return StatusCodes.Bad_InvalidState;
    }
    if (isSet(value.sourceTime()) || isSet(value.serverTime()) || !value.statusCode().isGood()) {
      return StatusCodes.Bad_WriteNotSupported;
    }
    if (!(value.value().value() instanceof Double volts)) {
      return StatusCodes.Bad_TypeMismatch;
    }
    boolean inRange = volts >= 0 && volts <= QuadrupleTank.MAX_VOLTS;
    return inRange ? GOOD : StatusCodes.Bad_OutOfRange;
  }

  /** A time that was not sent arrives as the year 1601. */
  private static boolean isSet(@Nullable DateTime time) {
    return time != null && time.isNotNull();
  }

  /** False if the plant closed meanwhile. */
  private boolean waitFor(Duration delay) {
    try {
      return !closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void record(String node, DataValue value, Writer writer, long status, boolean applied) {
    String text = String.valueOf(value.value().value());
    journal.add(
        new PlantJournal.Entry(
            wall.nanos(), node, text, writer.user(), writer.session(), status, applied));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
