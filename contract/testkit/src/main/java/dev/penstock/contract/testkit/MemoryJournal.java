package dev.penstock.contract.testkit;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Names;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal that keeps its promises for as long as its {@link MemoryDisk} lives. A test can make it
 * refuse, end it without closing, and decide when rows become durable; listeners are then called on
 * the test's thread.
 */
public final class MemoryJournal implements Journal {

  private final MemoryDisk disk;
  private final String gateway;
  private final String boot;
  private final Clocks clocks;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> onAppended = new CopyOnWriteArrayList<>();
  private Dictionary dictionary;
  private EpochStart start;
  private List<ClockEntry> clockEntries = List.of();
  private JournalException.@Nullable Cause refusal;
  private boolean durableAtOnce = true;
  private volatile boolean scarce;
  private int largestValue = Integer.MAX_VALUE;
  private long last;
  private long durable;

  /** A journal on a new disk. */
  public MemoryJournal(String gateway, Dictionary dictionary, Clocks clocks) {
    this(new MemoryDisk(), gateway, dictionary, "boot-1", clocks);
  }

  public MemoryJournal(
      MemoryDisk disk, String gateway, Dictionary dictionary, String boot, Clocks clocks) {
    this.disk = disk;
    this.gateway = Names.id("gateway", gateway);
    this.dictionary = dictionary;
    this.boot = boot;
    this.clocks = clocks;
    synchronized (disk) {
      if (disk.owner != null) {
        throw new IllegalStateException("another journal is open on this disk");
      }
      disk.owner = this;
      start = begin(reason());
      disk.closedProperly = false;
      appendStart();
    }
  }

  private Reason reason() {
    MemoryBatch newest = disk.newest();
    if (newest == null) {
      return Reason.CREATED;
    }
    if (disk.closedProperly) {
      return Reason.CLEAN;
    }
    return newest.epoch().boot().equals(boot) ? Reason.KILLED : Reason.POWER;
  }

  private EpochStart begin(Reason reason) {
    MemoryBatch newest = disk.newest();
    Epoch previous = newest == null ? null : newest.epoch().epoch();
    return new EpochStart(
        disk.newEpoch(), previous, newest == null ? 0 : newest.last(), reason, boot);
  }

  private void appendStart() {
    last = 0;
    durable = 0;
    clockEntries = List.of();
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    start.addTo(batch);
    store(batch);
    durable = last;
  }

  private void store(ObservationBatch batch) {
    MemoryBatch stored = MemoryBatch.of(start, last + 1, batch, dictionary, clockEntries);
    disk.add(stored);
    clockEntries = stored.clocks();
    batch.identify(start.epoch(), stored.first());
    last = stored.last();
  }

  /** Lets every append fail with this cause, until null. */
  public void refuse(JournalException.@Nullable Cause cause) {
    synchronized (disk) {
      refusal = cause;
    }
  }

  /** Says that space is scarce, or that it is not any more. */
  public void scarce(boolean isScarce) {
    scarce = isScarce;
  }

  /** From now on longer values are refused. */
  public void largestValue(int bytes) {
    synchronized (disk) {
      largestValue = bytes;
    }
  }

  /** From now on rows become durable by {@link #force} alone. */
  public void holdDurable() {
    synchronized (disk) {
      durableAtOnce = false;
    }
  }

  /** Makes everything appended durable and tells the listeners. */
  public void force() {
    long mark;
    synchronized (disk) {
      mark = last;
      if (mark == durable) {
        return;
      }
      durable = mark;
    }
    listeners.forEach(listener -> listener.accept(mark));
  }

  /** Ends without closing, as a killed process does. */
  public void kill() {
    synchronized (disk) {
      if (disk.owner == this) {
        disk.owner = null;
      }
    }
  }

  @Override
  public long append(ObservationBatch batch) throws JournalException {
    boolean tell;
    long appended;
    synchronized (disk) {
      checkOpen();
      if (refusal != null) {
        throw new JournalException(refusal, "the test says so");
      }
      if (batch.isEmpty()) {
        return last;
      }
      for (int row = 0; row < batch.size(); row++) {
        if (batch.type(row).isLong() && batch.length(row) > largestValue) {
          throw new JournalException(JournalException.Cause.TOO_LARGE, "the test says so");
        }
      }
      store(batch);
      appended = last;
      tell = durableAtOnce;
    }
    if (tell) {
      force();
    }
    onAppended.forEach(Runnable::run);
    return appended;
  }

  @Override
  public void define(Dictionary points) throws JournalException {
    synchronized (disk) {
      checkOpen();
      dictionary = points;
    }
  }

  @Override
  public Epoch renew(Reason reason) throws JournalException {
    force();
    synchronized (disk) {
      checkOpen();
      start = begin(reason);
      appendStart();
      return start.epoch();
    }
  }

  private void checkOpen() throws JournalException {
    if (disk.owner != this) {
      throw new JournalException(JournalException.Cause.CLOSED, "the journal was closed");
    }
  }

  @Override
  public Epoch epoch() {
    synchronized (disk) {
      return start.epoch();
    }
  }

  @Override
  public String boot() {
    return boot;
  }

  @Override
  public String gateway() {
    return gateway;
  }

  @Override
  public boolean isScarce() {
    return scarce;
  }

  @Override
  public long lastSequence() {
    synchronized (disk) {
      return last;
    }
  }

  @Override
  public long durableSequence() {
    synchronized (disk) {
      return durable;
    }
  }

  @Override
  public void onDurable(LongConsumer mark) {
    listeners.add(mark);
  }

  @Override
  public void onAppended(Runnable listener) {
    onAppended.add(listener);
  }

  @Override
  public JournalReader reader() {
    return new MemoryReader(disk);
  }

  @Override
  public JournalCursor cursor(String name, boolean required) {
    synchronized (disk) {
      return disk.cursors.computeIfAbsent(Names.id("cursor", name), n -> new MemoryCursor(n, disk));
    }
  }

  @Override
  public JournalStatus status() {
    synchronized (disk) {
      Map<Epoch, EpochSpan> spans = new LinkedHashMap<>();
      long rows = 0;
      long oldestEvent = ObservationBatch.ABSENT;
      for (MemoryBatch batch : disk.all()) {
        rows += batch.rows().size();
        oldestEvent = oldestEvent == ObservationBatch.ABSENT ? batch.receipt().wall() : oldestEvent;
        EpochSpan held = spans.get(batch.epoch().epoch());
        long first = held == null ? batch.first() : held.first();
        spans.put(batch.epoch().epoch(), new EpochSpan(batch.epoch(), first, batch.last()));
      }
      return new JournalStatus(
          state(),
          rows,
          0,
          0,
          Long.MAX_VALUE,
          1,
          oldestEvent,
          "in memory",
          last,
          durable,
          new ArrayList<>(spans.values()));
    }
  }

  private JournalStatus.State state() {
    if (disk.owner != this) {
      return JournalStatus.State.CLOSED;
    }
    if (refusal == null) {
      return JournalStatus.State.OK;
    }
    return refusal == JournalException.Cause.FULL
        ? JournalStatus.State.FULL
        : JournalStatus.State.BROKEN;
  }

  @Override
  public void close() {
    force();
    synchronized (disk) {
      if (disk.owner == this) {
        disk.owner = null;
        disk.closedProperly = true;
      }
    }
  }
}
