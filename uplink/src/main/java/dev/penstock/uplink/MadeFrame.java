package dev.penstock.uplink;

import dev.penstock.contract.Dictionary;
import dev.penstock.uplink.Coverage.Stretch;

/** A finished frame, about to be sent: its bytes are handed on once, not kept. */
final class MadeFrame {

  private final byte[] bytes;
  private final Stretch cover;
  private final int rows;
  private final Dictionary dictionary;

  MadeFrame(byte[] bytes, Stretch cover, int rows, Dictionary dictionary) {
    this.bytes = bytes;
    this.cover = cover;
    this.rows = rows;
    this.dictionary = dictionary;
  }

  byte[] bytes() {
    return bytes;
  }

  Stretch cover() {
    return cover;
  }

  int rows() {
    return rows;
  }

  /** The one that the frame names. */
  Dictionary dictionary() {
    return dictionary;
  }
}
