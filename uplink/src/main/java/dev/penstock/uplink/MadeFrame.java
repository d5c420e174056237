package dev.penstock.uplink;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.uplink.Coverage.Stretch;
import java.util.List;

/** A finished frame, about to be sent: its bytes are handed on once, not kept. */
final class MadeFrame {

  private final byte[] bytes;
  private final Stretch cover;
  private final RangeSet told;
  private final int rows;
  private final Dictionary dictionary;
  private final boolean answer;

  private MadeFrame(
      byte[] bytes, Stretch cover, RangeSet told, int rows, Dictionary dictionary, boolean answer) {
    this.bytes = bytes;
    this.cover = cover;
    this.told = told;
    this.rows = rows;
    this.dictionary = dictionary;
    this.answer = answer;
  }

  MadeFrame(byte[] bytes, Stretch cover, int rows, Dictionary dictionary) {
    this(bytes, cover, RangeSet.of(List.of(cover.range())), rows, dictionary, false);
  }

  /**
   * An answer to a replay, which is sent once: who misses it asks again.
   *
   * @param told what it speaks of
   */
  static MadeFrame answer(
      byte[] bytes, EpochStart epoch, RangeSet told, int rows, Dictionary dictionary) {
    List<Range> ranges = told.ranges();
    Stretch span = new Stretch(epoch, ranges.get(0).from(), ranges.get(ranges.size() - 1).to());
    return new MadeFrame(bytes, span, told, rows, dictionary, true);
  }

  byte[] bytes() {
    return bytes;
  }

  /** What it covers; of an answer, what lies between its first and its last row. */
  Stretch cover() {
    return cover;
  }

  /** The sequences that it speaks of. */
  RangeSet told() {
    return told;
  }

  boolean isAnswer() {
    return answer;
  }

  int rows() {
    return rows;
  }

  /** The one that the frame names. */
  Dictionary dictionary() {
    return dictionary;
  }
}
