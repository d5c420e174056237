package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are exported: of a window of event times, of some points. Rows about the stream
 * itself, such as losses, always are, if they lie in the window. Remembers which points it met.
 */
final class RowChoice {

  private final long from;
  private final long to;
  private final List<String> points;
  private final Set<String> unmet;
  private @Nullable Dictionary asked;
  private boolean[] chosen = {};

  /**
   * @param from ns, included
   * @param to ns, not included
   * @param points empty for all
   */
  RowChoice(long from, long to, List<String> points) {
    this.from = from;
    this.to = to;
    this.points = List.copyOf(points);
    this.unmet = new TreeSet<>(points);
  }

  boolean isInWindow(long event) {
    boolean all = from == Long.MIN_VALUE && to == Long.MAX_VALUE;
    return all || (event != ObservationBatch.ABSENT && event >= from && event < to);
  }

  boolean isChosen(ObservationBatch batch, int row, Dictionary dictionary) {
    int point = batch.point(row);
    if (point == ObservationBatch.NO_POINT || points.isEmpty()) {
      return true;
    }
    if (asked != dictionary) {
      ask(dictionary);
    }
    return chosen[point];
  }

  private void ask(Dictionary dictionary) {
    asked = dictionary;
    chosen = new boolean[dictionary.size()];
    for (String point : points) {
      if (dictionary.contains(point)) {
        chosen[dictionary.indexOf(point)] = true;
        unmet.remove(point);
      }
    }
  }

  /** Points that were asked for, and of which no row was read. */
  Set<String> unmet() {
    return Set.copyOf(unmet);
  }

  /** What is asked for, in one line; empty if that is everything. */
  String pointsText() {
    return String.join(",", new TreeSet<>(points));
  }
}
