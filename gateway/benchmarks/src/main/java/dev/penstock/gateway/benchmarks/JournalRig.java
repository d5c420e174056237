package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.JournalSettings;
import dev.penstock.buffer.JournalSetup;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.MemoryLossLedger;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Journals to be measured, and what goes into them. */
final class JournalRig {

  static final int BATCH_ROWS = 100;
  static final long SEGMENT_BYTES = 32L << 20;

  private static final Dictionary POINTS = Batches.dictionary("rig/a", "rig/b", "rig/c");

  /** Where a block's head says what it is. */
  private static final int MAGIC = 0x314A5350;

  private static final int TYPE_AT = 6;
  private static final byte TYPE_ROWS = 4;
  private static final int LENGTH_AT = 8;
  private static final int ROWS_AT = 32;
  private static final int WINDOW = 1 << 18;

  private JournalRig() {}

  static Journal open(Path folder, JournalSettings.Sync sync, long maxBytes)
      throws JournalException {
    Clocks clocks = SystemClocks.clocks();
    JournalSettings settings =
        new JournalSettings(
            folder,
            maxBytes,
            JournalSettings.WhenFull.DROP_OLDEST,
            sync,
            Duration.ofMillis(500),
            SEGMENT_BYTES);
    return Journals.open(
        settings,
        new JournalSetup(
            "rig",
            POINTS,
            "boot",
            clocks,
            new SecureRandom(),
            new MemoryLossLedger(clocks.mono())));
  }

  /**
   * A hundred rows in which every number that can differ does: 55 bytes a row on disk.
   *
   * @param textBytes if positive, each value is a text of this length instead of a number
   */
  static ObservationBatch batch(int textBytes) {
    Random random = new Random(1);
    ObservationBatch batch = Batches.numbered(SystemClocks.clocks(), 3, BATCH_ROWS, 0);
    for (int row = 0; row < BATCH_ROWS; row++) {
      if (textBytes > 0) {
        batch.put(row, Character.toString('a' + random.nextInt(26)).repeat(textBytes));
      } else {
        batch.put(row, random.nextGaussian());
      }
      batch.stamps(row, random.nextLong(), random.nextLong());
      batch.resolved(row, random.nextLong(), TimeBasis.SOURCE, random.nextLong(), 1);
      batch.uncertainty(row, random.nextDouble());
    }
    return batch;
  }

  /** Reads the next full batch of the newest epoch, and begins again at its end. */
  static void readFull(JournalReader reader, ObservationBatch into, Journal journal) {
    do {
      if (!reader.read(into)) {
        reader.seek(journal.epoch(), 1);
        into.clear();
      }
    } while (into.size() < BATCH_ROWS);
  }

  /** A block of a full batch as it lies on disk, by docs/journal-format.md. */
  static ByteBuffer block(Path journal) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      List<Path> newestFirst =
          files
              .filter(file -> file.toString().endsWith(".cq4"))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path file : newestFirst) {
        ByteBuffer found = blockIn(file);
        if (found != null) {
          return found;
        }
      }
    }
    throw new IOException("no block of " + BATCH_ROWS + " rows in " + journal);
  }

  /** The next segment is there already, and empty. */
  private static @Nullable ByteBuffer blockIn(Path segment) throws IOException {
    ByteBuffer start = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(segment)) {
      file.read(start, 0);
    }
    for (int at = 0; at < WINDOW / 2; at += Integer.BYTES) {
      boolean rows = start.getInt(at) == MAGIC && start.get(at + TYPE_AT) == TYPE_ROWS;
      if (rows && start.getInt(at + ROWS_AT) == BATCH_ROWS) {
        return start.slice(at, start.getInt(at + LENGTH_AT));
      }
    }
    return null;
  }
}
