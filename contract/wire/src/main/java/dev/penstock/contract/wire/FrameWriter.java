package dev.penstock.contract.wire;

import com.google.protobuf.MessageLite;
import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Signer;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameHeader.Lost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames of one uplink: {@link #begin}, any number of {@link #add}, {@link #lost} and
 * {@link #coverTo} in ascending order, {@link #finish}. What lies between, and was neither added
 * nor lost, counts as filtered out. A frame that comes out too large for whoever carries it ends
 * sooner: look at {@link #coveredTo} after finishing it. Not thread-safe; keeps its memory from
 * frame to frame.
 */
public final class FrameWriter implements AutoCloseable {

  /** A frame is full at this many rows … */
  public static final int MAX_ROWS = 1000;

  /** … or about this many bytes. */
  public static final int FULL_BYTES = 64 << 10;

  /** Bytes of a value that fits into no frame: it has to be told as lost. */
  public static final int MAX_VALUE = 512 << 10;

  private static final int MAX_LOST = 256;
  private static final int MAX_SPANS = 64;

  /** What a row without content takes at most, but for the rarest. */
  private static final int ROW_BYTES = 48;

  /** What a frame without rows takes, but for the rarest. */
  private static final int HEAD_BYTES = 512;

  private final FrameOrigin origin;
  private final @Nullable Signer signer;
  private final RowBuffer buffer = new RowBuffer();
  private final RowsEncoder encoder = new RowsEncoder();
  private final Packer packer;
  private final Supplier<FrameLimit> limits;
  private final List<Lost> lost = new ArrayList<>();
  private @Nullable EpochStart start;
  private String dictionary = "";
  private Lane lane = Lane.LIVE;
  private long from;
  private long to;
  private boolean answer;
  private FrameLimit limit = FrameLimit.NONE;
  private OptionalLong givenUp = OptionalLong.empty();

  /**
   * @param signer null for unsigned frames
   */
  public FrameWriter(FrameOrigin origin, @Nullable Signer signer) {
    this(origin, signer, () -> FrameLimit.NONE);
  }

  /**
   * @param limits asked whenever a frame begins
   */
  public FrameWriter(FrameOrigin origin, @Nullable Signer signer, Supplier<FrameLimit> limits) {
    this(origin, signer, limits, true);
  }

  private FrameWriter(
      FrameOrigin origin, @Nullable Signer signer, Supplier<FrameLimit> limits, boolean deflating) {
    this.origin = origin;
    this.signer = signer;
    this.limits = limits;
    this.packer = new Packer(deflating);
  }

  /** A writer that does not deflate, for where time costs more than bytes. */
  public static FrameWriter plain(FrameOrigin origin, @Nullable Signer signer) {
    return new FrameWriter(origin, signer, () -> FrameLimit.NONE, false);
  }

  /**
   * Begins a DATA frame, dropping what was not finished.
   *
   * @param dictionaryHash of the dictionary that the rows' point indexes refer to
   * @param first the first sequence covered
   */
  public void begin(EpochStart epoch, Lane in, String dictionaryHash, long first) {
    start = epoch;
    lane = in;
    dictionary = dictionaryHash;
    from = first;
    to = first - 1;
    answer = false;
    limit = limits.get();
    givenUp = OptionalLong.empty();
    lost.clear();
    buffer.clear(epoch.epoch().bits());
  }

  /**
   * Begins an answer to a replay: it says nothing of the sequences between its rows, so that rows
   * which were not asked for stay missing where they are missing.
   */
  public void beginAnswer(EpochStart epoch, String dictionaryHash) {
    begin(epoch, Lane.HISTORY, dictionaryHash, 1);
    answer = true;
  }

  /** Forgets an open frame: its rows are for another one. */
  public void drop() {
    start = null;
  }

  public boolean isOpen() {
    return start != null;
  }

  /** Whether the open frame takes no more rows. */
  public boolean isFull() {
    return buffer.size() >= MAX_ROWS || bytes() >= fullBytes() || lost.size() >= MAX_LOST;
  }

  private int fullBytes() {
    return Math.min(FULL_BYTES, Math.max(ROW_BYTES, limit.aim() - HEAD_BYTES));
  }

  /** About how many bytes the rows so far take, before deflating. */
  private long bytes() {
    return buffer.contentBytes() + (long) ROW_BYTES * (buffer.size() + lost.size());
  }

  /** Rows added so far. */
  public int rows() {
    return buffer.size();
  }

  /** The last sequence covered so far; one before the first if there is none. */
  public long coveredTo() {
    return to;
  }

  /** Whether a row's value fits into a frame at all. */
  public static boolean fits(ObservationBatch batch, int row) {
    return !batch.type(row).isLong() || batch.length(row) <= MAX_VALUE;
  }

  /**
   * Adds rows of a journaled batch until the frame is full or a row does not fit.
   *
   * @return how many were added
   */
  public int add(ObservationBatch batch, int firstRow, int endRow) {
    long epoch = begun().epoch().bits();
    int row = firstRow;
    while (row < endRow && !isFull() && hasRoomFor(batch, row)) {
      long sequence = batch.sequence(row);
      ascending(sequence);
      buffer.add(batch, row, epoch, sequence);
      to = sequence;
      row++;
    }
    return row - firstRow;
  }

  private boolean hasRoomFor(ObservationBatch batch, int row) {
    int length = batch.type(row).isLong() ? batch.length(row) : 0;
    return buffer.size() == 0 ? length <= MAX_VALUE : bytes() + length <= fullBytes();
  }

  /** States that a range can no longer be had. */
  public void lost(long first, long last, String lossId) {
    begun();
    ascending(first);
    lost.add(new Lost(first, last, lossId));
    to = last;
  }

  /** Extends the cover: what was not added up to here was filtered out. */
  public void coverTo(long sequence) {
    begun();
    to = Math.max(to, sequence);
  }

  private void ascending(long sequence) {
    if (sequence <= to) {
      throw new IllegalArgumentException("sequence " + sequence + " is covered already: " + to);
    }
  }

  /**
   * The frame. It must cover something, unless it is an answer. What makes it too large is left out
   * at its end; a row that is too large on its own is told as lost, if that helps.
   *
   * @param clocks the entries known in the epoch; those that rows name are sent along
   */
  public byte[] finish(Created created, Collection<ClockEntry> clocks) {
    byte[] frame = encode(created, clocks);
    while (frame.length > limit.aim() && halve()) {
      frame = encode(created, clocks);
    }
    if (frame.length > limit.most() && buffer.size() == 1) {
      frame = withoutItsRow(frame, created, clocks);
    }
    start = null;
    return frame;
  }

  /** The row of the frame finished last that had to be told as lost. */
  public OptionalLong givenUp() {
    return givenUp;
  }

  private byte[] encode(Created created, Collection<ClockEntry> clocks) {
    Range cover = answer ? null : new Range(from, to);
    FrameHeader header = header(begun(), cover, usedOf(clocks), created, List.of());
    return pack(FrameKind.DATA, header, encoder.encode(buffer, answer ? 0 : from, created));
  }

  /** Ends the cover about half way; false if there is only one thing to tell. */
  private boolean halve() {
    if (buffer.size() > 1) {
      to = buffer.sequence(buffer.size() / 2) - 1;
    } else if (lost.size() > 1) {
      to = lost.get(lost.size() / 2).from() - 1;
    } else {
      return false;
    }
    lost.removeIf(range -> range.from() > to);
    buffer.endAt(to);
    return true;
  }

  private byte[] withoutItsRow(byte[] whole, Created created, Collection<ClockEntry> clocks) {
    long sequence = buffer.sequence(0);
    Lost row = new Lost(sequence, sequence, "");
    buffer.endAt(sequence - 1);
    lost.add((int) lost.stream().filter(range -> range.to() < sequence).count(), row);
    byte[] frame = encode(created, clocks);
    if (frame.length > limit.most()) {
      return whole; // It is not the row's fault.
    }
    givenUp = OptionalLong.of(sequence);
    return frame;
  }

  /**
   * A birth: the last values, at most {@value #MAX_ROWS} of them.
   *
   * @param values of points of the dictionary; those without identity get sequence 0
   */
  public byte[] birth(
      EpochStart epoch,
      Dictionary named,
      List<Observation> values,
      Created created,
      Collection<ClockEntry> clocks,
      List<EpochSpan> spans) {
    begin(epoch, Lane.LIVE, named.hash(), 1);
    ObservationBatch one = new ObservationBatch();
    for (Observation value : values) {
      LastValueRow.load(value, named, one);
      boolean known = value.id() != null;
      buffer.add(
          one,
          0,
          known ? value.id().epoch().bits() : epoch.epoch().bits(),
          known ? value.id().sequence() : 0);
    }
    List<EpochSpan> newest = spans.subList(Math.max(0, spans.size() - MAX_SPANS), spans.size());
    FrameHeader header = header(epoch, null, inForce(clocks), created, newest);
    start = null;
    return pack(FrameKind.BIRTH, header, encoder.encode(buffer, 0, created));
  }

  /** What a broker is to say when the connection ends that is about to be made. */
  public byte[] farewell(EpochStart epoch, String dictionaryHash, Created created) {
    begin(epoch, Lane.LIVE, dictionaryHash, 1);
    FrameHeader header = header(epoch, null, List.of(), created, List.of());
    start = null;
    return pack(FrameKind.FAREWELL, header, encoder.encode(buffer, 0, created));
  }

  /** A dictionary, to be sent before the first frame that names it. */
  public byte[] dictionary(EpochStart epoch, Dictionary told, Created created) {
    begin(epoch, Lane.LIVE, told.hash(), 1);
    FrameHeader header = header(epoch, null, List.of(), created, List.of());
    start = null;
    return packer.pack(
        FrameKind.DICTIONARY, HeaderCodec.write(header).toByteArray(), told.canonical(), signer);
  }

  private FrameHeader header(
      EpochStart epoch,
      @Nullable Range cover,
      List<ClockEntry> clocks,
      Created created,
      List<EpochSpan> spans) {
    return new FrameHeader(
        origin, epoch, lane, cover, lost, dictionary, clocks, created, buffer.size(), spans);
  }

  private byte[] pack(FrameKind kind, FrameHeader header, MessageLite body) {
    return packer.pack(kind, HeaderCodec.write(header).toByteArray(), body.toByteArray(), signer);
  }

  /** Those that rows name, and the newest statement about each clock. */
  private List<ClockEntry> inForce(Collection<ClockEntry> clocks) {
    Map<String, ClockEntry> newest = new HashMap<>();
    clocks.forEach(
        c -> newest.merge(c.clock(), c, (one, other) -> one.id() > other.id() ? one : other));
    return clocks.stream().filter(c -> isUsed(c) || newest.containsValue(c)).toList();
  }

  private List<ClockEntry> usedOf(Collection<ClockEntry> clocks) {
    return clocks.stream().filter(this::isUsed).toList();
  }

  private boolean isUsed(ClockEntry clock) {
    if (clock.topic() == ClockEntry.Topic.ANCHOR) {
      return true;
    }
    ObservationBatch rows = buffer.rows();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.clock(row) == clock.id()) {
        return true;
      }
    }
    return false;
  }

  private EpochStart begun() {
    return Objects.requireNonNull(start, "begin a frame first");
  }

  @Override
  public void close() {
    packer.close();
  }
}
