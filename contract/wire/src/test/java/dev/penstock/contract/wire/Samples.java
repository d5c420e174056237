package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Aggregation;
import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.PointDescriptor.ProfileRef;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.PointDescriptor.TimePolicy;
import dev.penstock.contract.PointDescriptor.ValidRange;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Signer;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.FrameHeader.Created;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows, epochs and dictionaries for the tests of this module. */
final class Samples {

  static final FrameOrigin ORIGIN = new FrameOrigin("hall-7", "centre", "");
  static final long WALL = 1_790_000_000_000_000_000L;
  static final Created CREATED = new Created(WALL + 50_000_000, 77_000_000_000L, "boot-a");
  static final EpochStart EPOCH =
      new EpochStart(new Epoch(0x1122334455667788L), null, 0, EpochStart.Reason.CREATED, "boot-a");
  static final ClockEntry CLOCK =
      new ClockEntry(
          1,
          ClockEntry.Topic.STATE,
          ClockEntry.GATEWAY,
          "boot-a",
          ClockState.SYNCED,
          250_000,
          0,
          WALL,
          70_000_000_000L);
  static final Dictionary DICTIONARY = dictionary(40);

  private Samples() {}

  static Dictionary dictionary(int points) {
    return new Dictionary(
        IntStream.range(0, points).mapToObj(i -> point(i, Aggregation.INSTANT)).toList());
  }

  /** A point for each way to sum up an interval. */
  static Dictionary aggregated() {
    return new Dictionary(
        List.of(
            point(1, Aggregation.MEAN),
            point(2, Aggregation.MIN),
            point(3, Aggregation.MAX),
            point(4, Aggregation.SUM)));
  }

  private static PointDescriptor point(int index, Aggregation aggregation) {
    return new PointDescriptor(
        "plc/level-" + index,
        "https://w3id.org/example#tank-" + index,
        new ProfileRef("demo/tank", "1.0.0", "00ff"),
        ValueType.DOUBLE,
        "cm",
        "http://qudt.org/vocab/quantitykind/Height",
        aggregation,
        new Reporting(1_000_000_000L, 0.01, 10_000_000_000L, 30_000_000_000L),
        new TimePolicy(TimeBasis.UNKNOWN, 200_000_000L, 0, 10_000_000_000L),
        new ValidRange(0, 20, 5),
        0.05,
        "process");
  }

  /** A signer whose signature is a checksum: enough to see what was signed. */
  static Signer signer(int seed) {
    String id = String.format("%064x", seed);
    return new Signer() {
      @Override
      public String keyId() {
        return id;
      }

      @Override
      public byte[] keyBytes() {
        return new byte[32];
      }

      @Override
      public byte[] sign(byte[] message) {
        byte[] signature = new byte[64];
        Arrays.fill(signature, (byte) (Arrays.hashCode(message) * 31 + seed));
        return signature;
      }
    };
  }

  static SignatureCheck knowing(String gateway, Signer signer) {
    return (from, keyId, message, signature) ->
        from.equals(gateway)
            && keyId.equals(signer.keyId())
            && Arrays.equals(signature, signer.sign(message));
  }

  /** A batch with a bit of everything, already journaled. */
  static ObservationBatch batch(Random random, Epoch epoch, long first, int rows) {
    ObservationBatch batch = new ObservationBatch();
    batch.receivedAt(WALL + first * 1_000_003, 70_000_000_000L + first * 1_000_000);
    if (random.nextInt(4) == 0) {
      batch.roundTrip(random.nextInt(5_000_000));
    }
    for (int i = 0; i < rows; i++) {
      row(random, batch);
    }
    batch.identify(epoch, first);
    return batch;
  }

  private static void row(Random random, ObservationBatch batch) {
    Kind kind = Kind.of(random.nextInt(8));
    int point = kind.aboutTheStream() ? ObservationBatch.NO_POINT : random.nextInt(40);

    int row = batch.add(point, kind, Trigger.of(random.nextInt(6)));
    value(random, batch, row);
    if (random.nextInt(10) == 0) {
      batch.judge(row, random.nextInt());
    }
    if (random.nextInt(10) == 0) {
      batch.quality(row, Quality.UNCERTAIN);
    }
    batch.flags(row, batch.flags(row) | 1 << random.nextInt(32));
    long event = WALL + random.nextInt(1_000_000) * 100L;
    batch.stamps(row, maybe(random, event), maybe(random, event + random.nextInt(10_000)));

    TimeBasis basis = TimeBasis.of(random.nextInt(7));
    batch.resolved(
        row, maybe(random, event), basis, maybe(random, random.nextInt(1000)), random.nextInt(3));
    batch.uncertainty(row, random.nextBoolean() ? Double.NaN : random.nextDouble());
    batch.lineage(row, random.nextInt(3));
    batch.revision(row, random.nextInt(2));
  }

  private static long maybe(Random random, long value) {
    return random.nextInt(5) == 0 ? ObservationBatch.ABSENT : value;
  }

  private static void value(Random random, ObservationBatch batch, int row) {
    switch (random.nextInt(10)) {
      case 0 -> batch.put(row, random.nextLong());
      case 1 -> batch.put(row, random.nextBoolean());
      case 2 -> batch.put(row, "é" + random.nextInt(1000));
      case 3 -> batch.putBytes(row, ValueType.BYTES, new byte[] {1, 2, 3}, 0, random.nextInt(4));
      case 4 -> batch.put(row, Double.longBitsToDouble(random.nextLong()));
      case 5 -> batch.put(row, (double) (float) (random.nextInt(1000) / 10.0));
      case 6 ->
          batch.put(row, List.of(-0.0, Double.NaN, 1e300, Double.MIN_VALUE).get(random.nextInt(4)));
      case 7 -> batch.put(row, random.nextGaussian());
      case 8 -> batch.put(row, random.nextInt(1_000_000) / 100.0);
      default -> {}
    }
  }

  /** Every column of the one row in {@code read} against a row of {@code sent}. */
  static void assertSame(ObservationBatch sent, int row, ObservationBatch read) {
    assertThat(read.epoch()).isEqualTo(sent.epoch());
    assertThat(read.sequence(0)).isEqualTo(sent.sequence(row));
    assertThat(columns(read, 0)).isEqualTo(columns(sent, row));
    assertThat(read.value(0)).isEqualTo(sent.value(row));
  }

  private static List<Object> columns(ObservationBatch b, int row) {
    return List.of(
        b.receivedWall(),
        b.receivedMono(),
        b.roundTrip(),
        b.point(row),
        b.kind(row),
        b.trigger(row),
        b.type(row),
        b.quality(row),
        b.flags(row),
        b.status(row),
        b.basis(row),
        b.clock(row),
        b.event(row),
        b.source(row),
        b.server(row),
        b.timeUncertainty(row),
        Double.doubleToRawLongBits(b.uncertainty(row)),
        b.lineage(row),
        b.revision(row));
  }
}
