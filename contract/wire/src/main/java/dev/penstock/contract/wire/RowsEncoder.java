package dev.penstock.contract.wire;

import com.google.protobuf.ByteString;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import dev.penstock.contract.wire.schema.FrameSchema.Rows;
import dev.penstock.contract.wire.schema.FrameSchema.Stamps;
import dev.penstock.contract.wire.schema.FrameSchema.Times;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes rows as columns. Reusable, not thread-safe. */
final class RowsEncoder {

  private static final long[] TICKS = {1_000_000_000, 1_000_000, 1_000, 100, 1};

  /** A number of a row. */
  @FunctionalInterface
  private interface Column {
    long at(int row);
  }

  private final PointSlots points = new PointSlots(ObservationBatch.CAPACITY);
  private final int[] slot = new int[ObservationBatch.CAPACITY];
  private final int[] form = new int[ObservationBatch.CAPACITY];
  private final long[] previous = new long[ObservationBatch.CAPACITY];
  private final long[] scratch = new long[ObservationBatch.CAPACITY];

  /**
   * @param from the first sequence of the cover; 0 in a birth
   */
  Rows encode(RowBuffer buffer, long from, FrameHeader.Created created) {
    ObservationBatch rows = buffer.rows();
    int count = rows.size();
    Rows.Builder out = Rows.newBuilder();
    number(rows);
    perRow(count, 0, rows::point, out::setPoint);
    // What a row is ahead of a count that starts at the cover.
    perRow(count, from, r -> buffer.sequence(r) - r, out::setSequence);
    perRow(count, buffer.headerEpoch(), buffer::epoch, out::setEpoch);
    out.setEvent(times(rows));
    stamps(rows, rows::source, out::setSource);
    stamps(rows, rows::server, out::setServer);
    perPoint(count, r -> rows.kind(r).code(), out::setKind);
    perPoint(count, r -> rows.trigger(r).code(), out::setTrigger);
    perPoint(count, r -> rows.type(r).code(), out::setType);
    perPoint(count, r -> rows.quality(r).code(), out::setQuality);
    perPoint(count, rows::flags, out::setFlags);
    perPoint(count, rows::status, out::setStatus);
    perPoint(count, r -> rows.basis(r).code(), out::setBasis);
    perPoint(count, rows::clock, out::setClock);
    perPoint(count, rows::lineage, out::setLineage);
    perPoint(count, rows::revision, out::setRevision);
    perPoint(count, rows::timeUncertainty, out::setTimeUncertainty);
    perPoint(count, r -> Double.doubleToRawLongBits(rows.uncertainty(r)), out::setUncertainty);
    doubles(rows, out);
    integers(rows, out);
    contents(rows, out);
    buffer.receipts().write(out, created);
    return out.build();
  }

  private void number(ObservationBatch rows) {
    points.clear();
    for (int row = 0; row < rows.size(); row++) {
      slot[row] = points.of(rows.point(row));
    }
  }

  private void perRow(int count, long before, Column column, Consumer<Ints> out) {
    long last = before;
    for (int row = 0; row < count; row++) {
      long number = column.at(row);
      scratch[row] = number - last;
      last = number;
    }
    put(count, out);
  }

  private void perPoint(int count, Column column, Consumer<Ints> out) {
    Arrays.fill(previous, 0, points.count(), 0);
    for (int row = 0; row < count; row++) {
      long number = column.at(row);
      scratch[row] = number - previous[slot[row]];
      previous[slot[row]] = number;
    }
    put(count, out);
  }

  private void put(int count, Consumer<Ints> out) {
    Ints ints = IntColumn.pack(scratch, count);
    if (ints.getValueCount() > 0) {
      out.accept(ints);
    }
  }

  private Times times(ObservationBatch rows) {
    int count = rows.size();
    long base = count == 0 ? 0 : rows.event(0);
    long last = base;
    for (int row = 0; row < count; row++) {
      scratch[row] = rows.event(row) - last;
      last = rows.event(row);
    }
    return Times.newBuilder()
        .setBase(base)
        .setTick(divide(count))
        .setDelta(IntColumn.pack(scratch, count))
        .build();
  }

  private void stamps(ObservationBatch rows, Column stamp, Consumer<Stamps> out) {
    Stamps.Builder stamps = Stamps.newBuilder();
    int present = 0;
    for (int row = 0; row < rows.size(); row++) {
      scratch[row] = stamp.at(row) == ObservationBatch.ABSENT ? 0 : 1;
      present += (int) scratch[row];
    }
    if (present == 0) {
      return;
    }
    stamps.setPresent(IntColumn.pack(scratch, rows.size()));
    int at = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (stamp.at(row) != ObservationBatch.ABSENT) {
        scratch[at++] = rows.event(row) - stamp.at(row);
      }
    }
    stamps.setTick(divide(present));
    out.accept(stamps.setOffset(IntColumn.pack(scratch, present)).build());
  }

  /** Divides all numbers by the greatest tick that leaves no rest. */
  private long divide(int count) {
    int candidate = 0;
    for (int i = 0; i < count; i++) {
      while (scratch[i] % TICKS[candidate] != 0) {
        candidate++;
      }
    }
    long tick = TICKS[candidate];
    for (int i = 0; i < count && tick > 1; i++) {
      scratch[i] /= tick;
    }
    return tick;
  }

  private void doubles(ObservationBatch rows, Rows.Builder out) {
    if (!choose(rows)) {
      return;
    }
    Arrays.fill(previous, 0, points.count(), 0);
    boolean[] told = new boolean[points.count()];
    for (int row = 0; row < rows.size(); row++) {
      if (rows.type(row) != ValueType.DOUBLE) {
        continue;
      }
      int of = slot[row];
      if (!told[of]) {
        told[of] = true;
        out.addForm(form[of]);
      }
      long mantissa = DoubleForm.mantissa(rows.bits(row), form[of]);
      if (form[of] == DoubleForm.RAW64) {
        out.addWide(mantissa ^ previous[of]);
      } else if (form[of] == DoubleForm.RAW32) {
        out.addNarrow(mantissa ^ previous[of]);
      } else {
        out.addNarrow(mantissa - previous[of]);
      }
      previous[of] = mantissa;
    }
  }

  /** Chooses the form of every point with doubles; false if there is none. */
  private boolean choose(ObservationBatch rows) {
    boolean any = false;
    Arrays.fill(form, 0, points.count(), 0);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.type(row) == ValueType.DOUBLE) {
        any = true;
        form[slot[row]] = DoubleForm.fit(rows.bits(row), form[slot[row]]);
      }
    }
    // What fitted few digits may be too great for the many that a later value needed.
    for (int row = 0; row < rows.size() && any; row++) {
      if (rows.type(row) == ValueType.DOUBLE && !DoubleForm.fits(rows.bits(row), form[slot[row]])) {
        form[slot[row]] = DoubleForm.RAW64;
      }
    }
    return any;
  }

  private void integers(ObservationBatch rows, Rows.Builder out) {
    Arrays.fill(previous, 0, points.count(), 0);
    for (int row = 0; row < rows.size(); row++) {
      if (rows.type(row) == ValueType.INT64 || rows.type(row) == ValueType.BOOL) {
        out.addInteger(rows.bits(row) - previous[slot[row]]);
        previous[slot[row]] = rows.bits(row);
      }
    }
  }

  private static void contents(ObservationBatch rows, Rows.Builder out) {
    int total = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.type(row).isLong()) {
        out.addLength(rows.length(row));
        total += rows.length(row);
      }
    }
    if (total > 0) {
      ByteBuffer all = ByteBuffer.allocate(total);
      for (int row = 0; row < rows.size(); row++) {
        if (rows.type(row).isLong()) {
          rows.copyBytes(row, all);
        }
      }
      out.setContent(ByteString.copyFrom(all.flip()));
    }
  }
}
