package dev.penstock.contract.signing.log;

import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;

/** Checks proofs about a log, knowing only roots; RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
public final class MerkleProof {

  private MerkleProof() {}

  /** Whether the log with this root and length has this leaf at this index. */
  public static boolean includes(
      byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        hash = Hashes.node(sibling, hash);
        int skipped = risesUntilRight(node);
        node >>= skipped;
        last >>= skipped;
      } else {
        hash = Hashes.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && same(hash, root);
  }

  /** Whether the log with the second root begins with all of the log with the first. */
  public static boolean grows(
      long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> proof) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == 0 || from == to) {
      boolean rootFits = from == to ? same(fromRoot, toRoot) : same(fromRoot, Hashes.empty());
      return proof.isEmpty() && rootFits;
    }
    boolean complete = Long.bitCount(from) == 1;
    Iterator<byte[]> hashes = proof.iterator();
    if (!complete && !hashes.hasNext()) {
      return false;
    }
    return climb(from, fromRoot, to, toRoot, complete ? fromRoot : hashes.next(), hashes);
  }

  private static boolean climb(
      long from, byte[] fromRoot, long to, byte[] toRoot, byte[] seed, Iterator<byte[]> hashes) {
    int skipped = Long.numberOfTrailingZeros(~(from - 1));
    long node = (from - 1) >> skipped;
    long last = (to - 1) >> skipped;
    byte[] old = seed;
    byte[] grown = seed;
    while (hashes.hasNext()) {
      byte[] sibling = hashes.next();
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        old = Hashes.node(sibling, old);
        grown = Hashes.node(sibling, grown);
        int more = risesUntilRight(node);
        node >>= more;
        last >>= more;
      } else {
        grown = Hashes.node(grown, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && same(old, fromRoot) && same(grown, toRoot);
  }

  /** How many levels up a node is its parent's only child, until it is a right one or the root. */
  private static int risesUntilRight(long node) {
    return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
  }

  private static boolean same(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
