package dev.penstock.contract.testkit;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.JournalCursor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cursor that lives as long as its disk. */
final class MemoryCursor implements JournalCursor {

  private final String name;
  private final MemoryDisk disk;
  private final Map<Epoch, RangeSet> covered = new LinkedHashMap<>();

  MemoryCursor(String name, MemoryDisk disk) {
    this.name = name;
    this.disk = disk;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RangeSet covered(Epoch epoch) {
    synchronized (disk) {
      return covered.getOrDefault(epoch, new RangeSet()).copy();
    }
  }

  @Override
  public void cover(Epoch epoch, long from, long to) {
    synchronized (disk) {
      covered.computeIfAbsent(epoch, e -> new RangeSet()).add(from, to);
    }
  }

  @Override
  public void drop() {
    synchronized (disk) {
      disk.cursors.remove(name);
    }
  }
}
