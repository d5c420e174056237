package dev.penstock.buffer;

import dev.penstock.contract.ObservationBatch;

/**
 * The columns of a block of rows, in the order they are stored. A column whose rows are all alike
 * is stored as one value.
 */
enum Column {
  POINT(0, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.point(row);
    }
  },
  KIND(1, 1) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.kind(row).code();
    }
  },
  TRIGGER(2, 1) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.trigger(row).code();
    }
  },
  QUALITY(3, 1) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.quality(row).code();
    }
  },
  BASIS(4, 1) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.basis(row).code();
    }
  },
  TYPE(5, 1) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.type(row).code();
    }
  },
  FLAGS(6, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.flags(row);
    }
  },
  STATUS(7, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.status(row);
    }
  },
  CLOCK(8, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.clock(row);
    }
  },
  LINEAGE(9, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.lineage(row);
    }
  },
  REVISION(10, 4) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.revision(row);
    }
  },
  EVENT(11, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.event(row);
    }
  },
  SOURCE(12, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.source(row);
    }
  },
  SERVER(13, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.server(row);
    }
  },
  TIME_UNCERTAINTY(14, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.timeUncertainty(row);
    }
  },
  UNCERTAINTY(15, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return Double.doubleToRawLongBits(batch.uncertainty(row));
    }
  },
  /** The 64 bits of a short value, the length of a long one. */
  BITS(16, 8) {
    @Override
    long get(ObservationBatch batch, int row) {
      return batch.type(row).isLong() ? batch.length(row) : batch.bits(row);
    }
  };

  static final Column[] ALL = values();

  /** Bytes of a row with every column spelled out. */
  static final int WIDEST_ROW = 80;

  /** Its place in a block; stored, so it never changes. */
  final int index;

  final int width;

  Column(int index, int width) {
    this.index = index;
    this.width = width;
  }

  abstract long get(ObservationBatch batch, int row);

  int bit() {
    return 1 << index;
  }
}
