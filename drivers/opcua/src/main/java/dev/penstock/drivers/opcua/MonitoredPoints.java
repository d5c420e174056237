package dev.penstock.drivers.opcua;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import java.util.Arrays;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;

/**
 * The points of a session as a subscription delivers them. A point's place in the bindings is its
 * client handle. One thread at a time.
 */
final class MonitoredPoints {

  private final List<PointBinding> bindings;
  private final Problems problems;
  private final Clocks clocks;
  private final Teller teller;
  private final Reading[] readings;
  private final long[] lastStamp;
  private final boolean[] awaited;
  private final int[] badTold;
  private final ObservationBatch batch = new ObservationBatch();

  MonitoredPoints(List<PointBinding> bindings, Problems problems, Clocks clocks, Teller teller) {
    this.bindings = bindings;
    this.problems = problems;
    this.clocks = clocks;
    this.teller = teller;
    this.readings = bindings.stream().map(Reading::new).toArray(Reading[]::new);
    this.lastStamp = new long[bindings.size()];
    this.awaited = new boolean[bindings.size()];
    this.badTold = new int[bindings.size()];
    Arrays.fill(lastStamp, ObservationBatch.ABSENT);
  }

  int size() {
    return bindings.size();
  }

  PointBinding binding(int handle) {
    return bindings.get(handle);
  }

  /** An item was made for the point: its next value is where it starts, not a change. */
  void created(int handle) {
    awaited[handle] = true;
    badTold[handle] = 0;
    problems.solved(handle);
  }

  /** The point cannot be had: one BAD row with the reason, and no more until it changes. */
  void failed(int handle, int status, String why) {
    problems.add(handle, why);
    if (badTold[handle] == status) {
      return;
    }
    badTold[handle] = status;
    batch.receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    int row = batch.add(bindings.get(handle).index(), Kind.RAW, Trigger.CHANGE);
    batch.judge(row, status);
    batch.addFlag(row, Flag.CONFIG);
    teller.accept(batch);
  }

  /**
   * Hands over one notification, in as many batches as it takes.
   *
   * @return the sequence of the last row journaled; 0 if there is none
   */
  long deliver(MonitoredItemNotification[] items, long wall, long mono) {
    long sequence = 0;
    Overflow overflow = new Overflow();
    for (int from = 0; from < items.length; from += ObservationBatch.CAPACITY) {
      batch.receivedAt(wall, mono);
      int to = Math.min(items.length, from + ObservationBatch.CAPACITY);
      for (int i = from; i < to; i++) {
        long handle = items[i].getClientHandle().longValue();
        if (handle < bindings.size()) {
          add((int) handle, items[i].getValue(), overflow);
        }
      }
      sequence = Math.max(sequence, teller.accept(batch));
    }
    overflow.tell(teller);
    return sequence;
  }

  private void add(int handle, DataValue value, Overflow overflow) {
    int row = batch.add(bindings.get(handle).index(), Kind.RAW, Trigger.CHANGE);
    boolean fits = readings[handle].fill(batch, row, value);
    if (awaited[handle]) {
      awaited[handle] = false;
      batch.addFlag(row, Flag.INITIAL);
    }
    long stamp =
        batch.source(row) == ObservationBatch.ABSENT ? batch.server(row) : batch.source(row);
    if (value.statusCode().isOverflowSet()) {
      overflow.between(lastStamp[handle], stamp);
    }
    lastStamp[handle] = stamp;
    if (!fits) {
      problems.add(handle, wrongType(handle, value));
    } else if (problems.has(handle)) {
      problems.solved(handle);
    }
  }

  private String wrongType(int handle, DataValue value) {
    String found =
        value.value().getDataType().map(Enum::name).orElse("a value")
            + (value.value().value() instanceof Object[] ? " array" : "");
    return "the profile says "
        + bindings.get(handle).type().word()
        + " and the server sends "
        + found
        + " ("
        + Failures.name(Integer.toUnsignedLong(StatusCodes.BAD_TYPE_MISMATCH))
        + "): correct the profile's type";
  }

  /** The server's queues that overflowed, told once per notification. */
  private static final class Overflow {

    private boolean happened;
    private long from = Long.MAX_VALUE;
    private long to = ObservationBatch.ABSENT;

    void between(long earlier, long later) {
      happened = true;
      from = Math.min(from, earlier);
      to = Math.max(to, later);
    }

    void tell(Teller teller) {
      if (happened) {
        teller.lost(LossCause.OVERFLOW, Loss.UNKNOWN_COUNT, from, to);
      }
    }
  }
}
