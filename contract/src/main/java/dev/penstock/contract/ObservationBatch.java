package dev.penstock.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@value #CAPACITY} rows in columns: what the hot path passes on. The driver's thread owns
 * and reuses it; whoever is called copies before it returns. Not thread-safe.
 */
public final class ObservationBatch {

  public static final int CAPACITY = 1024;

  /** A time, or a time uncertainty, that is not known. */
  public static final long ABSENT = Long.MIN_VALUE;

  /** The point index of a row about the stream itself. */
  public static final int NO_POINT = -1;

  /** The clock entry of a row whose clock nothing was ever said about. */
  public static final int NO_CLOCK = 0;

  /** The lineage entry of a row that was not inferred. */
  public static final int NO_LINEAGE = 0;

  private static final long NOT_STATED = Double.doubleToRawLongBits(Double.NaN);
  private static final int LENGTH_BITS = 24;
  private static final int MAX_LENGTH = (1 << LENGTH_BITS) - 1;

  // BatchColumn takes them as a whole.
  final int[] point = new int[CAPACITY];
  final byte[] kind = new byte[CAPACITY];
  final byte[] trigger = new byte[CAPACITY];
  final byte[] quality = new byte[CAPACITY];
  final byte[] basis = new byte[CAPACITY];
  final byte[] type = new byte[CAPACITY];
  final int[] flags = new int[CAPACITY];
  final int[] status = new int[CAPACITY];
  final int[] clock = new int[CAPACITY];
  final int[] lineage = new int[CAPACITY];
  final int[] revision = new int[CAPACITY];
  final long[] event = new long[CAPACITY];
  final long[] source = new long[CAPACITY];
  final long[] server = new long[CAPACITY];
  final long[] timeUncertainty = new long[CAPACITY];
  final long[] bits = new long[CAPACITY];
  final long[] uncertainty = new long[CAPACITY];
  private byte[] bytes = new byte[256];
  private int bytesLength;
  private int size;

  private long receivedWall = ABSENT;
  private long receivedMono = ABSENT;
  private long roundTrip = ABSENT;
  private @Nullable Epoch epoch;
  private long firstSequence;

  /** Leaves out the last rows. */
  public void truncate(int rows) {
    size = Objects.checkIndex(rows, size + 1);
  }

  /** Empties the batch for reuse. */
  public void clear() {
    size = 0;
    bytesLength = 0;
    receivedWall = ABSENT;
    receivedMono = ABSENT;
    roundTrip = ABSENT;
    epoch = null;
    firstSequence = 0;
  }

  /** Empties the batch and stamps its receipt. */
  public ObservationBatch receivedAt(long wall, long mono) {
    clear();
    receivedWall = wall;
    receivedMono = mono;
    return this;
  }

  /**
   * Opens a row: GOOD, no value, no stamps.
   *
   * @param pointIndex of the dictionary, or {@link #NO_POINT}
   * @return the row's index
   */
  public int add(int pointIndex, Kind rowKind, Trigger rowTrigger) {
    if (size == CAPACITY) {
      throw new IllegalStateException("the batch is full: " + CAPACITY + " rows");
    }
    int row = size++;
    point[row] = pointIndex;
    kind[row] = (byte) rowKind.code();
    trigger[row] = (byte) rowTrigger.code();
    quality[row] = (byte) Quality.GOOD.code();
    basis[row] = (byte) TimeBasis.UNKNOWN.code();
    type[row] = (byte) ValueType.NONE.code();
    flags[row] = 0;
    status[row] = 0;
    clock[row] = NO_CLOCK;
    lineage[row] = NO_LINEAGE;
    revision[row] = 0;
    event[row] = ABSENT;
    source[row] = ABSENT;
    server[row] = ABSENT;
    timeUncertainty[row] = ABSENT;
    bits[row] = 0;
    uncertainty[row] = NOT_STATED;
    return row;
  }

  /** Adds a row about the stream itself, with its JSON body. Event time is the batch's receipt. */
  public int addStatement(Kind statement, byte[] body) {
    int row = add(NO_POINT, statement, Trigger.CHANGE);
    putBytes(row, ValueType.BYTES, body, 0, body.length);
    resolved(row, receivedWall, TimeBasis.GATEWAY, ABSENT, NO_CLOCK);
    return row;
  }

  /** Copies one row of another batch, identity and receipt excepted. */
  public int addCopy(ObservationBatch from, int row) {
    int copy = add(from.point[row], from.kind(row), from.trigger(row));
    quality[copy] = from.quality[row];
    basis[copy] = from.basis[row];
    flags[copy] = from.flags[row];
    status[copy] = from.status[row];
    clock[copy] = from.clock[row];
    lineage[copy] = from.lineage[row];
    revision[copy] = from.revision[row];
    event[copy] = from.event[row];
    source[copy] = from.source[row];
    server[copy] = from.server[row];
    timeUncertainty[copy] = from.timeUncertainty[row];
    uncertainty[copy] = from.uncertainty[row];
    if (from.type(row).isLong()) {
      putBytes(copy, from.type(row), from.bytes, from.offset(row), from.length(row));
    } else {
      type[copy] = from.type[row];
      bits[copy] = from.bits[row];
    }
    return copy;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean isFull() {
    return size == CAPACITY;
  }

  // The batch as a whole.

  /** The gateway's wall clock when the batch arrived. */
  public long receivedWall() {
    return receivedWall;
  }

  /** The gateway's monotonic clock when the batch arrived. */
  public long receivedMono() {
    return receivedMono;
  }

  /** Duration of the poll whose answer this is, or {@link #ABSENT}. */
  public long roundTrip() {
    return roundTrip;
  }

  public void roundTrip(long nanos) {
    roundTrip = nanos;
  }

  /** The epoch that journaled it; null before. */
  public @Nullable Epoch epoch() {
    return epoch;
  }

  /** Row 0's sequence; 0 before it was journaled. */
  public long firstSequence() {
    return firstSequence;
  }

  public long sequence(int row) {
    return firstSequence + row;
  }

  /** Called by a journal alone: the identity of the rows. */
  public void identify(Epoch journalEpoch, long first) {
    epoch = journalEpoch;
    firstSequence = first;
  }

  // The columns.

  public int point(int row) {
    return point[row];
  }

  public Kind kind(int row) {
    return Kind.of(kind[row]);
  }

  public Trigger trigger(int row) {
    return Trigger.of(trigger[row]);
  }

  public Quality quality(int row) {
    return Quality.of(quality[row]);
  }

  /** Sets the quality; BAD takes the value away. */
  public void quality(int row, Quality q) {
    quality[row] = (byte) q.code();
    if (q == Quality.BAD) {
      type[row] = (byte) ValueType.NONE.code();
      bits[row] = 0;
    }
  }

  public int flags(int row) {
    return flags[row];
  }

  public void flags(int row, int set) {
    flags[row] = set;
  }

  public void addFlag(int row, Flag flag) {
    flags[row] |= flag.mask();
  }

  public int status(int row) {
    return status[row];
  }

  /** Sets the raw status code alone; {@link #judge} also derives quality and flags. */
  public void status(int row, int code) {
    status[row] = code;
  }

  /** Sets the raw status code and what follows from it. A BAD code takes the value away. */
  public void judge(int row, int code) {
    status[row] = code;
    flags[row] |= StatusCodes.flags(code);
    quality(row, StatusCodes.quality(code));
  }

  public TimeBasis basis(int row) {
    return TimeBasis.of(basis[row]);
  }

  public int clock(int row) {
    return clock[row];
  }

  public long event(int row) {
    return event[row];
  }

  /** Sets the resolved event time and what it rests on. */
  public void resolved(int row, long eventTime, TimeBasis b, long eventUncertainty, int clockId) {
    event[row] = eventTime;
    basis[row] = (byte) b.code();
    timeUncertainty[row] = eventUncertainty;
    clock[row] = clockId;
  }

  public long source(int row) {
    return source[row];
  }

  public long server(int row) {
    return server[row];
  }

  /** Sets the raw stamps; {@link #ABSENT} where there is none. */
  public void stamps(int row, long sourceTime, long serverTime) {
    source[row] = sourceTime;
    server[row] = serverTime;
  }

  public long timeUncertainty(int row) {
    return timeUncertainty[row];
  }

  /** Standard uncertainty of the value in its unit; NaN when not stated. */
  public double uncertainty(int row) {
    return Double.longBitsToDouble(uncertainty[row]);
  }

  public void uncertainty(int row, double standardUncertainty) {
    uncertainty[row] = Double.doubleToRawLongBits(standardUncertainty);
  }

  public int lineage(int row) {
    return lineage[row];
  }

  public void lineage(int row, int entry) {
    lineage[row] = entry;
  }

  public int revision(int row) {
    return revision[row];
  }

  public void revision(int row, int number) {
    revision[row] = number;
  }

  public ValueType type(int row) {
    return ValueType.of(type[row]);
  }

  /** The 64 bits of a short value; of a long one, meaningless outside this batch. */
  public long bits(int row) {
    return bits[row];
  }

  public double number(int row) {
    return type(row) == ValueType.DOUBLE ? Double.longBitsToDouble(bits[row]) : bits[row];
  }

  public void put(int row, double value) {
    put(row, ValueType.DOUBLE, Double.doubleToRawLongBits(value));
  }

  public void put(int row, long value) {
    put(row, ValueType.INT64, value);
  }

  public void put(int row, boolean value) {
    put(row, ValueType.BOOL, value ? 1 : 0);
  }

  /** Sets a short value by its 64 bits. */
  public void put(int row, ValueType shortType, long valueBits) {
    type[row] = (byte) shortType.code();
    bits[row] = valueBits;
  }

  public void put(int row, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    putBytes(row, ValueType.STRING, utf8, 0, utf8.length);
  }

  public void put(int row, Value value) {
    if (value.type().isLong()) {
      byte[] content = value.bytes();
      putBytes(row, value.type(), content, 0, content.length);
    } else {
      put(row, value.type(), value.bits());
    }
  }

  /** Sets a long value from a slice. */
  public void putBytes(int row, ValueType longType, byte[] from, int start, int count) {
    if (count > MAX_LENGTH) {
      throw new IllegalArgumentException(count + " bytes are more than a value may have");
    }
    if (bytesLength + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, bytesLength + count));
    }
    System.arraycopy(from, start, bytes, bytesLength, count);
    type[row] = (byte) longType.code();
    bits[row] = ((long) bytesLength << LENGTH_BITS) | count;
    bytesLength += count;
  }

  /** Bytes of all long values; 0 says that there are none, or only empty ones. */
  public int longBytes() {
    return bytesLength;
  }

  /** Length in bytes of a long value. */
  public int length(int row) {
    return (int) (bits[row] & MAX_LENGTH);
  }

  /** Appends a long value's bytes to a buffer. */
  public void copyBytes(int row, ByteBuffer to) {
    to.put(bytes, offset(row), length(row));
  }

  /** A long value's bytes. */
  public byte[] bytes(int row) {
    return Arrays.copyOfRange(bytes, offset(row), offset(row) + length(row));
  }

  public @Nullable Value value(int row) {
    ValueType t = type(row);
    if (t == ValueType.NONE) {
      return null;
    }
    return Value.stored(t, bits[row], t.isLong() ? bytes(row) : new byte[0]);
  }

  /** The one-row view. */
  public Observation observation(int row, String gateway, Dictionary dictionary) {
    Epoch e = epoch;
    return new Observation(
        e == null ? null : new ObservationId(gateway, e, sequence(row)),
        point[row] == NO_POINT ? "" : dictionary.at(point[row]).point(),
        kind(row),
        trigger(row),
        value(row),
        new Observation.Judgement(quality(row), flags[row], status[row], uncertainty(row)),
        new Observation.Times(
            event[row],
            basis(row),
            timeUncertainty[row],
            source[row],
            server[row],
            receivedWall,
            receivedMono,
            clock[row]));
  }

  private int offset(int row) {
    return (int) (bits[row] >>> LENGTH_BITS);
  }
}
