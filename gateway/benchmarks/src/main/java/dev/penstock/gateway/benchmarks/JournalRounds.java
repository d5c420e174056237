package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.JournalSettings.Sync;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The journal beside bare files, in turn: what else the machine does meanwhile meets all of them,
 * and a ratio within a round says more than a rate.
 */
final class JournalRounds {

  /** What is measured. */
  enum Subject {
    APPEND,
    BARE_MAPPED,
    BARE_CHANNEL,
    REPLAY
  }

  /**
   * A measurement.
   *
   * @param perSecond million rows by the clock on the wall
   * @param perCpuSecond million rows by what the kernel charged to the thread
   */
  record Rate(double perSecond, double perCpuSecond) {}

  /** One step of a subject: a hundred rows. */
  private interface Step {
    void run() throws Exception;
  }

  private final Path folder;
  private final ObservationBatch batch;
  private final int steps;
  private final Sync sync;
  private final long maxBytes;
  private final long[] took;

  /**
   * @param millionRows in each measurement
   */
  JournalRounds(Path folder, ObservationBatch batch, int millionRows, Sync sync, long maxBytes) {
    this.folder = folder;
    this.batch = batch;
    this.steps = millionRows * (1_000_000 / JournalRig.BATCH_ROWS);
    this.sync = sync;
    this.maxBytes = maxBytes;
    this.took = new long[steps];
  }

  /** What a batch took in the measurement before, at this share of all. */
  double micros(double share) {
    return took[(int) Math.min(steps - 1, steps * share)] / 1e3;
  }

  /** Each once, on files of their own. */
  Map<Subject, Rate> round() throws Exception {
    Map<Subject, Rate> rates = new EnumMap<>(Subject.class);
    Path into = folder.resolve("journal");
    try (Journal journal = JournalRig.open(into, sync, maxBytes)) {
      for (int i = 0; i < 1_000; i++) {
        journal.append(batch);
      }
      ByteBuffer block = JournalRig.block(into);
      rates.put(Subject.BARE_CHANNEL, bareChannel(block));
      rates.put(Subject.BARE_MAPPED, bareMapped(block));
      try (JournalReader reader = journal.reader()) {
        reader.seek(journal.epoch(), 1);
        ObservationBatch read = new ObservationBatch();
        rates.put(Subject.REPLAY, rate(() -> JournalRig.readFull(reader, read, journal)));
      }
      rates.put(Subject.APPEND, rate(() -> journal.append(batch)));
    }
    return rates;
  }

  private Rate bareMapped(ByteBuffer block) throws Exception {
    int files = (int) (maxBytes / JournalRig.SEGMENT_BYTES);
    boolean forced = sync != Sync.NONE;
    Path into = folder.resolve("mapped");
    try (BareMapped bare = new BareMapped(into, JournalRig.SEGMENT_BYTES, files, forced)) {
      return rate(() -> bare.write(block, block.capacity()));
    }
  }

  private Rate bareChannel(ByteBuffer block) throws Exception {
    Path path = folder.resolve("channel");
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return rate(() -> write(file, block));
    } finally {
      Files.delete(path);
    }
  }

  private static void write(FileChannel file, ByteBuffer block) throws IOException {
    block.clear();
    while (block.hasRemaining()) {
      file.write(block);
    }
  }

  private Rate rate(Step step) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; i < steps; i++) {
      step.run();
      long now = System.nanoTime();
      took[i] = now - before;
      before = now;
    }
    long cpuTook = threads.getCurrentThreadCpuTime() - cpu;
    Arrays.sort(took);
    double rows = 1e3 * steps * JournalRig.BATCH_ROWS;
    return new Rate(rows / (before - start), rows / cpuTook);
  }

  /** The middle one of an odd number. */
  static double median(List<Double> all) {
    return all.stream().sorted().skip(all.size() / 2).findFirst().orElse(Double.NaN);
  }
}
