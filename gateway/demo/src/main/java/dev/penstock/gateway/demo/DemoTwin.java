package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Observation;
import dev.penstock.gateway.actuation.DemoTrust;
import dev.penstock.uplink.twin.Twin;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.TwinSummary;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The twin of the demo's gateway: the reference receiver with its database in a folder. */
final class DemoTwin implements Closeable {

  private static final String DATABASE = "twin.db";

  private final Twin twin;
  private final Meanings meanings;

  private DemoTwin(Twin twin, Meanings meanings) {
    this.twin = twin;
    this.meanings = meanings;
  }

  /**
   * A twin that connects by itself.
   *
   * @param meanings of the gateway's points, for their units
   */
  static DemoTwin start(
      Path folder, BrokerAccess broker, DemoKeys keys, Meanings meanings, Clocks clocks)
      throws IOException {
    Path database = folder.resolve(DATABASE);
    Twin twin =
        Twin.start(
            new TwinSettings(
                broker.settings(),
                DemoTrust.TWIN,
                database,
                keys.twin(),
                Map.of(GatewayYaml.GATEWAY, keys.gateway()),
                clocks));
    return new DemoTwin(twin, meanings);
  }

  boolean hasValues() {
    return !latest().isEmpty();
  }

  /** When the gateway received the newest value that is here: ns by its wall clock. */
  long newestReceipt() {
    return latest().stream()
        .mapToLong(observation -> observation.times().receivedWall())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** The current values, in the order of their names. */
  List<PointRow> points() {
    return twin.points(GatewayYaml.GATEWAY).values().stream().map(this::row).toList();
  }

  TwinSummary summary() throws IOException {
    return twin.summary();
  }

  @Override
  public void close() {
    twin.close();
  }

  private Collection<Observation> latest() {
    return twin.latest(GatewayYaml.GATEWAY).values();
  }

  private PointRow row(TwinSummary.Point point) {
    Observation observation = point.value();
    String flags =
        Flag.set(observation.judgement().flags()).stream()
            .map(Flag::name)
            .collect(Collectors.joining(" "));
    return new PointRow(
        observation.point(),
        observation.value() == null ? "" : observation.value().toString(),
        meanings.unit(observation.point()),
        TwinState.words(point.bound()),
        (observation.judgement().quality() + " " + flags).strip(),
        observation.times().event());
  }
}
