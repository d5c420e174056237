package dev.penstock.contract.signing.log;

import java.util.Arrays;

/** A growing row of hashes, one after the other. */
final class HashColumn {

  private byte[] bytes = new byte[16 * Hashes.BYTES];
  private int size;

  int size() {
    return size;
  }

  void add(byte[] hash) {
    int at = size * Hashes.BYTES;
    if (at == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    System.arraycopy(hash, 0, bytes, at, Hashes.BYTES);
    size++;
  }

  byte[] get(int index) {
    int at = index * Hashes.BYTES;
    return Arrays.copyOfRange(bytes, at, at + Hashes.BYTES);
  }
}
