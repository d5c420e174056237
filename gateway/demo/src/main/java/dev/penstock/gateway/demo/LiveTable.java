package dev.penstock.gateway.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The points as the twin sees them, as lines of text. */
final class LiveTable {

  private static final String LINE = "  %-22s %12s %-8s %-12s %-24s %s";
  private static final double SECOND = 1e9;

  private LiveTable() {}

  static List<String> lines(List<PointRow> rows, long nowNanos) {
    List<String> lines = new ArrayList<>();
    lines.add(
        LINE.formatted("point at the twin", "value", "unit", "plant within", "quality", "age"));
    rows.forEach(row -> lines.add(line(row, nowNanos)));
    return lines;
  }

  private static String line(PointRow row, long nowNanos) {
    return LINE.formatted(
        row.point(),
        row.value().isEmpty() ? "-" : rounded(row.value()),
        row.unit(),
        row.within(),
        row.quality(),
        age(nowNanos - row.eventNanos()));
  }

  /** One line in place of the table, where lines cannot be replaced. */
  static String brief(List<PointRow> rows, long nowNanos) {
    long newest = rows.stream().mapToLong(PointRow::eventNanos).max().orElse(nowNanos);
    StringBuilder line = new StringBuilder();
    line.append(rows.size())
        .append(" points, newest ")
        .append(age(nowNanos - newest))
        .append(" old");
    rows.stream()
        .filter(row -> row.point().matches(".*/(tank[12]Level|pump1Voltage|no2)"))
        .forEach(row -> line.append(" | ").append(word(row)));
    return line.toString();
  }

  private static String word(PointRow row) {
    return row.point() + " " + rounded(row.value()) + " " + row.unit();
  }

  private static String age(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", Math.max(0, nanos) / SECOND);
  }

  private static String rounded(String value) {
    try {
      return value.indexOf('.') < 0
          ? value
          : String.format(Locale.ROOT, "%.3f", Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
