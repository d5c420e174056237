package dev.penstock.buffer;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.MemoryLossLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Rates of appending and replaying, beside the same bytes copied into a bare mapped file and
 * written by a {@link FileChannel}. Arguments: folder, rows in millions, rows a batch, sync. Not a
 * test: a first look, on the machine at hand.
 */
final class RatesMain {

  private static final int ROUNDS = 5;

  private RatesMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long rows = Long.parseLong(arguments[1]) * 1_000_000;
    int batchRows = Integer.parseInt(arguments[2]);
    JournalSettings.Sync sync = JournalSettings.Sync.valueOf(arguments[3]);
    Clocks clocks = new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
    JournalSettings settings =
        new JournalSettings(
            folder,
            4L << 30,
            JournalSettings.WhenFull.DROP_OLDEST,
            sync,
            Duration.ofMillis(500),
            32L << 20);
    JournalSetup setup =
        new JournalSetup(
            "gateway",
            TestJournals.POINTS,
            "boot",
            clocks,
            new SecureRandom(),
            new MemoryLossLedger(clocks.mono()));
    try (Journal journal = Journals.open(settings, setup)) {
      ObservationBatch batch = varied(clocks, batchRows);
      for (int round = 0; round < ROUNDS; round++) {
        append(journal, batch, rows);
      }
      long bytes = journal.status().bytes() / Math.max(1, journal.status().rows());
      System.out.println("bytes a row " + bytes);
      for (int round = 0; round < ROUNDS; round++) {
        replay(journal);
      }
    }
    RowsWriter block = new RowsWriter("boot");
    ObservationBatch batch = varied(clocks, batchRows);
    block.write(batch, 0, batch.size(), new Epoch(1), 1);
    for (int round = 0; round < ROUNDS; round++) {
      bareMapped(folder, block.buffer(), block.length(), rows / batchRows, batchRows);
      bareChannel(folder, block.buffer(), block.length(), rows / batchRows, batchRows);
      encodeOnly(block, batch, rows / batchRows);
    }
  }

  /** Rows whose point, value and source and server times all differ. */
  private static ObservationBatch varied(Clocks clocks, int rows) {
    Random random = new Random(1);
    ObservationBatch batch = Batches.numbered(clocks, 3, rows, 0);
    for (int row = 0; row < rows; row++) {
      batch.put(row, random.nextGaussian());
      batch.stamps(row, random.nextLong(), random.nextLong());
      batch.resolved(row, random.nextLong(), TimeBasis.SOURCE, random.nextLong(), 1);
      batch.uncertainty(row, random.nextDouble());
    }
    return batch;
  }

  private static void append(Journal journal, ObservationBatch batch, long rows) throws Exception {
    int appends = (int) (rows / batch.size());
    long[] took = new long[appends];
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; i < appends; i++) {
      journal.append(batch);
      long now = System.nanoTime();
      took[i] = now - before;
      before = now;
    }
    say("append", rows, System.nanoTime() - start);
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "  a batch of %d: p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f ms%n",
        batch.size(),
        took[appends / 2] / 1e3,
        took[(int) (appends * 0.99)] / 1e3,
        took[(int) (appends * 0.999)] / 1e3,
        took[appends - 1] / 1e6);
  }

  private static void replay(Journal journal) {
    ObservationBatch batch = new ObservationBatch();
    long rows = 0;
    long start = System.nanoTime();
    try (JournalReader reader = journal.reader()) {
      while (reader.read(batch)) {
        rows += batch.size();
      }
    }
    say("replay", rows, System.nanoTime() - start);
  }

  private static void encodeOnly(RowsWriter block, ObservationBatch batch, long blocks) {
    long start = System.nanoTime();
    for (long i = 0; i < blocks; i++) {
      block.write(batch, 0, batch.size(), new Epoch(1), 1);
    }
    say("encode and checksum only", blocks * batch.size(), System.nanoTime() - start);
  }

  private static void bareMapped(
      Path folder, ByteBuffer block, int length, long blocks, int batchRows) throws IOException {
    Path path = folder.resolve("bare");
    long size = 32L << 20;
    long start = System.nanoTime();
    long written = 0;
    while (written < blocks) {
      try (FileChannel file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        MappedByteBuffer map = file.map(FileChannel.MapMode.READ_WRITE, 0, size);
        while (map.remaining() >= length && written < blocks) {
          map.put(map.position(), block, 0, length);
          map.position(map.position() + length);
          written++;
        }
      }
      Files.delete(path);
    }
    say("bare mapped", blocks * batchRows, System.nanoTime() - start);
  }

  private static void bareChannel(
      Path folder, ByteBuffer block, int length, long blocks, int batchRows) throws IOException {
    Path path = folder.resolve("bare");
    long start = System.nanoTime();
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long i = 0; i < blocks; i++) {
        file.write(block.slice(0, length));
      }
    }
    say("bare channel", blocks * batchRows, System.nanoTime() - start);
    Files.delete(path);
  }

  private static void say(String what, long rows, long nanos) {
    System.out.printf(Locale.ROOT, "%s: %.2f M rows/s%n", what, rows * 1e3 / nanos);
  }
}
