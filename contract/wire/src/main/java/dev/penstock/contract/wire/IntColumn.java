package dev.penstock.contract.wire;

import dev.penstock.contract.wire.schema.FrameSchema.Ints;
import java.util.Arrays;

/** One integer a row, as values or as runs. */
final class IntColumn {

  private IntColumn() {}

  /** The first {@code count} numbers; the default instance if all are 0. */
  static Ints pack(long[] numbers, int count) {
    int runs = runs(numbers, count);
    if (runs == 0 || (runs == 1 && numbers[0] == 0)) {
      return Ints.getDefaultInstance();
    }
    Ints.Builder ints = Ints.newBuilder();
    if (runs * 2 > count) {
      for (int i = 0; i < count; i++) {
        ints.addValue(numbers[i]);
      }
      return ints.build();
    }
    int start = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || numbers[i] != numbers[start]) {
        ints.addValue(numbers[start]).addRun(i - start);
        start = i;
      }
    }
    return ints.build();
  }

  private static int runs(long[] numbers, int count) {
    int runs = count == 0 ? 0 : 1;
    for (int i = 1; i < count; i++) {
      runs += numbers[i] == numbers[i - 1] ? 0 : 1;
    }
    return runs;
  }

  /** Fills the first {@code count} numbers. */
  static void unpack(Ints ints, int count, long[] into) throws FrameException {
    int values = ints.getValueCount();
    if (values == 0 && ints.getRunCount() == 0) {
      Arrays.fill(into, 0, count, 0);
    } else if (ints.getRunCount() == 0) {
      check(values == count);
      for (int i = 0; i < count; i++) {
        into[i] = ints.getValue(i);
      }
    } else {
      check(values == ints.getRunCount());
      int at = 0;
      for (int i = 0; i < values; i++) {
        int run = ints.getRun(i);
        check(run > 0 && run <= count - at);
        Arrays.fill(into, at, at + run, ints.getValue(i));
        at += run;
      }
      check(at == count);
    }
  }

  private static void check(boolean holds) throws FrameException {
    if (!holds) {
      throw FrameException.malformed("a column does not have one number a row");
    }
  }
}
