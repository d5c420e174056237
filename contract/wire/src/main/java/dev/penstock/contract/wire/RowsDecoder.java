package dev.penstock.contract.wire;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import dev.penstock.contract.wire.schema.FrameSchema.Stamps;
import dev.penstock.contract.wire.schema.FrameSchema.Times;
import java.util.Arrays;

/** Reads columns back into rows. Serves one frame; trusts nothing in it. */
final class RowsDecoder {

  private final Rows in;
  private final int count;
  private final FrameRows rows;
  private final PointSlots points;
  private final int[] slot;
  private final long[] previous;
  private final long[] scratch;

  private RowsDecoder(Rows in, int count) {
    this.in = in;
    this.count = count;
    this.rows = new FrameRows(count);
    this.points = new PointSlots(count);
    this.slot = new int[count];
    this.previous = new long[count];
    this.scratch = new long[count];
  }

  static FrameRows decode(Rows in, FrameHeader header) throws FrameException {
    RowsDecoder decoder = new RowsDecoder(in, header.rows());
    decoder.identity(header);
    decoder.times();
    decoder.codes();
    decoder.doubles();
    decoder.integers();
    decoder.contents();
    Receipts.read(in, decoder.rows, header.created());
    return decoder.rows;
  }

  private void identity(FrameHeader header) throws FrameException {
    IntColumn.unpack(in.getPoint(), count, scratch);
    long point = 0;
    for (int row = 0; row < count; row++) {
      point += scratch[row];
      if (point < ObservationBatch.NO_POINT || point > Integer.MAX_VALUE) {
        throw FrameException.malformed("a row names point " + point);
      }
      rows.point[row] = (int) point;
      slot[row] = points.of((int) point);
    }
    long before = header.cover() == null ? -1 : header.cover().from() - 1;
    IntColumn.unpack(in.getSequence(), count, scratch);
    for (int row = 0; row < count; row++) {
      before += scratch[row] + 1;
      rows.sequence[row] = before;
    }
    long epoch = header.epoch().bits();
    IntColumn.unpack(in.getEpoch(), count, scratch);
    for (int row = 0; row < count; row++) {
      epoch += scratch[row];
      rows.epoch[row] = epoch;
    }
  }

  private void times() throws FrameException {
    Times times = in.getEvent();
    IntColumn.unpack(times.getDelta(), count, scratch);
    long time = times.getBase();
    for (int row = 0; row < count; row++) {
      time += times.getTick() * scratch[row];
      rows.event[row] = time;
    }
    stamps(in.getSource(), rows.source);
    stamps(in.getServer(), rows.server);
  }

  private void stamps(Stamps stamps, long[] into) throws FrameException {
    IntColumn.unpack(stamps.getPresent(), count, scratch);
    int present = 0;
    for (int row = 0; row < count; row++) {
      into[row] = scratch[row] == 1 ? 0 : ObservationBatch.ABSENT;
      present += scratch[row] == 1 ? 1 : 0;
    }
    IntColumn.unpack(stamps.getOffset(), present, scratch);
    int at = 0;
    for (int row = 0; row < count; row++) {
      if (into[row] != ObservationBatch.ABSENT) {
        into[row] = rows.event[row] - stamps.getTick() * scratch[at++];
      }
    }
  }

  private void codes() throws FrameException {
    codes(in.getKind(), rows.kind);
    codes(in.getTrigger(), rows.trigger);
    codes(in.getType(), rows.type);
    codes(in.getQuality(), rows.quality);
    codes(in.getFlags(), rows.flags);
    codes(in.getStatus(), rows.status);
    codes(in.getBasis(), rows.basis);
    codes(in.getClock(), rows.clock);
    codes(in.getLineage(), rows.lineage);
    codes(in.getRevision(), rows.revision);
    perPoint(in.getTimeUncertainty(), rows.timeUncertainty);
    perPoint(in.getUncertainty(), rows.uncertainty);
  }

  private void codes(Ints ints, int[] into) throws FrameException {
    perPoint(ints, scratch);
    for (int row = 0; row < count; row++) {
      into[row] = (int) scratch[row];
    }
  }

  private void perPoint(Ints ints, long[] into) throws FrameException {
    forget();
    IntColumn.unpack(ints, count, into);
    for (int row = 0; row < count; row++) {
      into[row] += previous[slot[row]];
      previous[slot[row]] = into[row];
    }
  }

  private void doubles() throws FrameException {
    forget();
    int[] form = new int[points.count()];
    int forms = 0;
    int narrow = 0;
    int wide = 0;
    for (int row = 0; row < count; row++) {
      if (rows.type[row] != ValueType.DOUBLE.code()) {
        continue;
      }
      int of = slot[row];
      if (form[of] == 0) {
        form[of] = 1 + knownForm(forms++);
      }
      int f = form[of] - 1;
      boolean isWide = f == DoubleForm.RAW64;
      long number = isWide ? wide(wide++) : narrow(narrow++);
      previous[of] = f >= DoubleForm.RAW32 ? previous[of] ^ number : previous[of] + number;
      rows.bits[row] = DoubleForm.bits(previous[of], f);
    }
    if (forms != in.getFormCount() || narrow != in.getNarrowCount() || wide != in.getWideCount()) {
      throw FrameException.malformed("more double values than rows");
    }
  }

  private int knownForm(int index) throws FrameException {
    if (index >= in.getFormCount() || !DoubleForm.isKnown(in.getForm(index))) {
      throw FrameException.malformed("double values of no known form");
    }
    return in.getForm(index);
  }

  private long narrow(int index) throws FrameException {
    check(index < in.getNarrowCount());
    return in.getNarrow(index);
  }

  private long wide(int index) throws FrameException {
    check(index < in.getWideCount());
    return in.getWide(index);
  }

  private void integers() throws FrameException {
    forget();
    int at = 0;
    for (int row = 0; row < count; row++) {
      if (rows.type[row] == ValueType.INT64.code() || rows.type[row] == ValueType.BOOL.code()) {
        check(at < in.getIntegerCount());
        previous[slot[row]] += in.getInteger(at++);
        rows.bits[row] = previous[slot[row]];
      }
    }
    check(at == in.getIntegerCount());
  }

  private void contents() throws FrameException {
    rows.content = in.getContent().toByteArray();
    int at = 0;
    int start = 0;
    for (int row = 0; row < count; row++) {
      if (ValueType.of(rows.type[row]).isLong()) {
        check(at < in.getLengthCount());
        int length = in.getLength(at++);
        check(length >= 0 && length <= rows.content.length - start);
        rows.contentStart[row] = start;
        rows.bits[row] = length;
        start += length;
      }
    }
    check(at == in.getLengthCount() && start == rows.content.length);
  }

  private void forget() {
    Arrays.fill(previous, 0);
  }

  private static void check(boolean holds) throws FrameException {
    if (!holds) {
      throw FrameException.malformed("values and rows do not match");
    }
  }
}
