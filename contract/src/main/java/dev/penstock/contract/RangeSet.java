package dev.penstock.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of sequences as disjoint closed ranges that do not touch. Not thread-safe. */
public final class RangeSet {

  /** From and to, both included. */
  public record Range(long from, long to) {

    public Range {
      if (from < 1 || to < from) {
        throw new IllegalArgumentException("no range: " + from + ".." + to);
      }
    }

    public long size() {
      return to - from + 1;
    }

    @Override
    public String toString() {
      return from == to ? Long.toString(from) : from + ".." + to;
    }
  }

  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  public static RangeSet of(Iterable<Range> ranges) {
    RangeSet set = new RangeSet();
    ranges.forEach(r -> set.add(r.from(), r.to()));
    return set;
  }

  /** Adds every sequence from..to; returns how many were new. */
  public long add(long from, long to) {
    Range added = new Range(from, to);
    long fresh = added.size();
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from - 1) {
      start = before.getKey();
    }
    NavigableMap<Long, Long> touched =
        ranges.subMap(start, true, to == Long.MAX_VALUE ? to : to + 1, true);
    for (Map.Entry<Long, Long> range : touched.entrySet()) {
      fresh -= Math.max(0, Math.min(to, range.getValue()) - Math.max(from, range.getKey()) + 1);
      end = Math.max(end, range.getValue());
    }
    touched.clear();
    ranges.put(start, end);
    return fresh;
  }

  public void addAll(RangeSet other) {
    other.ranges.forEach(this::add);
  }

  public boolean contains(long sequence) {
    return containsAll(sequence, sequence);
  }

  public boolean containsAll(long from, long to) {
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    return before != null && before.getValue() >= to;
  }

  /** The first sequence at or after {@code from} that is not in the set. */
  public long firstMissing(long from) {
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    return before != null && before.getValue() >= from ? before.getValue() + 1 : from;
  }

  /** What of from..to is not in the set. */
  public List<Range> missing(long from, long to) {
    List<Range> gaps = new ArrayList<>();
    long next = firstMissing(from);
    while (next <= to) {
      Long following = ranges.higherKey(next);
      long end = following == null ? to : Math.min(to, following - 1);
      gaps.add(new Range(next, end));
      if (following == null || following > to) {
        break;
      }
      next = firstMissing(following);
    }
    return gaps;
  }

  public List<Range> ranges() {
    List<Range> list = new ArrayList<>(ranges.size());
    ranges.forEach((from, to) -> list.add(new Range(from, to)));
    return list;
  }

  /** The greatest sequence in the set, or 0. */
  public long last() {
    return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
  }

  /** How many sequences are in the set. */
  public long count() {
    long count = 0;
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      count += range.getValue() - range.getKey() + 1;
    }
    return count;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public RangeSet copy() {
    RangeSet copy = new RangeSet();
    copy.ranges.putAll(ranges);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RangeSet set && set.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges().toString();
  }
}
