package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.contract.RangeSet.Range;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeSetTest {

  @Test
  void joinsRangesThatTouch() {
    RangeSet set = new RangeSet();
    set.add(5, 9);
    set.add(1, 3);
    set.add(4, 4);
    assertEquals(List.of(new Range(1, 9)), set.ranges());
  }

  @Test
  void saysHowManyWereNew() {
    RangeSet set = new RangeSet();
    assertEquals(10, set.add(1, 10));
    assertEquals(0, set.add(3, 7));
    assertEquals(5, set.add(6, 15));
    assertEquals(0, set.add(15, 15));
  }

  @Test
  void listsWhatIsMissing() {
    RangeSet set = RangeSet.of(List.of(new Range(3, 4), new Range(8, 8)));
    assertEquals(List.of(new Range(1, 2), new Range(5, 7), new Range(9, 10)), set.missing(1, 10));
    assertEquals(List.of(), set.missing(3, 4));
    assertEquals(List.of(new Range(5, 6)), set.missing(4, 6));
  }

  @Test
  void refusesWhatIsNoRange() {
    RangeSet set = new RangeSet();
    assertThrows(IllegalArgumentException.class, () -> set.add(0, 3));
    assertThrows(IllegalArgumentException.class, () -> set.add(4, 3));
  }

  @Test
  void holdsTheGreatestSequence() {
    RangeSet set = new RangeSet();
    set.add(Long.MAX_VALUE - 1, Long.MAX_VALUE);
    assertEquals(0, set.add(Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(2, set.count());
  }

  @Test
  void agreesWithABitSetOnEverySequenceOfAdditions() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      RangeSet set = new RangeSet();
      BitSet model = new BitSet();
      for (int step = 0; step < 40; step++) {
        int from = 1 + random.nextInt(60);
        int to = from + random.nextInt(12);
        int before = model.cardinality();
        model.set(from, to + 1);
        assertEquals(model.cardinality() - before, set.add(from, to), "seed " + seed);
      }
      assertAgrees(model, set, seed);
    }
  }

  private static void assertAgrees(BitSet model, RangeSet set, long seed) {
    for (int i = 1; i < 80; i++) {
      assertEquals(model.get(i), set.contains(i), "seed " + seed + " at " + i);
      assertEquals(model.nextClearBit(i), set.firstMissing(i), "seed " + seed + " from " + i);
    }
    assertEquals(model.cardinality(), set.count());
    assertEquals(model.length() - 1, set.last());
    RangeSet gaps = RangeSet.of(set.missing(1, 80));
    for (int i = 1; i <= 80; i++) {
      assertTrue(gaps.contains(i) ^ set.contains(i), "seed " + seed + " at " + i);
    }
  }

  @Test
  void aCopyIsIndependent() {
    RangeSet set = new RangeSet();
    set.add(1, 2);
    RangeSet copy = set.copy();
    copy.add(3, 4);
    assertFalse(set.contains(3));
    assertEquals(4, copy.last());
  }
}
