package dev.penstock.contract.signing.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree over a log that grows: its root at each length it ever had, and the proofs of RFC 9162.
 * Holds every complete subtree's hash, 64 bytes a record. Not thread-safe.
 */
public final class MerkleTree {

  /** Level 0 holds the leaves, level n the roots of complete subtrees of 2^n leaves. */
  private final List<HashColumn> levels = new ArrayList<>();

  public int size() {
    return levels.isEmpty() ? 0 : levels.get(0).size();
  }

  /** Appends a record by its leaf hash, {@link Hashes#leaf}. */
  public void add(byte[] leafHash) {
    if (leafHash.length != Hashes.BYTES) {
      throw new IllegalArgumentException("a hash has " + Hashes.BYTES + " bytes");
    }
    byte[] hash = leafHash;
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new HashColumn());
      }
      HashColumn column = levels.get(level);
      column.add(hash);
      if (column.size() % 2 == 1) {
        return;
      }
      hash = Hashes.node(column.get(column.size() - 2), hash);
    }
  }

  public byte[] root() {
    return root(size());
  }

  /** The root when the log had this many records. */
  public byte[] root(int size) {
    require(size >= 0 && size <= size(), "no such length: " + size);
    return size == 0 ? Hashes.empty() : hash(0, size);
  }

  /** Proves that a record is in the log of this length; see {@link MerkleProof#includes}. */
  public List<byte[]> inclusion(int index, int size) {
    require(index >= 0 && index < size && size <= size(), "no such record: " + index);
    List<byte[]> proof = new ArrayList<>();
    addPath(index, 0, size, proof);
    return proof;
  }

  /** Proves that the log only grew between two lengths; see {@link MerkleProof#grows}. */
  public List<byte[]> consistency(int from, int to) {
    require(from >= 0 && from <= to && to <= size(), "no such lengths: " + from + ", " + to);
    List<byte[]> proof = new ArrayList<>();
    if (from > 0 && from < to) {
      addSubproof(from, 0, to, true, proof);
    }
    return proof;
  }

  private void addPath(int index, int start, int end, List<byte[]> proof) {
    if (end - start == 1) {
      return;
    }
    int middle = start + split(end - start);
    if (index < middle) {
      addPath(index, start, middle, proof);
      proof.add(hash(middle, end));
    } else {
      addPath(index, middle, end, proof);
      proof.add(hash(start, middle));
    }
  }

  /** {@code known}: whether the verifier has the hash of start..end as the old root. */
  private void addSubproof(int from, int start, int end, boolean known, List<byte[]> proof) {
    if (from == end) {
      if (!known) {
        proof.add(hash(start, end));
      }
      return;
    }
    int middle = start + split(end - start);
    if (from <= middle) {
      addSubproof(from, start, middle, known, proof);
      proof.add(hash(middle, end));
    } else {
      addSubproof(from, middle, end, false, proof);
      proof.add(hash(start, middle));
    }
  }

  /** Of the leaves start..end, where start is a multiple of the smallest power of two to cover. */
  private byte[] hash(int start, int end) {
    int leaves = end - start;
    if (Integer.bitCount(leaves) == 1) {
      int level = Integer.numberOfTrailingZeros(leaves);
      return levels.get(level).get(start >> level);
    }
    int middle = start + split(leaves);
    return Hashes.node(hash(start, middle), hash(middle, end));
  }

  /** The largest power of two below n. */
  private static int split(int n) {
    return Integer.highestOneBit(n - 1);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
