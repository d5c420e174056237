package dev.penstock.gateway.cli;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import dev.penstock.deviceprofiles.Instance;
import dev.penstock.deviceprofiles.ProfileLoader;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Frames of a small gateway with one level and one text. */
final class SampleFrames implements AutoCloseable {

  static final Dictionary DICTIONARY = dictionaryOfTwo();

  private static final long WALL = 1_790_000_000_000_000_000L;
  private static final Created CREATED = new Created(WALL, 77_000_000_000L, "boot-a");
  private static final EpochStart EPOCH =
      new EpochStart(new Epoch(0x1122334455667788L), null, 0, EpochStart.Reason.CREATED, "boot-a");

  private final String gateway;
  private final KeySigner signer;
  private final FrameWriter writer;

  /**
   * @param seed of its key; 0 for unsigned frames
   */
  SampleFrames(String gateway, int seed) {
    byte[] bytes = new byte[KeySigner.SEED_BYTES];
    bytes[0] = (byte) seed;
    this.gateway = gateway;
    this.signer = KeySigner.ofSeed(bytes);
    this.writer =
        new FrameWriter(new FrameOrigin(gateway, "centre", ""), seed == 0 ? null : signer);
  }

  private static Dictionary dictionaryOfTwo() {
    List<PointDescriptor> tank =
        ProfileLoader.shipped("quadruple-tank").compile(Instance.of("tank", ""), 0).descriptors();
    return new Dictionary(List.of(named(tank, "tank/tank1Level"), named(tank, "tank/plantState")));
  }

  private static PointDescriptor named(List<PointDescriptor> points, String name) {
    return points.stream().filter(point -> point.point().equals(name)).findFirst().orElseThrow();
  }

  PublicKeyFile publicKey() {
    return new PublicKeyFile(gateway, signer.publicKey());
  }

  byte[] dictionary() {
    return writer.dictionary(EPOCH, DICTIONARY, CREATED);
  }

  /** Levels 1.5, 2.5, … */
  byte[] data(long first, int rows) {
    return frame(first, rows, (batch, row) -> batch.put(row(batch, 0), row + 1.5));
  }

  /** One row with these bytes, which stand in the frame as they are if they are random enough. */
  byte[] bytes(long sequence, byte[] value) {
    return frame(
        sequence,
        1,
        (batch, row) -> batch.putBytes(row(batch, 1), ValueType.BYTES, value, 0, value.length));
  }

  private static int row(ObservationBatch batch, int point) {
    return batch.add(point, Kind.RAW, Trigger.CHANGE);
  }

  private byte[] frame(long first, int rows, ObjIntConsumer<ObservationBatch> add) {
    ObservationBatch batch = new ObservationBatch();
    batch.receivedAt(WALL, 70_000_000_000L);
    for (int row = 0; row < rows; row++) {
      add.accept(batch, row);
    }
    batch.identify(EPOCH.epoch(), first);
    writer.begin(EPOCH, Lane.LIVE, DICTIONARY.hash(), first);
    writer.add(batch, 0, rows);
    return writer.finish(CREATED, List.of());
  }

  @Override
  public void close() {
    writer.close();
  }
}
