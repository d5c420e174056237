package dev.penstock.contract.testkit;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a memory disk, batch by batch. */
final class MemoryReader implements JournalReader {

  private final MemoryDisk disk;
  private long next;
  private @Nullable MemoryBatch current;

  MemoryReader(MemoryDisk disk) {
    this.disk = disk;
    this.next = disk.oldestNumber();
  }

  @Override
  public void seek(Epoch epoch, long sequence) {
    synchronized (disk) {
      next = disk.oldestNumber();
      boolean found = false;
      for (MemoryBatch batch : disk.all()) {
        boolean same = batch.epoch().epoch().equals(epoch);
        if ((same && batch.last() >= sequence) || (found && !same)) {
          return;
        }
        found |= same;
        next++;
      }
      if (!found) {
        next = disk.oldestNumber();
      }
    }
  }

  @Override
  public boolean read(ObservationBatch into) {
    MemoryDisk.Numbered found = disk.from(next);
    if (found == null) {
      return false;
    }
    current = found.batch();
    next = found.number() + 1;
    current.copyTo(into);
    return true;
  }

  @Override
  public Dictionary dictionary() {
    return last().dictionary();
  }

  @Override
  public List<ClockEntry> clocks() {
    return last().clocks();
  }

  @Override
  public EpochStart epoch() {
    return last().epoch();
  }

  private MemoryBatch last() {
    if (current == null) {
      throw new IllegalStateException("nothing was read yet");
    }
    return current;
  }

  @Override
  public void close() {}
}
