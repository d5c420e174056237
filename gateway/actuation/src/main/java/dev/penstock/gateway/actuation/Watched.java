package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Lifecycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The points that decide about one point: itself, its read-back, and every input of its guards. */
final class Watched {

  /** For a point of which no condition says how old it may be. */
  private static final Duration USUAL = Duration.ofSeconds(10);

  private Watched() {}

  static List<String> of(BoundPoint point) {
    Set<String> points = new LinkedHashSet<>();
    points.add(point.point());
    points.add(point.readBack().point());
    point.guards().conditions().map(Condition::point).forEach(points::add);
    Lifecycle lifecycle = point.guards().lifecycle();
    if (lifecycle != null) {
      points.add(lifecycle.point());
    }
    return new ArrayList<>(points);
  }

  /** The strictest age that anything asks of an input. */
  static Duration maxAge(BoundPoint point, String input) {
    List<Duration> ages = new ArrayList<>();
    point
        .guards()
        .conditions()
        .filter(condition -> condition.point().equals(input))
        .map(Condition::maxAge)
        .forEach(ages::add);
    Lifecycle lifecycle = point.guards().lifecycle();
    if (lifecycle != null && lifecycle.point().equals(input)) {
      ages.add(lifecycle.maxAge());
    }
    return ages.stream().min(Duration::compareTo).orElse(USUAL);
  }
}
