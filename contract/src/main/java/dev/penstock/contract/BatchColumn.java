package dev.penstock.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A column of an {@link ObservationBatch}, for who copies it as a whole: row by row, asking for a
 * value costs more than storing it.
 */
public enum BatchColumn {
  POINT(Integer.BYTES),
  KIND(Byte.BYTES),
  TRIGGER(Byte.BYTES),
  QUALITY(Byte.BYTES),
  BASIS(Byte.BYTES),
  TYPE(Byte.BYTES),
  FLAGS(Integer.BYTES),
  STATUS(Integer.BYTES),
  CLOCK(Integer.BYTES),
  LINEAGE(Integer.BYTES),
  REVISION(Integer.BYTES),
  EVENT(Long.BYTES),
  SOURCE(Long.BYTES),
  SERVER(Long.BYTES),
  TIME_UNCERTAINTY(Long.BYTES),
  /** The bits of a double. */
  UNCERTAINTY(Long.BYTES),
  /** Of a long value they mean nothing outside the batch. */
  BITS(Long.BYTES);

  private final int width;

  BatchColumn(int width) {
    this.width = width;
  }

  /** Bytes of a value. */
  public int width() {
    return width;
  }

  /** Whether the rows from..to (exclusive, at least one) all have the same value. */
  public boolean isUniform(ObservationBatch batch, int from, int to) {
    // Each row against the one before.
    Object rows = array(batch);
    if (rows instanceof long[] longs) {
      return Arrays.mismatch(longs, from, to - 1, longs, from + 1, to) < 0;
    }
    if (rows instanceof int[] ints) {
      return Arrays.mismatch(ints, from, to - 1, ints, from + 1, to) < 0;
    }
    byte[] bytes = (byte[]) rows;
    return Arrays.mismatch(bytes, from, to - 1, bytes, from + 1, to) < 0;
  }

  /**
   * Puts the values of the rows from..to (exclusive) into a buffer, in its byte order, and leaves
   * its position alone.
   *
   * @param at index of the first byte
   * @return the index behind the last
   */
  public int copy(ObservationBatch batch, int from, int to, ByteBuffer into, int at) {
    Object rows = array(batch);
    if (rows instanceof long[] longs) {
      for (int row = from; row < to; row++) {
        into.putLong(at + (row - from) * Long.BYTES, longs[row]);
      }
    } else if (rows instanceof int[] ints) {
      for (int row = from; row < to; row++) {
        into.putInt(at + (row - from) * Integer.BYTES, ints[row]);
      }
    } else {
      into.put(at, (byte[]) rows, from, to - from);
    }
    return at + (to - from) * width;
  }

  private Object array(ObservationBatch batch) {
    return switch (this) {
      case POINT -> batch.point;
      case KIND -> batch.kind;
      case TRIGGER -> batch.trigger;
      case QUALITY -> batch.quality;
      case BASIS -> batch.basis;
      case TYPE -> batch.type;
      case FLAGS -> batch.flags;
      case STATUS -> batch.status;
      case CLOCK -> batch.clock;
      case LINEAGE -> batch.lineage;
      case REVISION -> batch.revision;
      case EVENT -> batch.event;
      case SOURCE -> batch.source;
      case SERVER -> batch.server;
      case TIME_UNCERTAINTY -> batch.timeUncertainty;
      case UNCERTAINTY -> batch.uncertainty;
      case BITS -> batch.bits;
    };
  }
}
