package dev.penstock.uplink;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import dev.penstock.uplink.Coverage.Stretch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stretch of the journal into frames of one lane. What the journal no longer has is told as
 * lost, what the filter holds back is covered without a row. Belongs to one thread.
 */
final class LaneReader implements AutoCloseable {

  /** How far a call came. */
  enum Progress {
    /** The frame should be closed, and there is more to read. */
    FULL,
    /** Nothing more to read now. */
    DRAINED,
    /** The end of the stretch, or of its epoch: the frame, if there is one, is to be closed. */
    END
  }

  /** Who is told of a row that fits into no frame. */
  interface Oversized {
    void row(Epoch epoch, long sequence);
  }

  static final long OPEN_END = Long.MAX_VALUE;

  private final JournalReader reader;
  private final FrameWriter writer;
  private final RowFilter filter;
  private final LossIds losses;
  private final Oversized oversized;
  private final Lane lane;
  private final ObservationBatch batch = new ObservationBatch();
  private int row;
  private @Nullable EpochStart epoch;
  private long next;
  private long to;
  private long from;
  private Dictionary dictionary = Dictionary.EMPTY;
  private List<ClockEntry> clocks = List.of();

  LaneReader(
      JournalReader reader, FrameWriter writer, RowFilter filter, Lane lane, Oversized oversized) {
    this.reader = reader;
    this.writer = writer;
    this.filter = filter;
    this.lane = lane;
    this.oversized = oversized;
    this.losses = new LossIds();
  }

  /**
   * Begins a stretch, forgetting an open frame.
   *
   * @param last of the stretch, or {@link #OPEN_END} to go on through the epochs
   */
  void seek(EpochStart in, long first, long last) {
    if (writer.isOpen()) {
      writer.drop();
    }
    if (epoch == null || !epoch.epoch().equals(in.epoch()) || first != next) {
      reader.seek(in.epoch(), Math.max(1, first));
      batch.clear();
      row = 0;
    }
    epoch = in;
    next = first;
    to = last;
  }

  boolean isPlaced() {
    return epoch != null;
  }

  EpochStart epoch() {
    return Objects.requireNonNull(epoch, "seek first");
  }

  /** The first sequence that is not yet in a frame. */
  long next() {
    return next;
  }

  /** The first sequence that was not in a finished frame. */
  long unfinished() {
    return hasFrame() ? from : next;
  }

  boolean hasFrame() {
    return writer.isOpen() && writer.coveredTo() >= from;
  }

  int rows() {
    return writer.isOpen() ? writer.rows() : 0;
  }

  /** The dictionary that the next frame of the stretch will probably name; empty if unknown. */
  Dictionary dictionary() {
    return dictionary;
  }

  /** The clock entries known at the place; reads one batch ahead. */
  List<ClockEntry> clocksAhead() {
    return row < batch.size() || load() ? reader.clocks() : List.of();
  }

  Progress fill() {
    while (next <= to) {
      if (row >= batch.size() && !load()) {
        return Progress.DRAINED;
      }
      EpochStart found = reader.epoch();
      if (!found.epoch().equals(epoch().epoch())) {
        gone(found.epoch(), lastKnown(found));
        if (to != OPEN_END || writer.isOpen()) {
          return Progress.END;
        }
        epoch = found;
        next = 1;
      }
      if (writer.isOpen() && !dictionary.hash().equals(reader.dictionary().hash())) {
        return Progress.FULL;
      }
      if (!take(reader.dictionary())) {
        return Progress.FULL;
      }
    }
    return Progress.END;
  }

  private boolean load() {
    if (!reader.read(batch)) {
      return false;
    }
    row = 0;
    losses.see(batch);
    return true;
  }

  /** The last sequence that our epoch is known to have had. */
  private long lastKnown(EpochStart following) {
    if (to != OPEN_END) {
      return to;
    }
    return epoch().epoch().equals(following.previous()) ? following.previousLast() : next - 1;
  }

  /** Everything from {@link #next} to the sequence cannot be read any more. */
  private void gone(Epoch seenIn, long last) {
    if (last >= next) {
      open(seenIn.equals(epoch().epoch()) ? reader.dictionary() : dictionary);
      writer.lost(next, last, losses.explain(epoch().epoch(), next, last));
      next = last + 1;
    }
  }

  /** States that a range is gone without having to read on. */
  void lost(long last, Dictionary naming) {
    open(naming);
    writer.lost(next, last, losses.explain(epoch().epoch(), next, last));
    next = last + 1;
  }

  private void open(Dictionary named) {
    if (!writer.isOpen()) {
      dictionary = named;
      from = next;
      writer.begin(epoch(), lane, named.hash(), next);
    }
  }

  /**
   * Takes rows of the loaded batch, up to its end or that of the stretch.
   *
   * @return false if the frame takes no more
   */
  private boolean take(Dictionary named) {
    row = (int) Math.max(row, Math.min(batch.size(), next - batch.firstSequence()));
    if (row == batch.size()) {
      return true;
    }
    gone(epoch().epoch(), Math.min(to, batch.sequence(row) - 1));
    if (next > to) {
      return true;
    }
    open(named);
    clocks = reader.clocks();
    int end = (int) Math.min(batch.size(), Math.max(0, to - batch.firstSequence()) + 1);
    boolean room = !writer.isFull();
    while (row < end && room) {
      room = takeSome(named, end) && !writer.isFull();
    }
    next = batch.firstSequence() + row;
    return room;
  }

  /** Takes one row that is held back, or a run of rows that are not. */
  private boolean takeSome(Dictionary named, int end) {
    if (!filter.passes(batch, row, named)) {
      writer.coverTo(batch.sequence(row++));
      return true;
    }
    if (!FrameWriter.fits(batch, row)) {
      oversized.row(epoch().epoch(), batch.sequence(row));
      writer.lost(batch.sequence(row), batch.sequence(row), "");
      row++;
      return true;
    }
    int run = row + 1;
    while (run < end && filter.passes(batch, run, named) && FrameWriter.fits(batch, run)) {
      run++;
    }
    row += writer.add(batch, row, run);
    return row == run;
  }

  /** The frame, which may end before {@link #next} as it was: what it left out is read again. */
  MadeFrame finish(Created created) {
    EpochStart of = epoch();
    byte[] bytes = writer.finish(created, clocks);
    long coveredTo = writer.coveredTo();
    writer.givenUp().ifPresent(sequence -> oversized.row(of.epoch(), sequence));
    if (coveredTo + 1 < next) {
      seek(of, coveredTo + 1, to); // It ended sooner, for its size.
    }
    return new MadeFrame(bytes, new Stretch(of, from, coveredTo), writer.rows(), dictionary);
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
