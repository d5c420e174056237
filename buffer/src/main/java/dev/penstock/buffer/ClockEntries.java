package dev.penstock.buffer;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clock entries of an epoch that a row may still name: the newest few of each clock and topic,
 * so that an epoch of months does not fill memory, nor the head of every segment.
 */
final class ClockEntries {

  /** A row in flight may name an entry that was just superseded. */
  private static final int KEPT = 4;

  private record About(String clock, ClockEntry.Topic topic) {}

  private final Map<About, Deque<ClockEntry>> entries = new LinkedHashMap<>();

  void clear() {
    entries.clear();
  }

  void add(ClockEntry entry) {
    Deque<ClockEntry> same =
        entries.computeIfAbsent(
            new About(entry.clock(), entry.topic()), about -> new ArrayDeque<>());
    same.addLast(entry);
    if (same.size() > KEPT) {
      same.removeFirst();
    }
  }

  /** Takes the CLOCK rows of a batch. One that cannot be read is passed over. */
  void addFrom(ObservationBatch batch) {
    for (int row = 0; row < batch.size(); row++) {
      if (batch.kind(row) == Kind.CLOCK) {
        try {
          add(ClockEntry.read(batch.bytes(row)));
        } catch (IllegalArgumentException newer) {
          // No entry of ours: the row itself still travels.
        }
      }
    }
  }

  List<ClockEntry> list() {
    return entries.values().stream()
        .flatMap(Deque::stream)
        .sorted(Comparator.comparingInt(ClockEntry::id))
        .toList();
  }
}
