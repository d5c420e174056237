package dev.penstock.contract.testkit;

import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.journal.LossCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A listener that remembers, and lets a test wait for what it is told. Thread-safe. */
public final class Told implements DeviceListener {

  /** One row as it was handed over. */
  public record Row(
      int point,
      Kind kind,
      Trigger trigger,
      @Nullable Value value,
      Quality quality,
      int flags,
      int status,
      long source,
      long server,
      long receivedWall,
      long receivedMono,
      long sequence) {}

  /** What the protocol reported as missing. */
  public record Lost(LossCause cause, long count, long eventFrom, long eventTo) {}

  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final List<Row> rows = new ArrayList<>();
  private final List<Lost> losses = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private final List<DeviceException> ends = new ArrayList<>();
  private final BlockingQueue<Integer> news = new LinkedBlockingQueue<>();
  private final AtomicInteger inside = new AtomicInteger();
  private int mostAtOnce;
  private int batches;
  private int alives;
  private int calls;
  private LinkState link = LinkState.CONNECTING;
  private String why = "";
  private long sequence;
  private boolean refusing;

  @Override
  public long accept(ObservationBatch batch) {
    int now = inside.incrementAndGet();
    try {
      return remember(batch, now);
    } finally {
      inside.decrementAndGet();
    }
  }

  private synchronized long remember(ObservationBatch batch, int atOnce) {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    batches++;
    for (int row = 0; row < batch.size(); row++) {
      rows.add(
          new Row(
              batch.point(row),
              batch.kind(row),
              batch.trigger(row),
              batch.value(row),
              batch.quality(row),
              batch.flags(row),
              batch.status(row),
              batch.source(row),
              batch.server(row),
              batch.receivedWall(),
              batch.receivedMono(),
              ++sequence));
    }
    happened();
    return refusing ? 0 : sequence;
  }

  @Override
  public synchronized void alive(long mono) {
    alives++;
    happened();
  }

  @Override
  public synchronized void lost(LossCause cause, long count, long eventFrom, long eventTo) {
    losses.add(new Lost(cause, count, eventFrom, eventTo));
    happened();
  }

  @Override
  public synchronized void link(LinkState state, String sentence) {
    link = state;
    why = sentence;
    links.add(state + " " + sentence);
    happened();
  }

  @Override
  public synchronized void ended(DeviceException cause) {
    ends.add(cause);
    happened();
  }

  private void happened() {
    calls++;
    news.add(calls);
  }

  /** From now on as if the journal were full. */
  public synchronized void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** Waits until it holds; fails when nothing happens any more. */
  public void await(String what, Predicate<Told> condition) {
    try {
      while (!condition.test(this)) {
        if (news.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS) == null) {
          throw new AssertionError("waited for " + what + " in vain; told so far: " + this);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what + "; " + this, e);
    }
  }

  public synchronized List<Row> rows() {
    return List.copyOf(rows);
  }

  public synchronized List<Row> rows(PointBinding point) {
    return rows.stream().filter(r -> r.point() == point.index()).toList();
  }

  /** The numbers of a point's rows that have one. */
  public List<Double> values(PointBinding point) {
    return rows(point).stream()
        .filter(r -> r.value() != null && r.value().isNumber())
        .map(r -> r.value().asDouble())
        .toList();
  }

  public boolean has(PointBinding point, double value) {
    return values(point).contains(value);
  }

  public Row last(PointBinding point) {
    List<Row> all = rows(point);
    return all.get(all.size() - 1);
  }

  public synchronized List<Lost> losses() {
    return List.copyOf(losses);
  }

  public synchronized List<String> links() {
    return List.copyOf(links);
  }

  public synchronized List<DeviceException> ends() {
    return List.copyOf(ends);
  }

  public synchronized LinkState link() {
    return link;
  }

  public synchronized String why() {
    return why;
  }

  public synchronized int batches() {
    return batches;
  }

  public synchronized int alives() {
    return alives;
  }

  public synchronized int calls() {
    return calls;
  }

  public synchronized long sequence() {
    return sequence;
  }

  public synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  @Override
  public synchronized String toString() {
    return rows.size() + " rows, losses " + losses + ", links " + links + ", ends " + ends;
  }
}
