package dev.penstock.contract.signing.log;

import java.util.Arrays;

/** A growing row of hashes, one after the other; the first ones may have been left out. */
final class HashColumn {

  private final int first;
  private byte[] bytes = new byte[16 * Hashes.BYTES];
  private int size;

  /**
   * An empty row.
   *
   * @param first how many are left out
   */
  HashColumn(int first) {
    this.first = first;
    this.size = first;
  }

  /** Those left out count. */
  int size() {
    return size;
  }

  void add(byte[] hash) {
    int at = (size - first) * Hashes.BYTES;
    if (at == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    System.arraycopy(hash, 0, bytes, at, Hashes.BYTES);
    size++;
  }

  byte[] get(int index) {
    int at = (index - first) * Hashes.BYTES;
    return Arrays.copyOfRange(bytes, at, at + Hashes.BYTES);
  }
}
