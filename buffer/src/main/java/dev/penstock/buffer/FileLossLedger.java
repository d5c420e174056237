package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on disk. Every change is written at once and forced within a second. When keys run out
 * of slots, a cause counts for all devices together: less is known, nothing is forgotten.
 */
final class FileLossLedger implements LossLedger {

  private static final long FORCE_MILLIS = 1_000;

  /** Slots kept for causes that have to count for everybody. */
  private static final int RESERVED = 2 * LossCause.values().length;

  private final LedgerFile file;
  private final MonotonicClock mono;
  private final DiskThread thread = new DiskThread("penstock-ledger");
  private final Map<LedgerSlot.Address, LedgerSlot> slots = new LinkedHashMap<>();
  private final BitSet used = new BitSet(LedgerFile.SLOTS);

  /**
   * Ids are this run's random bits and a count: none is given twice, whatever a power cut forgets.
   */
  private final Epoch run;

  private long given;
  private @Nullable Epoch durableEpoch;
  private boolean changed;
  private boolean closed;

  private FileLossLedger(LedgerFile file, MonotonicClock mono, RandomGenerator random) {
    this.file = file;
    this.mono = mono;
    this.run = new Epoch(random.nextLong());
  }

  static FileLossLedger open(Path folder, MonotonicClock mono, RandomGenerator random)
      throws JournalException {
    LedgerFile file = LedgerFile.open(folder);
    FileLossLedger ledger = new FileLossLedger(file, mono, random);
    for (LedgerSlot slot : file.read()) {
      ledger.slots.put(slot.address(), slot);
      ledger.used.set(slot.index());
    }
    if (file.isReplacement()) {
      Key unknown = new Key(LossCause.DAMAGED, "", "");
      ledger.count(unknown, Loss.UNKNOWN_COUNT, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
    }
    ledger.thread.repeat(FORCE_MILLIS, ledger::forceIfChanged);
    return ledger;
  }

  private void forceIfChanged() {
    synchronized (this) {
      if (!changed || closed) {
        return;
      }
    }
    force();
  }

  @Override
  public synchronized void count(Key key, long count, long eventFrom, long eventTo) {
    LedgerSlot slot = slot(new LedgerSlot.Address(key, "", false));
    slot.add(count == Loss.UNKNOWN_COUNT ? 1 : count);
    slot.counting(counting(slot).counted(count, eventFrom, eventTo, mono.nanos()));
    write(slot);
  }

  @Override
  public synchronized void countJournaled(Key key, Rows rows, List<String> undeliveredTo) {
    LedgerSlot slot = slot(new LedgerSlot.Address(key, rows.epoch().toString(), false));
    slot.add(rows.count());
    LedgerRow row = counting(slot);
    slot.counting(
        slot.address().epoch().isEmpty()
            ? row.counted(rows.count(), rows.eventFrom(), rows.eventTo(), mono.nanos())
            : row.countedJournaled(rows, undeliveredTo, mono.nanos()));
    write(slot);
  }

  @Override
  public synchronized void beginGap(Key key, long eventFrom) {
    LedgerSlot slot = slot(new LedgerSlot.Address(key, "", true));
    slot.promote(mono.nanos());
    LedgerRow row = slot.counting();
    if (row == null) {
      slot.add(1);
      slot.counting(LedgerRow.gap(nextId(), slot.address().key(), eventFrom, mono.nanos()));
    } else if (row.stage() != LedgerRow.Stage.GAP) {
      // The one before could not be told yet: the two become one.
      slot.counting(row.until(ObservationBatch.ABSENT, mono.nanos()));
    }
    write(slot);
  }

  @Override
  public synchronized void endGap(Key key, long eventTo) {
    LedgerSlot slot = slots.get(new LedgerSlot.Address(key, "", true));
    LedgerRow row = slot == null ? null : slot.counting();
    if (slot != null && row != null && row.stage() == LedgerRow.Stage.GAP) {
      slot.counting(row.until(eventTo, mono.nanos()));
      write(slot);
    }
  }

  /** The row that takes what is lost now. */
  private LedgerRow counting(LedgerSlot slot) {
    slot.promote(mono.nanos());
    LedgerRow row = slot.counting();
    return row == null
        ? LedgerRow.counting(nextId(), slot.address().key(), slot.address().epoch(), mono.nanos())
        : row;
  }

  private String nextId() {
    given++;
    return run + "/" + given;
  }

  private LedgerSlot slot(LedgerSlot.Address address) {
    LedgerSlot known = slots.get(address);
    if (known != null) {
      return known;
    }
    Key everybody = new Key(address.key().cause(), "", "");
    boolean last = address.key().equals(everybody) && address.epoch().isEmpty();
    if (!last && used.cardinality() >= LedgerFile.SLOTS - RESERVED) {
      return slot(new LedgerSlot.Address(everybody, "", address.gaps()));
    }
    LedgerSlot slot = new LedgerSlot(address, used.nextClearBit(0));
    used.set(slot.index());
    slots.put(address, slot);
    return slot;
  }

  @Override
  public synchronized List<Loss> closed() {
    long now = mono.nanos();
    List<Loss> losses = new ArrayList<>();
    for (LedgerSlot slot : slots.values()) {
      if (slot.promote(now)) {
        write(slot);
      }
      LedgerRow row = slot.waiting();
      if (row != null && row.told() == null) {
        losses.add(row.loss());
      }
    }
    return losses;
  }

  @Override
  public synchronized void told(String lossId, Epoch epoch, long sequence) {
    for (LedgerSlot slot : slots.values()) {
      LedgerRow row = slot.waiting();
      if (row != null && row.loss().id().equals(lossId)) {
        slot.waiting(row.toldAs(new LedgerRow.Told(epoch, sequence)));
        write(slot);
      }
    }
  }

  @Override
  public synchronized void durable(Epoch epoch, long sequence) {
    boolean another = !epoch.equals(durableEpoch);
    durableEpoch = epoch;
    for (LedgerSlot slot : List.copyOf(slots.values())) {
      LedgerRow row = slot.waiting();
      LedgerRow.Told told = row == null ? null : row.told();
      if (row == null || told == null) {
        continue;
      }
      if (told.epoch().equals(epoch) && told.sequence() <= sequence) {
        slot.waiting(null);
        write(slot);
        tidy(slot);
      } else if (another && !told.epoch().equals(epoch)) {
        // That epoch is over and the row did not survive in it: it has to be told again.
        slot.waiting(row.toldAs(null));
        write(slot);
      }
    }
  }

  /** A slot of one epoch ends with its rows; the key's own keeps the total. */
  private void tidy(LedgerSlot slot) {
    if (slot.isIdle() && !slot.address().epoch().isEmpty()) {
      LedgerSlot heir = slot(new LedgerSlot.Address(slot.address().key(), "", false));
      heir.add(slot.total());
      write(heir);
      file.clear(slot);
      slots.remove(slot.address());
      used.clear(slot.index());
    }
  }

  private void write(LedgerSlot slot) {
    file.write(slot);
    changed = true;
  }

  @Override
  public void force() {
    synchronized (this) {
      changed = false;
    }
    file.force();
  }

  @Override
  public synchronized List<Loss> pending() {
    List<Loss> losses = new ArrayList<>();
    for (LedgerSlot slot : slots.values()) {
      for (LedgerRow row : new LedgerRow[] {slot.waiting(), slot.counting()}) {
        if (row != null) {
          losses.add(Objects.requireNonNull(row).loss());
        }
      }
    }
    return losses;
  }

  @Override
  public synchronized Map<Key, Long> totals() {
    Map<Key, Long> totals = new HashMap<>();
    slots.values().forEach(slot -> totals.merge(slot.address().key(), slot.total(), Long::sum));
    return Map.copyOf(totals);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    thread.stop();
    file.force();
    file.close();
  }
}
