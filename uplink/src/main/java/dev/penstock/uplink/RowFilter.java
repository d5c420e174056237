package dev.penstock.uplink;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows an uplink carries: the sharing contract it serves. Rows about the stream itself always
 * pass. Remembers its answers for the dictionary last asked about; belongs to one thread.
 */
final class RowFilter {

  private final List<String> points;
  private final List<String> classes;
  private final List<RowKind> kinds;
  private final Pattern pattern;
  private @Nullable Dictionary asked;
  private boolean[] passes = {};

  RowFilter(List<String> points, List<String> classes, List<RowKind> kinds) {
    this.points = List.copyOf(points);
    this.classes = List.copyOf(classes);
    this.kinds = List.copyOf(kinds);
    this.pattern =
        Pattern.compile(points.stream().map(RowFilter::regex).collect(Collectors.joining("|")));
  }

  static void check(List<String> points) {
    for (String point : points) {
      if (!point.matches("[A-Za-z0-9_*-]{1,64}/[A-Za-z0-9_*-]{1,63}")) {
        throw new IllegalArgumentException(
            "points: \"" + point + "\" must be device/point, with * for anything");
      }
    }
  }

  private static String regex(String glob) {
    return Stream.of(glob.split("\\*", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^/]*"));
  }

  /** Hex; empty when everything passes. The same filter has the same digest everywhere. */
  String digest() {
    if (points.isEmpty() && classes.isEmpty() && kinds.isEmpty()) {
      return "";
    }
    JsonWriter json = new JsonWriter().object().key("points").array();
    points.stream().sorted().forEach(json::text);
    json.endArray().key("classes").array();
    classes.stream().sorted().forEach(json::text);
    json.endArray().key("kinds").array();
    kinds.stream().map(RowKind::name).sorted().forEach(json::text);
    String text = json.endArray().endObject().toString();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean passes(ObservationBatch batch, int row, Dictionary dictionary) {
    int point = batch.point(row);
    Kind kind = batch.kind(row);
    return kind.aboutTheStream()
        || (RowKind.passes(kinds, kind)
            && (point == ObservationBatch.NO_POINT || passes(point, dictionary)));
  }

  /** Whether a last value passes. */
  boolean passes(Observation value, int point, Dictionary dictionary) {
    return RowKind.passes(kinds, value.kind()) && passes(point, dictionary);
  }

  private boolean passes(int point, Dictionary dictionary) {
    if (asked != dictionary) {
      ask(dictionary);
    }
    return point < passes.length && passes[point];
  }

  private void ask(Dictionary dictionary) {
    passes = new boolean[dictionary.size()];
    for (int i = 0; i < passes.length; i++) {
      PointDescriptor point = dictionary.at(i);
      passes[i] =
          (points.isEmpty() || pattern.matcher(point.point()).matches())
              && (classes.isEmpty() || classes.contains(point.dataClass()));
    }
    asked = dictionary;
  }
}
