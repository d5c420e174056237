package dev.penstock.buffer;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where rows get their identity: one batch after the other into the segment in writing, and from
 * one segment into the next. Its lock is taken by who appends and by nobody who reads.
 */
final class Appender {

  /** What the journal's thread does when the appender needs it. */
  interface Helper {
    /** The next segment will be needed. */
    void prepare();

    /** Segments are waiting in {@link #finished}. */
    void seal();
  }

  /** The segment in writing. */
  record Open(SegmentWriter writer, Segment segment) {}

  private final SegmentSupply supply;
  private final Consumer<Segment> announce;
  private final Helper helper;
  private final long segmentBytes;
  private final Clocks clocks;
  private final RowsWriter block;
  private final SegmentWriter.Source source;
  private final ClockEntries clockEntries = new ClockEntries();
  private final Queue<Open> finished = new ConcurrentLinkedQueue<>();
  private Dictionary dictionary;
  private volatile @Nullable EpochStart start;
  private volatile @Nullable Open open;
  private volatile @Nullable JournalException broken;
  private volatile boolean closed;
  private volatile long last;
  private volatile boolean refusing;
  private boolean asked;

  /** Whether the epoch's first row is still to be written. */
  private boolean unbegun;

  Appender(
      SegmentSupply supply,
      Consumer<Segment> announce,
      Helper helper,
      JournalSetup setup,
      long segmentBytes) {
    this.supply = supply;
    this.announce = announce;
    this.helper = helper;
    this.segmentBytes = segmentBytes;
    this.clocks = setup.clocks();
    this.dictionary = setup.dictionary();
    this.block = new RowsWriter(setup.boot());
    this.source = new SegmentWriter.Source(block.buffer());
    block.define(dictionary);
  }

  synchronized long append(ObservationBatch batch) throws JournalException {
    checkOpen();
    checkWhole();
    if (batch.isEmpty()) {
      return last;
    }
    if (unbegun) {
      begin(current(start));
    }
    return appendRows(batch);
  }

  private long appendRows(ObservationBatch batch) throws JournalException {
    long first = last + 1;
    Epoch epoch = current(start).epoch();
    int fitting = RowsWriter.fitting(batch, 0);
    if (fitting == batch.size()) {
      block.write(batch, 0, fitting, epoch, first);
      makeRoom(block.length());
      write(fitting);
    } else {
      appendInParts(batch, epoch);
    }
    if (block.hasClocks() || fitting < batch.size()) {
      clockEntries.addFrom(batch);
    }
    batch.identify(epoch, first);
    return last;
  }

  /** A batch with values too long for one block: all of its blocks into one segment. */
  private void appendInParts(ObservationBatch batch, Epoch epoch) throws JournalException {
    long needed = 0;
    for (int from = 0; from < batch.size(); needed += Block.MAX_LENGTH) {
      int rows = RowsWriter.fitting(batch, from);
      if (rows == 0 || needed + 2L * Block.MAX_LENGTH > segmentBytes) {
        throw tooLarge(batch, from);
      }
      from += rows;
    }
    makeRoom((int) needed);
    for (int from = 0; from < batch.size(); ) {
      int rows = RowsWriter.fitting(batch, from);
      block.write(batch, from, from + rows, epoch, last + 1);
      write(rows);
      from += rows;
    }
  }

  private static JournalException tooLarge(ObservationBatch batch, int row) {
    boolean alone = RowsWriter.fitting(batch, row) == 0;
    String what =
        alone
            ? "a value of %d bytes; the journal takes up to %d"
                .formatted(batch.length(row), RowsWriter.LARGEST_VALUE)
            : "a batch whose values together are larger than a segment";
    return new JournalException(JournalException.Cause.TOO_LARGE, what);
  }

  private void write(int rows) throws JournalException {
    Open into = current(open);
    SegmentWriter to = into.writer();
    try {
      to.write(source, block.length());
    } catch (RuntimeException e) {
      // What it left behind the last whole block is unknown: go on in a fresh segment.
      finish(Footer.Ending.ROLLED);
      throw new JournalException(
          JournalException.Cause.BROKEN, "cannot append to the journal: " + e.getMessage(), e);
    }
    long newLast = last + rows;
    into.segment().grew(block, newLast, to.end());
    last = newLast;
    if (!asked && to.end() > segmentBytes / 2) {
      asked = true;
      helper.prepare();
    }
  }

  private void makeRoom(int length) throws JournalException {
    Open now = open;
    if (now == null || !now.writer().fits(length)) {
      SegmentWriter next = take();
      finish(Footer.Ending.ROLLED);
      enter(next);
    }
  }

  private SegmentWriter take() throws JournalException {
    refusing = true;
    SegmentWriter taken = supply.take(helper::prepare);
    refusing = false;
    return taken;
  }

  private void finish(Footer.Ending ending) {
    Open done = open;
    if (done != null) {
      open = null;
      done.segment().finish(ending);
      finished.add(done);
      helper.seal();
    }
  }

  private void enter(SegmentWriter next) {
    EpochStart epoch = current(start);
    long bytes = SegmentWriter.allocated(segmentBytes);
    Segment entered = new Segment(next.number(), epoch, last + 1, bytes);
    open = new Open(next, entered);
    asked = false;
    Definitions definitions = new Definitions(epoch, last + 1, clockEntries.list());
    writePayload(Payload.block(Block.Type.DEFINITIONS, definitions.body()));
    Payload.dictionary(dictionary).forEach(this::writePayload);
    announce.accept(entered);
  }

  private void writePayload(ByteBuffer payload) {
    Open into = current(open);
    into.writer().write(payload);
    into.segment().grew(into.writer().end());
  }

  /**
   * Begins an epoch, in a fresh segment. If that fails, the epoch before goes on; if there is none,
   * the next append tries again.
   */
  synchronized void begin(EpochStart next) throws JournalException {
    checkOpen();
    if (start == null) {
      start = next;
      unbegun = true;
    }
    SegmentWriter fresh = take();
    finish(Footer.Ending.ROLLED);
    start = next;
    last = 0;
    clockEntries.clear();
    enter(fresh);
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    next.addTo(batch);
    appendRows(batch);
    unbegun = false;
  }

  synchronized void define(Dictionary points) throws JournalException {
    checkOpen();
    if (points.hash().equals(dictionary.hash())) {
      return;
    }
    int length = Payload.dictionary(points).stream().mapToInt(ByteBuffer::capacity).sum();
    Open now = open;
    boolean fits = now != null && now.writer().fits(length + Block.MAX_LENGTH);
    SegmentWriter next = now == null || fits ? null : take();
    dictionary = points;
    block.define(points);
    if (fits) {
      Payload.dictionary(points).forEach(this::writePayload);
    } else if (next != null) {
      finish(Footer.Ending.ROLLED);
      enter(next);
    }
  }

  // The following never wait for who appends: that one may be waiting for who asks.

  /** Refuses every append until null: the disk does not take what it was given. */
  void breakDown(@Nullable JournalException why) {
    broken = why;
  }

  /** The segment in writing; null if there is none. */
  @Nullable Open open() {
    return open;
  }

  /** The next segment that waits to be sealed. */
  @Nullable Open nextFinished() {
    return finished.peek();
  }

  /** It was sealed. */
  void sealed(Open done) {
    finished.remove(done);
  }

  EpochStart start() {
    return current(start);
  }

  long last() {
    return last;
  }

  boolean isBroken() {
    return broken != null;
  }

  /** Whether the last attempt to get another segment failed. */
  boolean isRefusing() {
    return refusing;
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends: nothing can be appended any more. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      finish(Footer.Ending.CLOSED);
    }
  }

  private void checkOpen() throws JournalException {
    if (closed) {
      throw new JournalException(JournalException.Cause.CLOSED, "the journal was closed");
    }
  }

  private void checkWhole() throws JournalException {
    JournalException why = broken;
    if (why != null) {
      throw new JournalException(why.reason(), String.valueOf(why.getMessage()), why);
    }
  }

  private static <T> T current(@Nullable T known) {
    if (known == null) {
      throw new IllegalStateException("no epoch was begun");
    }
    return known;
  }
}
