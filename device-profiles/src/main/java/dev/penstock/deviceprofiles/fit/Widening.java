package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.vocabulary.PointType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A type that holds everything another one does. */
record Widening(PointType from, PointType to) implements Executable {

  private static final Map<PointType, Set<PointType>> WIDER =
      Map.of(
          PointType.INT64, Set.of(PointType.DOUBLE),
          PointType.BOOL, Set.of(PointType.INT64, PointType.STRING));

  /** Every integer up to here is exact as a double. */
  private static final long EXACT = 1L << 53;

  static boolean isWider(PointType from, PointType to) {
    return WIDER.getOrDefault(from, Set.of()).contains(to);
  }

  Adaptation adaptation() {
    Map<String, String> params = Map.of("from", from.word(), "to", to.word());
    return Adaptation.of("widen", params, to == PointType.DOUBLE ? "integers beyond 2^53" : "");
  }

  @Override
  public List<Vector> run() {
    List<Vector> vectors = new ArrayList<>();
    if (from == PointType.BOOL) {
      for (boolean value : new boolean[] {false, true}) {
        vectors.add(Vector.of("round trip", value, narrow(widen(value)), value));
      }
    } else {
      for (long value : new long[] {-EXACT, -1, 0, 1, EXACT}) {
        vectors.add(Vector.of("round trip", value, (long) widen(value), value));
      }
    }
    return vectors;
  }

  private static double widen(long value) {
    return value;
  }

  private Object widen(boolean value) {
    return to == PointType.STRING ? Boolean.toString(value) : (Object) (value ? 1L : 0L);
  }

  private static boolean narrow(Object value) {
    return value.equals(1L) || value.equals("true");
  }
}
