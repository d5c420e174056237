package dev.penstock.buffer;

import dev.penstock.contract.BatchColumn;

/**
 * The columns of a block of rows, in the order they are stored. A column whose rows are all alike
 * is stored as one value.
 */
enum Column {
  POINT(0, BatchColumn.POINT),
  KIND(1, BatchColumn.KIND),
  TRIGGER(2, BatchColumn.TRIGGER),
  QUALITY(3, BatchColumn.QUALITY),
  BASIS(4, BatchColumn.BASIS),
  TYPE(5, BatchColumn.TYPE),
  FLAGS(6, BatchColumn.FLAGS),
  STATUS(7, BatchColumn.STATUS),
  CLOCK(8, BatchColumn.CLOCK),
  LINEAGE(9, BatchColumn.LINEAGE),
  REVISION(10, BatchColumn.REVISION),
  EVENT(11, BatchColumn.EVENT),
  SOURCE(12, BatchColumn.SOURCE),
  SERVER(13, BatchColumn.SERVER),
  TIME_UNCERTAINTY(14, BatchColumn.TIME_UNCERTAINTY),
  UNCERTAINTY(15, BatchColumn.UNCERTAINTY),
  /** The 64 bits of a short value, the length of a long one. */
  BITS(16, BatchColumn.BITS);

  static final Column[] ALL = values();

  /** Bytes of a row with every column spelled out. */
  static final int WIDEST_ROW = 80;

  /** Its place in a block; stored, so it never changes. */
  final int index;

  final BatchColumn of;
  final int width;

  Column(int index, BatchColumn of) {
    this.index = index;
    this.of = of;
    this.width = of.width();
  }

  int bit() {
    return 1 << index;
  }
}
