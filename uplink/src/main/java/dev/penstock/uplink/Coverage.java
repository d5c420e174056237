package dev.penstock.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of the journal the centre has, what is on its way, and what is still to be sent. */
final class Coverage {

  /** A range of an epoch. */
  record Stretch(EpochStart epoch, long from, long to) {

    Range range() {
      return new Range(from, to);
    }
  }

  private final JournalView journal;
  private final JournalCursor cursor;
  private final Flight flight;

  /** What was sent since this process began: what an acknowledgement may speak of. */
  private final Map<Epoch, RangeSet> sent = new HashMap<>();

  private List<EpochSpan> spans = List.of();

  Coverage(JournalView journal, JournalCursor cursor, Flight flight) {
    this.journal = journal;
    this.cursor = cursor;
    this.flight = flight;
  }

  /** Looks at what the journal holds now. */
  void refresh() {
    spans = journal.status().epochs();
  }

  List<EpochSpan> spans() {
    return spans;
  }

  Optional<EpochSpan> span(Epoch epoch) {
    return spans.stream().filter(s -> s.epoch().equals(epoch)).findFirst();
  }

  Optional<EpochSpan> newest() {
    return spans.isEmpty() ? Optional.empty() : Optional.of(spans.get(spans.size() - 1));
  }

  boolean isNewest(Epoch epoch) {
    return newest().map(s -> s.epoch().equals(epoch)).orElse(false);
  }

  /** The last sequence an epoch is known to have had. */
  long end(Epoch epoch) {
    long end = 0;
    for (EpochSpan span : spans) {
      if (span.epoch().equals(epoch)) {
        end = Math.max(end, span.last());
      } else if (epoch.equals(span.start().previous())) {
        end = Math.max(end, span.start().previousLast());
      }
    }
    return end;
  }

  void sent(Epoch epoch, Range cover) {
    sent.computeIfAbsent(epoch, e -> new RangeSet()).add(cover.from(), cover.to());
  }

  boolean wasSent(Epoch epoch, Range range) {
    RangeSet known = cursor.covered(epoch);
    known.addAll(sent.getOrDefault(epoch, new RangeSet()));
    return known.containsAll(range.from(), range.to());
  }

  /** The oldest range that the centre has not, and that is not on its way, below a place. */
  Optional<Stretch> firstMissing(Epoch liveEpoch, long liveNext) {
    for (EpochSpan span : spans) {
      boolean live = span.epoch().equals(liveEpoch);
      long end = live ? liveNext - 1 : end(span.epoch());
      RangeSet known = cursor.covered(span.epoch());
      flight.addTo(known, span.epoch());
      List<Range> missing = end < 1 ? List.of() : known.missing(1, end);
      if (!missing.isEmpty()) {
        Range first = missing.get(0);
        return Optional.of(new Stretch(span.start(), first.from(), first.to()));
      }
      if (live) {
        break;
      }
    }
    return Optional.empty();
  }

  /** How many ranges the centre would have to list of an epoch. */
  int ranges(Epoch epoch) {
    RangeSet known = cursor.covered(epoch);
    flight.addTo(known, epoch);
    return known.ranges().size();
  }

  /** Rows that the journal has and the centre has not confirmed. May be asked by any thread. */
  static long pending(JournalView journal, JournalCursor cursor) {
    long pending = 0;
    for (EpochSpan span : journal.status().epochs()) {
      if (span.first() > 0 && span.last() >= span.first()) {
        for (Range gap : cursor.covered(span.epoch()).missing(span.first(), span.last())) {
          pending += gap.size();
        }
      }
    }
    return pending;
  }
}
