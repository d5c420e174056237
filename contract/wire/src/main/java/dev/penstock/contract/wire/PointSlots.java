package dev.penstock.contract.wire;

import java.util.Arrays;

/**
 * Numbers the points of a frame in the order in which they first appear, so that "the previous row
 * of the same point" is an array look-up. Reusable; never holds more than it was made for.
 */
final class PointSlots {

  private final int[] points;
  private final int[] slots;
  private int count;

  /**
   * @param capacity most rows of a frame
   */
  PointSlots(int capacity) {
    int size = Integer.highestOneBit(Math.max(1, capacity)) << 2;
    points = new int[size];
    slots = new int[size];
  }

  void clear() {
    Arrays.fill(slots, 0);
    count = 0;
  }

  int count() {
    return count;
  }

  /** The number of a point; the next free one if it was not seen yet. */
  int of(int point) {
    int mask = points.length - 1;
    int at = (point * 0x9E3779B1) >>> 7 & mask;
    while (slots[at] != 0) {
      if (points[at] == point) {
        return slots[at] - 1;
      }
      at = at + 1 & mask;
    }
    points[at] = point;
    slots[at] = ++count;
    return count - 1;
  }
}
