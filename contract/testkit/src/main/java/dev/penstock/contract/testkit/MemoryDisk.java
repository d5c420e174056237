package dev.penstock.contract.testkit;

import dev.penstock.contract.Epoch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a memory journal leaves behind when it ends: another one opened on the same disk finds it
 * again. Guarded by itself.
 */
public final class MemoryDisk {

  private final Deque<MemoryBatch> batches = new ArrayDeque<>();
  private final Random random;
  private long dropped;
  final Map<String, MemoryCursor> cursors = new TreeMap<>();
  boolean closedProperly = true;
  @Nullable MemoryJournal owner;

  public MemoryDisk() {
    this(42);
  }

  /**
   * @param seed of the epochs that will be opened
   */
  public MemoryDisk(long seed) {
    random = new Random(seed);
  }

  /** Forgets the oldest batches, as retention does. */
  public synchronized void dropOldest(int count) {
    for (int i = 0; i < count && !batches.isEmpty(); i++) {
      batches.removeFirst();
      dropped++;
    }
  }

  synchronized Epoch newEpoch() {
    return new Epoch(random.nextLong());
  }

  synchronized void add(MemoryBatch batch) {
    batches.addLast(batch);
  }

  synchronized @Nullable MemoryBatch newest() {
    return batches.peekLast();
  }

  synchronized List<MemoryBatch> all() {
    return new ArrayList<>(batches);
  }

  /** The number, counted from the first ever, of the oldest batch still held. */
  synchronized long oldestNumber() {
    return dropped;
  }

  /** The first batch with at least this number; null if there is none yet. */
  synchronized @Nullable Numbered from(long number) {
    long start = Math.max(number, dropped);
    return batches.stream()
        .skip(start - dropped)
        .findFirst()
        .map(batch -> new Numbered(start, batch))
        .orElse(null);
  }

  record Numbered(long number, MemoryBatch batch) {}
}
