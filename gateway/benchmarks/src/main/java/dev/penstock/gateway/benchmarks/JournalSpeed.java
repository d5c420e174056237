package dev.penstock.gateway.benchmarks;

import dev.penstock.buffer.JournalSettings;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Batches of a hundred rows into the journal and out of it, beside as many bytes into bare mapped
 * files. An operation is a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(JournalRig.BATCH_ROWS)
@Threads(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class JournalSpeed {

  private static final long MAX_BYTES = 1L << 30;

  /** 0: numbers, 55 bytes a row on disk; 45: texts, 102 bytes. */
  @Param({"0", "45"})
  private int textBytes;

  private Path folder = Path.of(".");
  private ObservationBatch batch = new ObservationBatch();
  private final ObservationBatch read = new ObservationBatch();
  private ByteBuffer block = ByteBuffer.allocate(0);
  private Journal journal;
  private JournalReader reader;
  private BareMapped bare;

  /** For JMH, which calls {@link #open} next. */
  @SuppressWarnings("NullAway.Init")
  public JournalSpeed() {}

  @Setup
  public void open() throws IOException, JournalException {
    folder = Files.createTempDirectory("penstock-bench");
    batch = JournalRig.batch(textBytes);
    journal = JournalRig.open(folder.resolve("journal"), JournalSettings.Sync.INTERVAL, MAX_BYTES);
    for (int i = 0; i < 10_000; i++) {
      journal.append(batch);
    }
    reader = journal.reader();
    block = JournalRig.block(folder.resolve("journal"));
    int files = (int) (MAX_BYTES / JournalRig.SEGMENT_BYTES);
    bare = new BareMapped(folder.resolve("bare"), JournalRig.SEGMENT_BYTES, files, true);
  }

  @Benchmark
  public long append() throws JournalException {
    return journal.append(batch);
  }

  @Benchmark
  public void bareMapped() throws IOException {
    bare.write(block, block.capacity());
  }

  /** The first million rows, again and again. */
  @Benchmark
  public long replay() {
    JournalRig.readFull(reader, read, journal);
    return read.event(0);
  }

  @TearDown
  public void close() throws Exception {
    reader.close();
    journal.close();
    bare.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
