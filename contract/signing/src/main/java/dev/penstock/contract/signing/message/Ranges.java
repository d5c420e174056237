package dev.penstock.contract.signing.message;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.json.Fields;

/** How sequences and epochs travel. */
final class Ranges {

  private static final int EPOCH_BYTES = 8;

  private Ranges() {}

  static Epoch epoch(Fields in) {
    return Epoch.parse(in.hex("epoch", EPOCH_BYTES));
  }

  static Range range(Fields in) {
    return new Range(in.int64("from"), in.int64("to"));
  }

  static void write(Range range, JsonWriter out) {
    out.field("from", range.from()).field("to", range.to());
  }
}
