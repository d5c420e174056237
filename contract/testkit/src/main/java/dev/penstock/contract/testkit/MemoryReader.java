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
  private long eventFrom = Long.MIN_VALUE;
  private long eventTo = Long.MAX_VALUE;

  MemoryReader(MemoryDisk disk) {
    this.disk = disk;
    this.next = disk.oldestNumber();
  }

  @Override
  public void seek(Epoch epoch, long sequence) {
    eventFrom = Long.MIN_VALUE;
    eventTo = Long.MAX_VALUE;
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
  public void seekEvents(long from, long to) {
    next = disk.oldestNumber();
    eventFrom = from;
    eventTo = to;
  }

  @Override
  public boolean read(ObservationBatch into) {
    MemoryBatch found;
    do {
      MemoryDisk.Numbered numbered = disk.from(next);
      if (numbered == null) {
        return false;
      }
      found = numbered.batch();
      next = numbered.number() + 1;
    } while (!found.touches(eventFrom, eventTo));
    current = found;
    found.copyTo(into);
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
