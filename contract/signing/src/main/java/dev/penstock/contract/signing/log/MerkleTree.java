package dev.penstock.contract.signing.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree over a log that grows: its root at each length it ever had, and the proofs of RFC 9162.
 * Holds every complete subtree's hash, 64 bytes a record. It may go on from the peaks of an earlier
 * length, and then knows nothing of shorter ones. Not thread-safe.
 */
public final class MerkleTree {

  /** Level 0 holds the leaves, level n the roots of complete subtrees of 2^n leaves. */
  private final List<HashColumn> levels = new ArrayList<>();

  private final int first;

  /** Of an empty log. */
  public MerkleTree() {
    this(0, List.of());
  }

  /**
   * Goes on from a log of this length.
   *
   * @param peaks roots of the complete subtrees that it falls into, the largest first
   */
  public MerkleTree(int size, List<byte[]> peaks) {
    require(size >= 0 && peaks.size() == Integer.bitCount(size), "no peaks of " + size);
    this.first = size;
    int next = peaks.size();
    for (int level = 0; size >> level != 0; level++) {
      boolean isPeak = (size >> level) % 2 == 1;
      levels.add(new HashColumn((size >> level) - (isPeak ? 1 : 0)));
      if (isPeak) {
        levels.get(level).add(checked(peaks.get(--next)));
      }
    }
  }

  private static byte[] checked(byte[] hash) {
    require(hash.length == Hashes.BYTES, "a hash has " + Hashes.BYTES + " bytes");
    return hash;
  }

  public int size() {
    return levels.isEmpty() ? 0 : levels.get(0).size();
  }

  /** The shortest length of which it knows the root; the empty one apart. */
  public int first() {
    return first;
  }

  /** From which another tree can go on: as many as the length has ones in binary. */
  public List<byte[]> peaks() {
    List<byte[]> peaks = new ArrayList<>();
    int start = 0;
    for (int level = levels.size() - 1; level >= 0; level--) {
      if ((size() >> level) % 2 == 1) {
        peaks.add(levels.get(level).get(start >> level));
        start += 1 << level;
      }
    }
    return peaks;
  }

  /** Appends a record by its leaf hash, {@link Hashes#leaf}. */
  public void add(byte[] leafHash) {
    byte[] hash = checked(leafHash);
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new HashColumn(0));
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
    require(knows(size), "no such length: " + size);
    return size == 0 ? Hashes.empty() : hash(0, size);
  }

  /** Proves that a record is in the log of this length; see {@link MerkleProof#includes}. */
  public List<byte[]> inclusion(int index, int size) {
    require(index >= first && index < size && size <= size(), "no such record: " + index);
    List<byte[]> proof = new ArrayList<>();
    addPath(index, 0, size, proof);
    return proof;
  }

  /** Proves that the log only grew between two lengths; see {@link MerkleProof#grows}. */
  public List<byte[]> consistency(int from, int to) {
    require(knows(from) && from <= to && to <= size(), "no such lengths: " + from + ", " + to);
    List<byte[]> proof = new ArrayList<>();
    if (from > 0 && from < to) {
      addSubproof(from, 0, to, true, proof);
    }
    return proof;
  }

  private boolean knows(int size) {
    return size == 0 || (size >= first && size <= size());
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
