package dev.penstock.gateway.console;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last minutes of every point, so that a page opened now shows a line at once. Bounded: 8 bytes
 * a sample and point, no more than {@code maxPoints} points; later ones have no past.
 */
final class TrendHistory {

  private final int samples;
  private final int maxPoints;
  private final long[] times;
  private final Map<String, double[]> columns = new HashMap<>();
  private long count;

  TrendHistory(int samples, int maxPoints) {
    this.samples = samples;
    this.maxPoints = maxPoints;
    this.times = new long[samples];
  }

  /** Takes one sample of every point; a point that is stale or has no number leaves a gap. */
  void record(Snapshot snapshot) {
    int slot = (int) (count % samples);
    times[slot] = snapshot.takenAt().toEpochMilli();
    columns.values().forEach(column -> column[slot] = Double.NaN);
    for (PointStatus point : snapshot.plant().points()) {
      double[] column = columnOf(point);
      if (column != null) {
        column[slot] = point.plotted();
      }
    }
    count++;
    if (slot == 0) {
      forgetOthersThan(snapshot.plant().points());
    }
  }

  /**
   * {@code {"times_ms": […], "series": {path: […], …}}}, oldest first; unknown points are left out.
   */
  String json(List<String> paths) {
    JsonText json = new JsonText();
    json.object(
        () -> {
          json.name("times_ms").array(slots(), slot -> json.value(times[slot]));
          json.name("series").object(() -> paths.forEach(path -> series(json, path)));
        });
    return json.toString();
  }

  private void series(JsonText json, String path) {
    double[] column = columns.get(path);
    if (column != null) {
      json.name(path).array(slots(), slot -> json.value(column[slot]));
    }
  }

  private List<Integer> slots() {
    long oldest = Math.max(0, count - samples);
    return LongStream.range(oldest, count).mapToObj(i -> (int) (i % samples)).toList();
  }

  private double @Nullable [] columnOf(PointStatus point) {
    double[] column = columns.get(point.path());
    if (column == null && columns.size() < maxPoints && isDrawable(point)) {
      column = new double[samples];
      Arrays.fill(column, Double.NaN);
      columns.put(point.path(), column);
    }
    return column;
  }

  private static boolean isDrawable(PointStatus point) {
    return switch (point.meaning().type()) {
      case DOUBLE, INT64, BOOL -> true;
      default -> false;
    };
  }

  private void forgetOthersThan(List<PointStatus> points) {
    columns.keySet().retainAll(points.stream().map(PointStatus::path).toList());
  }
}
