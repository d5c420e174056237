package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.testkit.Batches;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hot path leaves for the garbage collector. */
class AllocationIT {

  private static final int APPENDS = 400;

  @TempDir Path folder;

  /** Within a segment; entering the next one allocates what a segment needs, once. */
  @Test
  void anAppendAllocatesNothing() throws Exception {
    TestJournals journals = new TestJournals(folder);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Journal journal = journals.open()) {
      ObservationBatch batch = Batches.numbered(journals.time.clocks(), 3, 100, 0.5);
      append(journal, batch);
      long before = threads.getCurrentThreadAllocatedBytes();
      append(journal, batch);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(journal.status().segments()).isEqualTo(1);
      assertThat(allocated).as("bytes for %d appends", APPENDS).isLessThan(APPENDS);
    }
  }

  private static void append(Journal journal, ObservationBatch batch) throws Exception {
    for (int i = 0; i < APPENDS; i++) {
      journal.append(batch);
    }
  }
}
