package dev.penstock.contract.testkit;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A loss ledger that forgets with the process. Thread-safe. */
public final class MemoryLossLedger implements LossLedger {

  private static final long QUIET = Duration.ofSeconds(10).toNanos();
  private static final long OLD = Duration.ofSeconds(60).toNanos();

  private final MonotonicClock mono;
  private final List<Row> rows = new ArrayList<>();
  private final Map<Key, Long> totals = new HashMap<>();
  private long given;
  private boolean forced = true;

  public MemoryLossLedger(MonotonicClock mono) {
    this.mono = mono;
  }

  private static final class Row {
    final Key key;
    Loss loss;
    final boolean gap;
    boolean ended;
    final long opened;
    long touched;
    @Nullable Epoch toldIn;
    long toldAs;

    Row(Key key, Loss loss, boolean gap, long now) {
      this.key = key;
      this.loss = loss;
      this.gap = gap;
      this.opened = now;
      this.touched = now;
    }

    boolean isClosed(long now) {
      return gap ? ended : toldIn != null || now - touched >= QUIET || now - opened >= OLD;
    }
  }

  @Override
  public synchronized void count(Key key, long count, long eventFrom, long eventTo) {
    forced = false;
    totals.merge(key, count == Loss.UNKNOWN_COUNT ? 1 : count, Long::sum);
    Row row = open(key, "", false);
    Loss old = row.loss;
    replace(
        row, sum(old.count(), count), earlier(old, eventFrom), Math.max(old.eventTo(), eventTo));
  }

  @Override
  public synchronized void countJournaled(Key key, Rows lost, List<String> undeliveredTo) {
    forced = false;
    totals.merge(key, lost.count(), Long::sum);
    Row row = open(key, lost.epoch().toString(), false);
    Loss old = row.loss;
    TreeSet<String> uplinks = new TreeSet<>(old.undeliveredTo());
    uplinks.addAll(undeliveredTo);
    row.loss =
        new Loss(
            old.id(),
            old.cause(),
            old.device(),
            old.dataClass(),
            sum(old.count(), lost.count()),
            earlier(old, lost.eventFrom()),
            Math.max(old.eventTo(), lost.eventTo()),
            old.epoch(),
            old.sequenceFrom() == 0 ? lost.first() : Math.min(old.sequenceFrom(), lost.first()),
            Math.max(old.sequenceTo(), lost.last()),
            List.copyOf(uplinks));
    row.touched = mono.nanos();
  }

  @Override
  public synchronized void force() {
    forced = true;
  }

  /** Whether a power cut at this moment would forget no count. */
  public synchronized boolean isForced() {
    return forced;
  }

  @Override
  public synchronized void beginGap(Key key, long eventFrom) {
    for (Row row : rows) {
      if (row.gap && !row.ended && row.key.equals(key)) {
        return;
      }
    }
    totals.merge(key, 1L, Long::sum);
    Row row = open(key, "", true);
    replace(row, Loss.UNKNOWN_COUNT, eventFrom, ObservationBatch.ABSENT);
  }

  @Override
  public synchronized void endGap(Key key, long eventTo) {
    for (Row row : rows) {
      if (row.gap && !row.ended && row.key.equals(key)) {
        row.ended = true;
        long begun = row.loss.eventFrom();
        replace(row, Loss.UNKNOWN_COUNT, Math.min(begun, eventTo), Math.max(begun, eventTo));
      }
    }
  }

  private Row open(Key key, String epoch, boolean gap) {
    long now = mono.nanos();
    for (Row row : rows) {
      boolean same = row.key.equals(key) && row.loss.epoch().equals(epoch) && row.gap == gap;
      if (same && !row.isClosed(now)) {
        return row;
      }
    }
    Loss loss =
        new Loss(
            "memory/" + ++given,
            key.cause(),
            key.device(),
            key.dataClass(),
            0,
            ObservationBatch.ABSENT,
            ObservationBatch.ABSENT,
            epoch,
            0,
            0,
            List.of());
    Row row = new Row(key, loss, gap, now);
    rows.add(row);
    return row;
  }

  private void replace(Row row, long count, long eventFrom, long eventTo) {
    Loss old = row.loss;
    row.loss =
        new Loss(
            old.id(),
            old.cause(),
            old.device(),
            old.dataClass(),
            count,
            eventFrom,
            eventTo,
            old.epoch(),
            old.sequenceFrom(),
            old.sequenceTo(),
            old.undeliveredTo());
    row.touched = mono.nanos();
  }

  private static long sum(long a, long b) {
    return a == Loss.UNKNOWN_COUNT || b == Loss.UNKNOWN_COUNT ? Loss.UNKNOWN_COUNT : a + b;
  }

  private static long earlier(Loss old, long eventFrom) {
    return old.eventFrom() == ObservationBatch.ABSENT
        ? eventFrom
        : eventFrom == ObservationBatch.ABSENT
            ? old.eventFrom()
            : Math.min(old.eventFrom(), eventFrom);
  }

  @Override
  public synchronized List<Loss> closed() {
    long now = mono.nanos();
    return rows.stream()
        .filter(row -> row.toldIn == null && row.isClosed(now))
        .map(row -> row.loss)
        .toList();
  }

  @Override
  public synchronized void told(String lossId, Epoch epoch, long sequence) {
    for (Row row : rows) {
      if (row.loss.id().equals(lossId)) {
        row.toldIn = epoch;
        row.toldAs = sequence;
      }
    }
  }

  @Override
  public synchronized void durable(Epoch epoch, long sequence) {
    for (Iterator<Row> each = rows.iterator(); each.hasNext(); ) {
      Row row = each.next();
      if (epoch.equals(row.toldIn) && row.toldAs <= sequence) {
        each.remove();
      }
    }
  }

  @Override
  public synchronized List<Loss> pending() {
    return rows.stream().map(row -> row.loss).toList();
  }

  @Override
  public synchronized Map<Key, Long> totals() {
    return Map.copyOf(totals);
  }

  @Override
  public void close() {}
}
