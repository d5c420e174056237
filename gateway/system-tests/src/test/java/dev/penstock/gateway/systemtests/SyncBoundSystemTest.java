package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.SyncBound;
import dev.penstock.contract.Value;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.runtime.SystemClocks;
import dev.penstock.uplink.twin.Twin;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.TwinSummary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the twin says of how far the plant can be, held against what the plant knows of itself: true
 * levels, without sensor and without delay. The sensors are better than their profile says, so that
 * not even the rarest noise breaks what is stated.
 */
class SyncBoundSystemTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(10);
  private static final double NOISE_CM = 0.008;

  @TempDir private Path folder;

  private TankSite site;
  private Twin twin;
  private long looks;
  private double tightest = Double.POSITIVE_INFINITY;

  @Test
  void thePlantIsNeverFurtherFromTheTwinThanTheTwinSays() throws Exception {
    Clocks clocks = SystemClocks.clocks();
    KeySigner twinKey = KeySigner.ofSeed(new byte[32]);
    try (TankSite opened = new TankSite(folder, 5, plant -> plant.withNoise(NOISE_CM));
        EmbeddedBroker broker = EmbeddedBroker.start(0, List.of());
        Cable cable = new Cable(broker.port())) {
      site = opened;
      new PublicKeyFile("twin", twinKey.publicKey()).write(site.twinKey());
      try (PenstockProcess gateway = site.gateway(cable.address("tcp"));
          Twin running =
              Twin.start(
                  new TwinSettings(
                      BrokerSettings.open(URI.create(broker.url())),
                      "bound",
                      folder.resolve("twin.db"),
                      twinKey,
                      Map.of(TankSite.GATEWAY, PublicKeyFile.read(site.publicKey()).key()),
                      clocks))) {
        twin = running;
        await().atMost(PATIENCE).until(() -> bound(1) != null && bound(1).isBounded());
        look(clocks, Duration.ofSeconds(4), 6, 0);
        look(clocks, Duration.ofSeconds(4), 0, 6);
        assertThat(tightest).isLessThan(2.0);

        cable.cut();
        look(clocks, Duration.ofSeconds(3), 6, 6);
        await().atMost(PATIENCE).until(() -> looked() && bound(1).why() == SyncBound.Why.STALE);

        cable.mend();
        await().atMost(PATIENCE).until(() -> looked() && bound(1).isBounded());
        look(clocks, Duration.ofSeconds(3), 3, 0);
        assertThat(looks).isGreaterThan(200);
        gateway.stop();
      }
    }
  }

  /** Looks again and again for a while, with the pumps at these voltages. */
  private void look(Clocks clocks, Duration span, double volts1, double volts2) throws IOException {
    site.plant().process().setVolts(1, volts1);
    site.plant().process().setVolts(2, volts2);
    long until = clocks.mono().nanos() + span.toNanos();
    while (clocks.mono().nanos() - until < 0) {
      looked();
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** Holds each bounded level against the truth of the same moment. */
  private boolean looked() throws IOException {
    for (int tank = 1; tank <= 4; tank++) {
      double before = site.plant().process().levelCm(tank);
      TwinSummary.Point point = point(tank);
      double after = site.plant().process().levelCm(tank);
      Value value = point == null ? null : point.value().value();
      if (value != null && point.bound().isBounded()) {
        double apart =
            Math.min(Math.abs(value.asDouble() - before), Math.abs(value.asDouble() - after));
        assertThat(apart).as("tank %d, %s", tank, point).isLessThanOrEqualTo(point.bound().bound());
        tightest = Math.min(tightest, point.bound().bound());
        looks++;
      }
    }
    return true;
  }

  private SyncBound bound(int tank) throws IOException {
    TwinSummary.Point point = point(tank);
    return point == null ? null : point.bound();
  }

  private TwinSummary.Point point(int tank) throws IOException {
    List<TwinSummary.Gateway> gateways = twin.summary().gateways();
    return gateways.isEmpty() ? null : gateways.get(0).points().get("tank/tank" + tank + "Level");
  }
}
