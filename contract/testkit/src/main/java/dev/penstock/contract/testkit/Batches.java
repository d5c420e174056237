package dev.penstock.contract.testkit;

import dev.penstock.contract.Aggregation;
import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sample points and batches: plausible, and different enough that a mixed-up row shows. */
public final class Batches {

  private static final long SECOND = 1_000_000_000L;
  private static final String PROFILE_HASH = "ab".repeat(32);

  private Batches() {}

  /** A double in cm, every second, of class {@code process}. */
  public static PointDescriptor point(String path) {
    return point(path, ValueType.DOUBLE, "cm");
  }

  public static PointDescriptor point(String path, ValueType type, String unit) {
    return new PointDescriptor(
        path,
        "urn:example:" + path,
        new PointDescriptor.ProfileRef("example/tank", "1.0.0", PROFILE_HASH),
        type,
        unit,
        "http://qudt.org/vocab/quantitykind/Height",
        Aggregation.INSTANT,
        new PointDescriptor.Reporting(SECOND, 0.1, 10 * SECOND, 30 * SECOND),
        new PointDescriptor.TimePolicy(TimeBasis.UNKNOWN, SECOND / 5, 0, 10 * SECOND),
        new PointDescriptor.ValidRange(0, 100, 5),
        0.05,
        "process");
  }

  public static Dictionary dictionary(String... paths) {
    return new Dictionary(Stream.of(paths).map(Batches::point).toList());
  }

  /** Received now, a row a value, all of one point. */
  public static ObservationBatch of(Clocks clocks, int point, double... values) {
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    for (double value : values) {
      addValue(batch, point, value);
    }
    return batch;
  }

  /** Adds a GOOD value whose source stamp is the receipt, as resolved by the source's clock. */
  public static int addValue(ObservationBatch batch, int point, double value) {
    int row = batch.add(point, Kind.RAW, Trigger.CHANGE);
    batch.put(row, value);
    batch.stamps(row, batch.receivedWall(), ObservationBatch.ABSENT);
    batch.resolved(row, batch.receivedWall(), TimeBasis.SOURCE, 0, ObservationBatch.NO_CLOCK);
    return row;
  }

  /** Received now, {@code rows} rows that differ from each other, spread over the points. */
  public static ObservationBatch numbered(Clocks clocks, int points, int rows, double from) {
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    for (int i = 0; i < rows; i++) {
      addValue(batch, i % points, from + i);
    }
    return batch;
  }

  /** One row of every type and with every column set to something. */
  public static ObservationBatch everyColumn(Clocks clocks) {
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    batch.roundTrip(7_000_000);
    List<Value> values =
        List.of(
            Value.of(12.5),
            Value.of(-7L),
            Value.of(true),
            Value.of("Füllstand"),
            Value.of(new byte[] {0, -1, 2}),
            Value.of(new double[] {1.5, -2.5}),
            Value.of(""));
    for (Value value : values) {
      int row = batch.add(0, Kind.INFERRED, Trigger.BACKFILL);
      batch.put(row, value);
      fill(batch, row);
    }
    int bad = batch.add(0, Kind.RAW, Trigger.POLL);
    fill(batch, bad);
    batch.quality(bad, Quality.BAD);
    return batch;
  }

  private static void fill(ObservationBatch batch, int row) {
    batch.quality(row, Quality.UNCERTAIN);
    batch.flags(row, Flag.LATE.mask() | Flag.STALE.mask());
    batch.status(row, 0x408F0000 + row);
    batch.stamps(row, batch.receivedWall() - 3 - row, batch.receivedWall() - 2);
    batch.resolved(row, batch.receivedWall() - 4 - row, TimeBasis.SOURCE_CORRECTED, 11 + row, 3);
    batch.uncertainty(row, 0.25 * row);
    batch.lineage(row, 5 + row);
    batch.revision(row, 6);
  }

  /** A batch that states something about the gateway's clock. */
  public static ObservationBatch clock(Clocks clocks, int id, String boot) {
    ClockEntry entry =
        new ClockEntry(
            id,
            ClockEntry.Topic.STATE,
            ClockEntry.GATEWAY,
            boot,
            ClockState.SYNCED,
            1_000_000,
            0,
            clocks.wall().nanos(),
            clocks.mono().nanos());
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    batch.addStatement(Kind.CLOCK, entry.body());
    return batch;
  }

  /** Every row as one view, for comparing. */
  public static List<Observation> rows(ObservationBatch batch, Dictionary dictionary) {
    List<Observation> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(batch.observation(row, "gateway", dictionary));
    }
    return rows;
  }
}
