package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Frames of 500 rows of the synthetic plant, on one thread. An operation is a row, so scores are
 * rows a second, and the allocation rate is bytes a row.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(WireSpeed.ROWS)
@Threads(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class WireSpeed {

  static final int ROWS = 500;

  private static final FrameOrigin ORIGIN = new FrameOrigin("hall-7", "centre", "");

  private final Traffic traffic = Traffic.synthetic(false, 13);
  private final Created created =
      new Created(traffic.batches().get(12).receivedWall(), 1, traffic.epoch().boot());
  private final FrameWriter plain = FrameWriter.plain(ORIGIN, null);
  private final FrameWriter deflating = new FrameWriter(ORIGIN, null);
  private final FrameWriter signing =
      new FrameWriter(ORIGIN, KeySigner.ofSeed(new byte[KeySigner.SEED_BYTES]));
  private final FrameReader reader = FrameReader.unchecked();
  private final ObservationBatch one = new ObservationBatch();
  private final byte[] frame = write(deflating);

  private byte[] write(FrameWriter writer) {
    writer.begin(traffic.epoch(), Lane.LIVE, traffic.dictionary().hash(), 1);
    for (ObservationBatch batch : traffic.batches()) {
      writer.add(batch, 0, Math.min(batch.size(), ROWS - writer.rows()));
    }
    return writer.finish(created, traffic.clocks());
  }

  /** Columns only. */
  @Benchmark
  public byte[] columns() {
    return write(plain);
  }

  /** Columns, deflate, checksum. */
  @Benchmark
  public byte[] deflated() {
    return write(deflating);
  }

  /** The same, and Ed25519. */
  @Benchmark
  public byte[] signed() {
    return write(signing);
  }

  /** From bytes to columns. */
  @Benchmark
  public Frame decode() throws FrameException {
    return reader.read(frame);
  }

  /** From bytes to every row, one after the other. */
  @Benchmark
  public long decodeEachRow() throws FrameException {
    Frame read = reader.read(frame);
    long sum = 0;
    for (int row = 0; row < read.rows().size(); row++) {
      read.rows().load(row, one);
      sum += one.event(0) ^ one.bits(0);
    }
    return sum;
  }

  @TearDown
  public void close() {
    plain.close();
    deflating.close();
    signing.close();
  }
}
