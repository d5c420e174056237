package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.demo.broker.BrokerUser;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.plant.PlantUser;
import dev.penstock.gateway.runtime.SystemClocks;
import dev.penstock.uplink.twin.Twin;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.TwinSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A gateway with an hour of backlog on one core, plant, broker and twin on the other: how fast the
 * backlog is drained, and how long what is new takes meanwhile.
 */
final class UplinkRig {

  private static final Subject.Account ACCOUNT = new Subject.Account("rig", "rig-password");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double SECOND = 1e9;

  private final Path folder;
  private final PrintWriter out;
  private final Clocks clocks = SystemClocks.clocks();

  UplinkRig(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  void drain(int points, Duration period, long backlogRows) throws Exception {
    PlantSettings settings =
        PlantSettings.of(
                folder.resolve("plant"),
                List.of(new PlantUser(ACCOUNT.user(), ACCOUNT.password(), true)))
            .withBench(points, period);
    try (PlantServer plant = PlantServer.start(settings, clocks, new Random(1));
        EmbeddedBroker broker =
            EmbeddedBroker.start(
                0, List.of(BrokerUser.ofAll(ACCOUNT.user(), ACCOUNT.password())))) {
      Path own = Files.createDirectories(folder.resolve("gateway"));
      KeySigner twinKey = KeySigner.generate(new SecureRandom());
      new PublicKeyFile("twin", twinKey.publicKey()).write(own.resolve("twin.pub"));
      GatewaySubject subject = GatewaySubject.confirmedBy("twin.pub");
      Subject.Stage stage =
          new Subject.Stage(
              own,
              plant.endpointUrl(),
              EdgeRig.fingerprint(plant.certificate()),
              broker.url(),
              ACCOUNT,
              new EdgeRig.Load(points, period, Duration.ZERO, Duration.ZERO));
      List<String> command = new ArrayList<>(onOneCore(0));
      command.addAll(subject.prepare(stage));
      Backlog backlog = Backlog.make(own.resolve("gateway.yaml"), backlogRows, clocks);
      say("a backlog of %,d rows is journaled", backlog.last());
      run(command, subject, stage, plant, twinKey, backlog);
    }
  }

  private void run(
      List<String> command,
      GatewaySubject subject,
      Subject.Stage stage,
      PlantServer plant,
      KeySigner twinKey,
      Backlog backlog)
      throws Exception {
    Path log = stage.folder().resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Path publicKey = stage.folder().resolve("data/gateway.pub");
    await(process, log, () -> Files.exists(publicKey));
    await(process, log, () -> Files.exists(subject.certificate(stage)));
    plant.trust(EdgeRig.certificate(subject.certificate(stage)));
    TwinSettings settings =
        new TwinSettings(
            BrokerSettings.login(
                URI.create(stage.broker()), ACCOUNT.user(), new Secret(ACCOUNT.password())),
            "rig",
            folder.resolve("twin.db"),
            twinKey,
            Map.of("bench", PublicKeyFile.read(publicKey).key()),
            clocks);
    try (Twin twin = Twin.start(settings)) {
      await(process, log, () -> covered(twin, backlog) > 0);
      ProcessMeter meter = new ProcessMeter(process.pid());
      double cpu = meter.cpuSeconds();
      long first = covered(twin, backlog);
      long begun = clocks.mono().nanos();
      await(process, log, () -> covered(twin, backlog) >= backlog.last());
      double seconds = (clocks.mono().nanos() - begun) / SECOND;
      double rate = (backlog.last() - first) / seconds;
      TwinSummary summary = twin.summary();
      say(
          "drained %,d rows in %.1f s: %,.0f rows/s, %.0f times real time; the gateway used %.1f s of its"
              + " core",
          backlog.last() - first, seconds, rate, rate / 1000, meter.cpuSeconds() - cpu);
      say(
          "meanwhile %,d new rows: p50 %.0f ms, p99 %.0f ms from their making to the twin's disk",
          summary.latency().rows(), summary.latency().p50() / 1e6, summary.latency().p99() / 1e6);
      say(
          "twin: %d holes, %d repeats; gateway %s MiB",
          summary.holes(), summary.repeats(), meter.residentMib());
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static long covered(Twin twin, Backlog backlog) {
    try {
      return twin.summary().epochs().stream()
          .filter(epoch -> epoch.start().epoch().equals(backlog.epoch()))
          .mapToLong(TwinSummary.EpochCover::covered)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(Process process, Path log, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long deadline = clocks.mono().nanos() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || clocks.mono().nanos() > deadline) {
        throw new IOException("the gateway did not get there, see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** With taskset, where there is one. */
  private static List<String> onOneCore(int core) {
    Path taskset = Path.of("/usr/bin/taskset");
    return Files.isExecutable(taskset)
        ? List.of(taskset.toString(), "-c", Integer.toString(core))
        : List.of();
  }

  private void say(String line, Object... values) {
    out.printf(line + "%n", values);
    out.flush();
  }
}
