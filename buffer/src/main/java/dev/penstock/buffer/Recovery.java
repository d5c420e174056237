package dev.penstock.buffer;

import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Finds out what a folder still holds before it is written to again: reads the footers, looks
 * through what nobody sealed and seals it, and tells of everything that is missing.
 */
final class Recovery {

  private final SegmentFolder folder;
  private final JournalState state;
  private final Damage damage;
  private final List<Segment> segments = new ArrayList<>();
  private boolean unclosed;
  private boolean damaged;

  /** Whether the segment looked at last lost its end: the one after it tells how much that was. */
  private boolean endUnknown;

  private long highest;

  Recovery(SegmentFolder folder, JournalState state, Damage damage) {
    this.folder = folder;
    this.state = state;
    this.damage = damage;
  }

  /** Refuses what a newer version wrote, before anything is touched. */
  static void checkFormat(SegmentFolder folder) throws IOException, JournalException {
    for (SegmentFolder.Entry entry : folder.list()) {
      Path file;
      try {
        file = folder.file(entry.number());
      } catch (IOException neverBegun) {
        continue;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        BlockStream stream = new BlockStream(channel);
        if (stream.next(channel.size(), false)) {
          int version = Block.version(stream.buffer(), stream.block());
          if (version > Block.VERSION) {
            throw JournalState.newer(folder.path(), version);
          }
        }
      }
    }
  }

  /** Leaves every segment that holds rows sealed, and nothing else. */
  void run() throws IOException {
    for (SegmentFolder.Entry entry : folder.list()) {
      endUnknown = false;
      Segment found = entry.sealed() ? readSealed(entry.number()) : sealFound(entry.number());
      if (found != null) {
        segments.add(found);
      }
    }
    lookForMissing();
    if (endUnknown) {
      damage.tellUnknown("the end of the newest segment");
    }
  }

  private Segment readSealed(long number) throws IOException {
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
        tellGaps(scan);
        footer = scan.footer(before()).endingAs(Footer.Ending.DAMAGED);
        footer.seal(channel, channel.size());
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
    tellGaps(scan);
    Footer footer = scan.footer(before());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      footer.seal(channel, scan.keep());
      folder.settle(number);
      return new Segment(number, footer, channel.size());
    }
  }

  private void tellGaps(SegmentScan scan) {
    for (RangeSet.Range gap : scan.gaps()) {
      damage.tell(scan.footer(before()).start().epoch(), gap.from(), gap.to());
    }
    endUnknown = scan.isEndDamaged();
  }

  private @Nullable Segment before() {
    return segments.isEmpty() ? null : segments.get(segments.size() - 1);
  }

  private void lookForMissing() {
    long expected = 1;
    Segment before = null;
    for (Segment segment : segments) {
      boolean missing = isMissing(expected, segment.number() - 1);
      boolean adjacent = before != null && before.number() + 1 == segment.number();
      if (missing || adjacent) {
        lookBetween(before, segment, missing);
      }
      expected = segment.number() + 1;
      before = segment;
    }
    if (isMissing(Math.max(expected, highest + 1), state.next() - 1)) {
      damaged = true;
      damage.tellUnknown("the newest segments, up to number " + (state.next() - 1));
    }
  }

  private boolean isMissing(long from, long to) {
    return from <= to && !state.dropped().missing(from, to).isEmpty();
  }

  private void lookBetween(@Nullable Segment before, Segment segment, boolean missing) {
    if (before != null && before.epoch().equals(segment.epoch())) {
      tellGap(before, before.last() + 1, segment.first() - 1);
      return;
    }
    EpochStart start = segment.start();
    boolean follows = before != null && before.epoch().equals(start.previous());
    if (follows) {
      tellGap(before, before.last() + 1, start.previousLast());
    } else if (missing) {
      damaged = true;
      damage.tellUnknown("segments before number " + segment.number());
    }
    tellGap(segment, 1, segment.first() - 1);
  }

  private void tellGap(Segment of, long from, long to) {
    if (from <= to) {
      damaged = true;
      damage.tell(of.epoch(), from, to);
    }
  }

  List<Segment> segments() {
    return List.copyOf(segments);
  }

  /** The number that the next segment gets. */
  long next() {
    Segment last = before();
    return Math.max(last == null ? 1 : last.number() + 1, lastDropped() + 1);
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
