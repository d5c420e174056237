package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.journal.RowTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Makes room by dropping whole sealed segments: first those that every required cursor has covered,
 * and then, if the settings say so, the oldest, which is told to the ledger, device by device. Runs
 * on the thread that makes segments.
 */
final class Retention {

  private final JournalSettings settings;
  private final SegmentFolder folder;
  private final SegmentList segments;
  private final Cursors cursors;
  private final Journey journey;

  /** What a segment may have to wait for, and whom its end is told to. */
  record Journey(Runnable sealNow, Supplier<JournalReader> readers, LossLedger losses) {}

  Retention(
      JournalSettings settings,
      SegmentFolder folder,
      SegmentList segments,
      Cursors cursors,
      Journey journey) {
    this.settings = settings;
    this.folder = folder;
    this.segments = segments;
    this.cursors = cursors;
    this.journey = journey;
  }

  /**
   * Drops until this much more may be taken; throws FULL if nothing more may be dropped.
   *
   * @return the state with the dropped ones marked
   */
  JournalState makeRoom(long bytes, JournalState state) throws JournalException, IOException {
    JournalState now = state;
    while (isTooMuch(bytes)) {
      Segment victim = delivered();
      if (victim == null) {
        // Who writes faster than the disk seals has to wait, not to lose.
        journey.sealNow().run();
        if (!isTooMuch(bytes)) {
          break;
        }
        victim = victim();
      }
      if (victim == null) {
        throw new JournalException(
            JournalException.Cause.FULL,
            "the journal in %s has reached %d MiB and nothing in it may be dropped: an uplink is behind, or raise journal.maxBytes"
                .formatted(folder.path(), settings.maxBytes() >> 20));
      }
      now = drop(victim, now);
    }
    return now;
  }

  /**
   * Drops one segment because the disk itself is full; nothing if it is not, or if all that may be
   * dropped would not be enough.
   *
   * @param bytes how much is needed
   * @return the state with the dropped one marked; null if none was
   */
  @Nullable JournalState giveWay(long bytes, JournalState state) throws IOException {
    journey.sealNow().run();
    long gain = segments.all().stream().filter(this::mayGo).mapToLong(Segment::bytes).sum();
    long shortage = DiskFile.shortOf(folder.path(), bytes);
    Segment victim = victim();
    boolean helps = shortage > 0 && gain >= shortage;
    return victim == null || !helps ? null : drop(victim, state);
  }

  private boolean mayGo(Segment segment) {
    return segment.isSealed()
        && (settings.whenFull() == JournalSettings.WhenFull.DROP_OLDEST || isDelivered(segment));
  }

  /** Bytes of rows that a required cursor still waits for. */
  long held() {
    long held = 0;
    for (Segment segment : segments.all()) {
      if (segment.rows() > 0 && !isDelivered(segment)) {
        held += segment.isSealed() ? segment.bytes() : segment.end();
      }
    }
    return held;
  }

  /** Whether little is left for rows that are not waited for; the next segment is spoken for. */
  boolean isScarce() {
    long usable = settings.maxBytes() - SegmentWriter.allocated(settings.segmentBytes());
    return held() * 100 > usable * Journal.SCARCE_PERCENT;
  }

  private boolean isTooMuch(long more) {
    return segments.bytes() + more > settings.maxBytes();
  }

  /** What goes next: what was delivered, then what the settings give up. */
  private @Nullable Segment victim() {
    Segment delivered = delivered();
    return delivered == null ? first(this::mayGo) : delivered;
  }

  private @Nullable Segment delivered() {
    return first(segment -> segment.isSealed() && isDelivered(segment));
  }

  private @Nullable Segment first(Predicate<Segment> wanted) {
    return segments.all().stream().filter(wanted).findFirst().orElse(null);
  }

  private boolean isDelivered(Segment segment) {
    return cursors.waitingFor(segment.epoch(), segment.first(), segment.last()).isEmpty();
  }

  private JournalState drop(Segment victim, JournalState state) throws IOException {
    JournalState after = state.withDropped(victim.number());
    note(after);
    tell(victim);
    journey.losses().force();
    segments.remove(victim);
    folder.delete(victim.number());
    Logger.info(
        "Dropped a segment to make room. segment={} epoch={} from={} to={}",
        victim.number(),
        victim.epoch(),
        victim.first(),
        victim.last());
    return after;
  }

  /** On a disk without any room it is written with the next segment: the worst is a false alarm. */
  private void note(JournalState after) {
    try {
      after.write(folder.path());
    } catch (IOException e) {
      Logger.warn("What is dropped is noted later. folder={} why={}", folder.path(), e.toString());
    }
  }

  /** A row a stretch in which the same uplinks had not had the rows. */
  private void tell(Segment victim) {
    List<StoredCursor> required = cursors.required();
    SortedSet<Long> edges = new TreeSet<>(List.of(victim.last() + 1));
    for (StoredCursor cursor : required) {
      RangeSet covered = cursor.covered(victim.epoch());
      for (RangeSet.Range missing : covered.missing(victim.first(), victim.last())) {
        edges.add(missing.from());
        edges.add(missing.to() + 1);
      }
    }
    List<Long> from = new ArrayList<>(edges);
    for (int i = 0; i + 1 < from.size(); i++) {
      long to = from.get(i + 1) - 1;
      List<String> waiting = cursors.waitingFor(victim.epoch(), from.get(i), to);
      if (!waiting.isEmpty()) {
        tell(victim.epoch(), from.get(i), to, waiting);
      }
    }
  }

  /** What in it cannot be read is told as damage by who reads it here. */
  private void tell(Epoch epoch, long from, long to, List<String> waiting) {
    try (JournalReader reader = journey.readers().get()) {
      RowTally.of(reader, epoch, from, to)
          .forEach(
              (whose, rows) ->
                  journey.losses().countJournaled(whose.key(LossCause.RETENTION), rows, waiting));
    }
  }
}
