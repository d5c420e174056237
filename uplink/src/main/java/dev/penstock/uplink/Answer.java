package dev.penstock.uplink;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.signing.message.Replay.Window;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.uplink.Coverage.Stretch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request for certain points, or for event times, being answered a frame at a time. The frames
 * speak only of the rows they carry: what was not asked for stays missing at the twin where it is
 * missing. Belongs to one thread.
 */
final class Answer implements AutoCloseable {

  private static final int BATCHES_A_STEP = 256;

  /**
   * What was asked for.
   *
   * @param window null for any event time
   * @param points none means all
   */
  record Question(@Nullable Window window, Set<String> points) {

    Question {
      points = Set.copyOf(points);
    }

    boolean wants(ObservationBatch batch, int row, Dictionary named) {
      return inTime(batch.event(row)) && (points.isEmpty() || names(batch.point(row), named));
    }

    private boolean inTime(long event) {
      return window == null
          || (event != ObservationBatch.ABSENT
              && event >= window.fromNs()
              && event <= window.toNs());
    }

    private boolean names(int point, Dictionary named) {
      return point >= 0 && point < named.size() && points.contains(named.at(point).point());
    }
  }

  private final JournalReader reader;
  private final FrameWriter writer;
  private final RowFilter filter;
  private final Question question;
  private final Deque<Stretch> stretches;
  private final Deque<Stretch> gone;
  private final ObservationBatch batch = new ObservationBatch();
  private RangeSet told = new RangeSet();
  private @Nullable Stretch at;
  private EpochStart epoch;
  private Dictionary dictionary;
  private List<ClockEntry> clocks = List.of();
  private int row;
  private boolean finished;

  /**
   * An answer from these parts of the journal.
   *
   * @param gone what the journal has no more, told first
   */
  Answer(Source source, Question question, List<Stretch> stretches, List<Stretch> gone) {
    this.reader = source.reader();
    this.writer = source.writer();
    this.filter = source.filter();
    this.dictionary = source.inForce();
    this.question = question;
    this.stretches = new ArrayDeque<>(stretches);
    this.gone = new ArrayDeque<>(gone);
    Window window = question.window();
    if (window != null) {
      reader.seekEvents(window.fromNs(), window.toNs());
    }
    this.epoch = (gone.isEmpty() ? stretches : gone).get(0).epoch();
  }

  /**
   * Where an answer comes from, and what it passes through: the sharing contract counts here too.
   *
   * @param inForce what a frame without rows names
   */
  record Source(JournalReader reader, FrameWriter writer, RowFilter filter, Dictionary inForce) {}

  boolean isFinished() {
    return finished;
  }

  /** The next frame; null if there is none yet, or none any more. */
  @Nullable MadeFrame next(Created created) {
    Stretch lost = gone.poll();
    if (lost != null) {
      return lost(lost, created);
    }
    for (int i = 0; i < BATCHES_A_STEP && !finished; i++) {
      if (row >= batch.size() && !load()) {
        return finish(created);
      }
      if (isAnotherFrame()) {
        return finish(created);
      }
      if (!take()) {
        return finish(created);
      }
    }
    return null;
  }

  private MadeFrame lost(Stretch range, Created created) {
    epoch = range.epoch();
    writer.beginAnswer(epoch, dictionary.hash());
    writer.lost(range.from(), range.to(), "");
    told.add(range.from(), range.to());
    return made(created);
  }

  /** The next batch of what was asked for; false at the end. */
  private boolean load() {
    boolean found = question.window() == null ? loadStretch() : reader.read(batch);
    row = 0;
    if (!found) {
      batch.clear();
      finished = true;
    }
    return found;
  }

  private boolean loadStretch() {
    while (at == null || !reader.read(batch) || isBehind()) {
      at = stretches.poll();
      if (at == null) {
        return false;
      }
      reader.seek(at.epoch().epoch(), at.from());
    }
    return true;
  }

  private boolean isBehind() {
    Stretch current = at;
    return current == null
        || !reader.epoch().epoch().equals(current.epoch().epoch())
        || batch.firstSequence() > current.to();
  }

  private boolean isAnotherFrame() {
    return writer.isOpen()
        && !(epoch.epoch().equals(reader.epoch().epoch())
            && dictionary.hash().equals(reader.dictionary().hash()));
  }

  /** Takes what is wanted of the batch; false if the frame takes no more. */
  private boolean take() {
    Dictionary named = reader.dictionary();
    clocks = reader.clocks();
    for (; row < batch.size(); row++) {
      long sequence = batch.sequence(row);
      if (isAsked(sequence)
          && question.wants(batch, row, named)
          && filter.passes(batch, row, named)) {
        open(named);
        if (FrameWriter.fits(batch, row) && writer.add(batch, row, row + 1) == 0) {
          return false;
        }
        told.add(sequence, sequence);
      }
    }
    return true;
  }

  private boolean isAsked(long sequence) {
    Stretch part = at;
    return part == null || (sequence >= part.from() && sequence <= part.to());
  }

  private void open(Dictionary named) {
    if (!writer.isOpen()) {
      epoch = reader.epoch();
      dictionary = named;
      writer.beginAnswer(epoch, named.hash());
    }
  }

  private @Nullable MadeFrame finish(Created created) {
    return writer.isOpen() ? made(created) : null;
  }

  private MadeFrame made(Created created) {
    RangeSet ranges = told;
    told = new RangeSet();
    byte[] bytes = writer.finish(created, clocks);
    if (question.window() == null && writer.coveredTo() < ranges.last()) {
      stretches.addFirst(new Stretch(epoch, writer.coveredTo() + 1, ranges.last()));
      finished = false; // Too large a frame: its last rows are for another one.
    }
    return MadeFrame.answer(bytes, epoch, ranges, writer.rows(), dictionary);
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
