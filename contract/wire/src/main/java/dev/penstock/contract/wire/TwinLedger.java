package dev.penstock.contract.wire;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.wire.FrameHeader.Lost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a twin knows that it has everything, once: what each stream covered, what is missing from it,
 * what came twice, what was refused. A twin changes it in the same transaction as its rows and
 * restores it at start; what {@link #state} says is then true, and may be sent any number of times.
 * Not thread-safe.
 */
public final class TwinLedger {

  /** An acknowledgement has room for this many ranges. */
  public static final int MAX_RANGES = 64;

  /** One epoch of one gateway as one of its uplinks delivers it. */
  public record Stream(String gateway, Epoch epoch, String uplink) {

    static Stream of(FrameHeader header) {
      return new Stream(header.gateway(), header.epoch(), header.origin().uplink());
    }
  }

  /**
   * What a frame brought.
   *
   * @param duplicateRows rows in a range that had been covered before; harmless
   */
  public record Taken(Stream stream, long freshRows, long duplicateRows) {}

  /** A range that was refused for good. */
  public record Rejected(long from, long to, String reason) {}

  /**
   * All a gateway needs to know, whatever it heard before: the content of an acknowledgement.
   *
   * @param covered at most {@value #MAX_RANGES}, the newest
   * @param rejected at most {@value #MAX_RANGES}, the newest; also in {@code covered}
   * @param need hashes of dictionaries that are missing
   */
  public record State(
      Stream stream, List<Range> covered, List<Rejected> rejected, List<String> need) {

    public State {
      covered = List.copyOf(covered);
      rejected = List.copyOf(rejected);
      need = List.copyOf(need);
    }
  }

  private static final class Cover {
    final RangeSet covered = new RangeSet();
    final RangeSet lost = new RangeSet();
    final Map<String, RangeSet> rejected = new LinkedHashMap<>();
    String filter = "";
    long duplicateRows;
  }

  private final Map<Stream, Cover> covers = new LinkedHashMap<>();
  private final Map<String, EpochChain> chains = new LinkedHashMap<>();
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  /** Takes note of where the frame's epoch belongs, and in births of what the journal holds. */
  public void see(FrameHeader header) {
    EpochChain chain = chain(header.gateway());
    chain.see(header.start());
    header.spans().forEach(chain::see);
  }

  /**
   * Covers what a DATA frame covers. Rows that it lacks count as filtered out, but in an answer,
   * which speaks only of what it carries.
   */
  public Taken take(FrameHeader header, FrameRows rows) {
    see(header);
    Stream stream = Stream.of(header);
    Cover cover = cover(stream);
    long duplicates = 0;
    for (int row = 0; row < rows.size(); row++) {
      duplicates += cover.covered.contains(rows.sequence(row)) ? 1 : 0;
    }
    for (Lost lost : header.lost()) {
      cover.covered.missing(lost.from(), lost.to()).forEach(r -> cover.lost.add(r.from(), r.to()));
    }
    cover.covered.addAll(told(header, rows));
    cover.duplicateRows += duplicates;
    cover.filter = header.origin().filter();
    return new Taken(stream, rows.size() - duplicates, duplicates);
  }

  /** The sequences that a DATA frame accounts for. */
  public static RangeSet told(FrameHeader header, FrameRows rows) {
    Range range = header.cover();
    if (range != null) {
      return RangeSet.of(List.of(range));
    }
    RangeSet told = new RangeSet();
    for (int row = 0; row < rows.size(); row++) {
      told.add(rows.sequence(row), rows.sequence(row));
    }
    header.lost().forEach(lost -> told.add(lost.from(), lost.to()));
    return told;
  }

  /** Refuses a range for good: it is covered, and the gateway will not send it again by itself. */
  public void reject(Stream stream, Range range, String reason) {
    Cover cover = cover(stream);
    cover.covered.add(range.from(), range.to());
    cover.rejected.computeIfAbsent(reason, r -> new RangeSet()).add(range.from(), range.to());
  }

  /** Asks a gateway for a dictionary, until {@link #have} it. */
  public void need(String gateway, String hash) {
    needs.computeIfAbsent(gateway, g -> new LinkedHashSet<>()).add(hash);
  }

  public void have(String hash) {
    needs.values().forEach(hashes -> hashes.remove(hash));
  }

  public State state(Stream stream) {
    Cover cover = covers.getOrDefault(stream, new Cover());
    List<Rejected> rejected = new ArrayList<>();
    cover.rejected.forEach(
        (reason, ranges) ->
            ranges.ranges().forEach(r -> rejected.add(new Rejected(r.from(), r.to(), reason))));
    Set<String> need = needs.getOrDefault(stream.gateway(), Set.of());
    return new State(stream, newest(cover.covered.ranges()), newest(rejected), List.copyOf(need));
  }

  private static <T> List<T> newest(List<T> all) {
    return all.subList(Math.max(0, all.size() - MAX_RANGES), all.size());
  }

  public Set<Stream> streams() {
    return Set.copyOf(covers.keySet());
  }

  /** A copy of what is covered. */
  public RangeSet covered(Stream stream) {
    return covers.getOrDefault(stream, new Cover()).covered.copy();
  }

  /** A copy of what was told to be lost: covered, without rows. */
  public RangeSet lost(Stream stream) {
    return covers.getOrDefault(stream, new Cover()).lost.copy();
  }

  /** Digest of the filter of the last frame. */
  public String filter(Stream stream) {
    return covers.getOrDefault(stream, new Cover()).filter;
  }

  public long duplicateRows(Stream stream) {
    return covers.getOrDefault(stream, new Cover()).duplicateRows;
  }

  /**
   * What is missing of a stream: from 1 to the last sequence covered, or to the last that the
   * gateway said it has.
   */
  public List<Range> holes(Stream stream) {
    RangeSet covered = covers.getOrDefault(stream, new Cover()).covered;
    long last = Math.max(covered.last(), chain(stream.gateway()).last(stream.epoch()));
    return last == 0 ? List.of() : covered.missing(1, last);
  }

  /** The epochs of a gateway, and what is wrong with their order. */
  public EpochChain chain(String gateway) {
    return chains.computeIfAbsent(gateway, EpochChain::new);
  }

  public Set<String> gateways() {
    return Set.copyOf(chains.keySet());
  }

  /** Puts back what a twin had stored. */
  public void restore(Stream stream, RangeSet covered, RangeSet lost, List<Rejected> rejected) {
    Cover cover = cover(stream);
    cover.covered.addAll(covered);
    cover.lost.addAll(lost);
    rejected.forEach(r -> reject(stream, new Range(r.from(), r.to()), r.reason()));
  }

  private Cover cover(Stream stream) {
    return covers.computeIfAbsent(stream, s -> new Cover());
  }
}
