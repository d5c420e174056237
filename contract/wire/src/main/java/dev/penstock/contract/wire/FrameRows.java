package dev.penstock.contract.wire;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;

/**
 * The rows of a frame in columns. Read one by loading it into a batch, whose accessors then apply.
 */
public final class FrameRows {

  static final FrameRows NONE = new FrameRows(0);

  final long[] sequence;
  final long[] epoch;
  final int[] point;
  final int[] kind;
  final int[] trigger;
  final int[] type;
  final int[] quality;
  final int[] flags;
  final int[] status;
  final int[] basis;
  final int[] clock;
  final int[] lineage;
  final int[] revision;
  final long[] event;
  final long[] source;
  final long[] server;
  final long[] timeUncertainty;
  final long[] uncertainty;

  /** The 64 bits of a short value, the length of a long one. */
  final long[] bits;

  final int[] contentStart;
  final int[] receipt;
  byte[] content = {};
  long[] receivedWall = {};
  long[] receivedMono = {};
  long[] roundTrip = {};

  FrameRows(int size) {
    sequence = new long[size];
    epoch = new long[size];
    point = new int[size];
    kind = new int[size];
    trigger = new int[size];
    type = new int[size];
    quality = new int[size];
    flags = new int[size];
    status = new int[size];
    basis = new int[size];
    clock = new int[size];
    lineage = new int[size];
    revision = new int[size];
    event = new long[size];
    source = new long[size];
    server = new long[size];
    timeUncertainty = new long[size];
    uncertainty = new long[size];
    bits = new long[size];
    contentStart = new int[size];
    receipt = new int[size];
  }

  public int size() {
    return sequence.length;
  }

  public long sequence(int row) {
    return sequence[row];
  }

  public Epoch epoch(int row) {
    return new Epoch(epoch[row]);
  }

  /** The point's index in the dictionary, or {@link ObservationBatch#NO_POINT}. */
  public int point(int row) {
    return point[row];
  }

  public Kind kind(int row) {
    return Kind.of(kind[row]);
  }

  /** Makes the batch hold this one row, with its identity and receipt. */
  public void load(int row, ObservationBatch into) {
    into.receivedAt(receivedWall[receipt[row]], receivedMono[receipt[row]]);
    into.roundTrip(roundTrip[receipt[row]]);
    into.identify(epoch(row), sequence[row]);
    into.add(point[row], kind(row), Trigger.of(trigger[row]));
    ValueType valueType = ValueType.of(type[row]);
    if (valueType.isLong()) {
      into.putBytes(0, valueType, content, contentStart[row], (int) bits[row]);
    } else {
      into.put(0, valueType, bits[row]);
    }
    into.quality(0, Quality.of(quality[row]));
    into.flags(0, flags[row]);
    into.status(0, status[row]);
    into.uncertainty(0, Double.longBitsToDouble(uncertainty[row]));
    into.stamps(0, source[row], server[row]);
    TimeBasis timeBasis = TimeBasis.of(basis[row]);
    into.resolved(0, event[row], timeBasis, timeUncertainty[row], clock[row]);
    into.lineage(0, lineage[row]);
    into.revision(0, revision[row]);
  }
}
