package dev.penstock.gateway.actuation;

import java.util.Comparator;
import java.util.List;

/**
 * How far an order came through the gates under one grant.
 *
 * @param passed gates that let it through before the first that did not
 * @param finding YES if all did
 */
record Passage(Case c, int passed, Finding finding) {

  /**
   * Any one grant that lets it through is enough. If none does, the one under which it came
   * furthest tells what to do next; the earlier one of two.
   */
  static Passage best(List<Passage> passages) {
    return passages.stream()
        .max(Comparator.comparingInt(Passage::passed))
        .orElseThrow(() -> new IllegalArgumentException("nothing was tried"));
  }

  /** What a lease rests on that is opened by it. */
  Lease.Claim claim() {
    return new Lease.Claim(c.order(), c.permit().terms().hold().pulse());
  }

  boolean isYes() {
    return finding.isYes();
  }
}
