package dev.penstock.contract.testkit;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkStatus;
import java.util.List;
import java.util.Map;

/**
 * An uplink without a network or a thread: it moves when {@link #turn} is called. For tests of
 * whatever looks after uplinks.
 */
public final class MemoryUplink implements Uplink {

  private final String name;
  private final Journal journal;
  private final JournalCursor cursor;
  private final MemoryCentre centre;
  private final UplinkListener listener;
  private final MonotonicClock mono;
  private LinkState state = LinkState.CONNECTING;
  private String why = "not connected yet";
  private boolean running;
  private long sent;
  private long acked;
  private long lastAck = ObservationBatch.ABSENT;

  public MemoryUplink(UplinkContract.Parts parts, MemoryCentre centre, UplinkListener listener) {
    this.name = parts.uplink();
    this.journal = parts.journal();
    this.cursor = parts.cursor();
    this.mono = parts.clocks().mono();
    this.centre = centre;
    this.listener = listener;
  }

  @Override
  public void start() {
    running = true;
  }

  /** Delivers what is there, and takes what was confirmed. */
  public void turn() {
    if (!running) {
      return;
    }
    if (centre.isAway()) {
      tell(LinkState.DOWN, "the centre is away: wait for it");
      return;
    }
    tell(LinkState.UP, "connected");
    for (EpochSpan span : journal.status().epochs()) {
      deliver(span);
    }
    centre.confirmed().forEach((epoch, has) -> has.ranges().forEach(r -> cover(epoch, r)));
  }

  private void deliver(EpochSpan span) {
    RangeSet known = cursor.covered(span.epoch());
    centre.rows().stream()
        .filter(row -> row.epoch().equals(span.epoch()))
        .forEach(row -> known.add(row.sequence(), row.sequence()));
    List<Range> missing = span.last() < 1 ? List.of() : known.missing(1, span.last());
    for (Range range : missing) {
      try (JournalReader reader = journal.reader()) {
        reader.seek(span.epoch(), range.from());
        send(reader, range);
      }
    }
  }

  private void send(JournalReader reader, Range range) {
    ObservationBatch batch = new ObservationBatch();
    while (reader.read(batch) && batch.firstSequence() <= range.to()) {
      for (int row = 0; row < batch.size(); row++) {
        long sequence = batch.sequence(row);
        if (sequence >= range.from() && sequence <= range.to()) {
          centre.take(new ObservationId(journal.gateway(), reader.epoch().epoch(), sequence));
          sent++;
        }
      }
    }
  }

  private void cover(Epoch epoch, Range range) {
    for (Range fresh : cursor.covered(epoch).missing(range.from(), range.to())) {
      cursor.cover(epoch, fresh.from(), fresh.to());
      acked += fresh.size();
      lastAck = mono.nanos();
    }
  }

  private void tell(LinkState now, String words) {
    if (state != now) {
      state = now;
      why = words;
      listener.link(now, words);
    }
  }

  @Override
  public UplinkStatus status() {
    long pending = 0;
    for (EpochSpan span : journal.status().epochs()) {
      if (span.last() > 0) {
        for (Range gap : cursor.covered(span.epoch()).missing(1, span.last())) {
          pending += gap.size();
        }
      }
    }
    return new UplinkStatus(name, state, why, sent, acked, pending, lastAck, 0, Map.of());
  }

  @Override
  public void close() {
    running = false;
    tell(LinkState.DOWN, "closed");
  }
}
