package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Json;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Finds out what a folder still holds before it is written to again: reads the footers, looks
 * through what nobody sealed and seals it, and tells of everything that is missing.
 */
final class Recovery {

  /**
   * Enough for what Chronicle writes at the head of a file and our first block: no more is read.
   */
  private static final int FIRST_BLOCK = 8 << 10;

  private final SegmentFolder folder;
  private final JournalState state;
  private final Damage damage;
  private final List<Segment> segments = new ArrayList<>();
  private boolean unclosed;
  private boolean damaged;

  /** Whether the segment looked at last lost its end: the one after it tells how much that was. */
  private boolean endUnknown;

  private long highest;

  /** The last segment that stays where it is without being listed: its number is taken. */
  private long kept;

  /** Numbers of segments that are missed here for the first time. */
  private final RangeSet missed = new RangeSet();

  Recovery(SegmentFolder folder, JournalState state, Damage damage) {
    this.folder = folder;
    this.state = state;
    this.damage = damage;
  }

  /** Refuses what a newer version wrote, before anything is touched. */
  static void checkFormat(SegmentFolder folder) throws IOException, JournalException {
    // One for all: its window lies outside the heap, where garbage is found late.
    BlockStream stream = new BlockStream(FIRST_BLOCK);
    for (SegmentFolder.Entry entry : folder.list()) {
      Path file;
      try {
        file = folder.file(entry.number());
      } catch (IOException neverBegun) {
        continue;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        stream.open(channel);
        if (stream.next(channel.size(), false)) {
          int version = Block.version(stream.buffer(), stream.block());
          if (version > Block.VERSION) {
            throw JournalState.newer(folder.path(), version);
          }
        }
      }
    }
  }

  /** The gateway that the first readable segment names. */
  static String gatewayOf(SegmentFolder folder, Path path) throws IOException, JournalException {
    for (SegmentFolder.Entry entry : folder.list()) {
      try (FileChannel channel = folder.open(entry.number())) {
        BlockStream stream = new BlockStream(channel);
        boolean found = stream.next(channel.size(), false);
        if (found && Block.type(stream.buffer(), stream.block()) == Block.Type.SEGMENT) {
          byte[] body = Block.body(stream.buffer(), stream.block());
          return Json.parse(body, Block.MAX_LENGTH).get("gateway").text();
        }
      }
    }
    throw new JournalException(
        JournalException.Cause.UNAVAILABLE,
        "no segment in %s says whose journal it is: restore %s from a backup"
            .formatted(path, JournalState.NAME));
  }

  /** Leaves every segment that holds rows sealed, and nothing else. */
  void run() throws IOException {
    SegmentPlaces places = new SegmentPlaces(folder);
    places.goOn();
    look();
    if (places.mend(segments)) {
      segments.clear();
      highest = 0;
      look();
    }
    lookForMissing();
    if (endUnknown) {
      damage.tellUnknown("the end of the newest segment", lastEvent(), ObservationBatch.ABSENT);
    }
  }

  private void look() throws IOException {
    for (SegmentFolder.Entry entry : folder.list()) {
      endUnknown = false;
      Segment found = entry.sealed() ? readSealed(entry.number()) : sealFound(entry.number());
      if (found != null) {
        segments.add(found);
      }
    }
  }

  private @Nullable Segment readSealed(long number) throws IOException {
    highest = number;
    folder.discard(number);
    Path file = folder.sealed(number);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Footer footer = Footer.read(channel);
      if (footer == null) {
        damaged = true;
        Logger.error("A sealed segment has lost its footer; reading what it holds. file={}", file);
        SegmentScan scan = SegmentScan.of(file);
        if (isUnknown(scan, number)) {
          return null;
        }
        tellGaps(scan);
        endUnknown = true;
        footer = scan.footer(before()).endingAs(Footer.Ending.DAMAGED);
        seal(footer, channel, channel.size());
      }
      return new Segment(number, footer, channel.size());
    }
  }

  private @Nullable Segment sealFound(long number) throws IOException {
    Path file;
    try {
      file = folder.file(number);
    } catch (IOException neverBegun) {
      folder.discard(number);
      return null;
    }
    highest = number;
    SegmentScan scan = SegmentScan.of(file);
    if (scan.isEmpty() && !scan.isDamaged()) {
      folder.discard(number);
      return null;
    }
    unclosed = true;
    damaged |= scan.isDamaged();
    if (isUnknown(scan, number)) {
      return null;
    }
    tellGaps(scan);
    Footer footer = scan.footer(before());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (seal(footer, channel, scan.keep())) {
        folder.settle(number);
      }
      return new Segment(number, footer, channel.size());
    }
  }

  /** Nothing says what was in it: it stays as it is, and counts as one that is not there. */
  private boolean isUnknown(SegmentScan scan, long number) {
    boolean unknown = scan.isEmpty() && segments.isEmpty();
    if (unknown) {
      Logger.error(
          "A segment holds nothing that can be read. folder={} segment={}", folder.path(), number);
      kept = number;
      endUnknown = true;
    }
    return unknown;
  }

  /** A disk that takes no footer now gets it at the next start: the rows can be read without. */
  private boolean seal(Footer footer, FileChannel channel, long keep) {
    try {
      footer.seal(channel, keep);
      return true;
    } catch (IOException e) {
      Logger.warn("A segment is sealed later. folder={} why={}", folder.path(), e.toString());
      return false;
    }
  }

  private void tellGaps(SegmentScan scan) {
    scan.gaps().forEach(damage::tell);
    endUnknown = scan.isEndDamaged();
  }

  private @Nullable Segment before() {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1);
  }

  private void lookForMissing() {
    long expected = 1;
    Segment before = null;
    for (Segment segment : segments) {
      List<RangeSet.Range> gone = missing(expected, segment.number() - 1);
      boolean adjacent = before != null && before.number() + 1 == segment.number();
      if (!gone.isEmpty() || adjacent) {
        lookBetween(before, segment, !gone.isEmpty());
      }
      gone.forEach(numbers -> missed.add(numbers.from(), numbers.to()));
      expected = segment.number() + 1;
      before = segment;
    }
    if (isMissing(Math.max(expected, highest + 1), state.next() - 1)) {
      damaged = true;
      damage.tellUnknown(
          "the newest segments, up to number " + (state.next() - 1),
          lastEvent(),
          ObservationBatch.ABSENT);
    }
  }

  private boolean isMissing(long from, long to) {
    return !missing(from, to).isEmpty();
  }

  /** Those that were neither dropped nor missed at an earlier opening. */
  private List<RangeSet.Range> missing(long from, long to) {
    RangeSet known = state.dropped().copy();
    known.addAll(state.missed());
    return from <= to ? known.missing(from, to) : List.of();
  }

  private void lookBetween(@Nullable Segment before, Segment segment, boolean missing) {
    if (before != null && before.epoch().equals(segment.epoch())) {
      tellGap(before, segment.first() - 1, segment.eventFrom());
      return;
    }
    EpochStart start = segment.start();
    Epoch previous = start.previous();
    boolean follows = before != null && before.epoch().equals(previous);
    if (follows) {
      tellGap(before, start.previousLast(), ObservationBatch.ABSENT);
    } else if (previous != null && (before != null || missing)) {
      tellEpoch(previous, start.previousLast());
    }
    if (missing && !follows && (before != null || previous != null)) {
      damaged = true;
      damage.tellUnknown(
          "segments before number " + segment.number(),
          before == null ? ObservationBatch.ABSENT : known(before.eventTo()),
          known(segment.eventFrom()));
    }
    if (segment.first() > 1) {
      damaged |=
          damage.tell(
              new LossLedger.Rows(
                  segment.epoch(),
                  1,
                  segment.first() - 1,
                  segment.first() - 1,
                  ObservationBatch.ABSENT,
                  known(segment.eventFrom())));
    }
  }

  /** Of an epoch that another one names as the one before, nothing is there. */
  private void tellEpoch(Epoch gone, long last) {
    boolean held = segments.stream().anyMatch(segment -> segment.epoch().equals(gone));
    if (!held && last > 0) {
      damaged |= damage.tell(LossLedger.Rows.all(gone, 1, last));
    }
  }

  private long lastEvent() {
    Segment last = before();
    return last == null ? ObservationBatch.ABSENT : known(last.eventTo());
  }

  /** What should follow a segment, up to this sequence, is not there. */
  private void tellGap(Segment before, long last, long eventTo) {
    long first = before.last() + 1;
    if (first <= last) {
      damaged |=
          damage.tell(
              new LossLedger.Rows(
                  before.epoch(),
                  first,
                  last,
                  last - first + 1,
                  known(before.eventTo()),
                  known(eventTo)));
    }
  }

  /** Segments say it in their own way when they have no event times. */
  private static long known(long event) {
    return event == Long.MAX_VALUE ? ObservationBatch.ABSENT : event;
  }

  Set<Epoch> epochs() {
    SegmentList found = new SegmentList();
    segments.forEach(found::add);
    return found.epochs();
  }

  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** What is to be remembered of the folder as it was found. */
  JournalState settled() {
    return state.withNext(next()).withMissed(missed);
  }

  /** The number that the next segment gets. */
  private long next() {
    Segment last = before();
    long free = Math.max(kept, lastDropped()) + 1;
    return last == null ? free : Math.max(free, last.number() + 1);
  }

  private long lastDropped() {
    return state.dropped().last();
  }

  /**
   * How the epoch to come follows.
   *
   * @param copied whether the folder is a copy of the one it was written in
   */
  Reason reason(String boot, boolean copied) {
    Segment last = before();
    if (copied) {
      return Reason.RESTORED;
    }
    if (damaged) {
      return Reason.DAMAGED;
    }
    if (last == null) {
      return Reason.CREATED;
    }
    if (!unclosed && last.footer().ending() == Footer.Ending.CLOSED) {
      return Reason.CLEAN;
    }
    return last.start().boot().equals(boot) ? Reason.KILLED : Reason.POWER;
  }
}
