package dev.penstock.gateway.benchmarks;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.demo.broker.BrokerUser;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.plant.PlantUser;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** A plant and a broker in this process, one subject in a process of its own, and a stop-watch. */
final class EdgeRig {

  private static final Subject.Account ACCOUNT = new Subject.Account("rig", "rig-password");
  private static final Duration START = Duration.ofSeconds(90);

  /**
   * What to drive through.
   *
   * @param warmUp before the measurement, for the compiler
   */
  record Load(int points, Duration period, Duration warmUp, Duration measured) {}

  /**
   * One run's result.
   *
   * @param startUp from the start of the process to the first value at the broker
   * @param cpuSeconds user and system time within the measured span
   * @param missing values that never came, since the first
   * @param bytes of messages at the broker, within the measured span
   * @param latency from source stamp to a listener at the broker
   */
  record Result(
      String subject,
      Load load,
      Duration startUp,
      double cpuSeconds,
      long values,
      long missing,
      Map<String, Long> residentMib,
      long bytes,
      String latency) {

    double cpuSecondsPerMillion() {
      return cpuSeconds * 1e6 / values;
    }
  }

  private final Path folder;
  private final Clocks clocks = SystemClocks.clocks();

  EdgeRig(Path folder) {
    this.folder = folder;
  }

  Result run(Subject subject, Load load) throws Exception {
    Path own = Files.createTempDirectory(folder, subject.name());
    PlantSettings settings =
        PlantSettings.of(
                folder.resolve("plant"),
                List.of(new PlantUser(ACCOUNT.user(), ACCOUNT.password(), true)))
            .withBench(load.points(), load.period());
    try (PlantServer plant = PlantServer.start(settings, clocks, new Random(1));
        EmbeddedBroker broker =
            EmbeddedBroker.start(
                0, List.of(BrokerUser.ofAll(ACCOUNT.user(), ACCOUNT.password())))) {
      Subject.Stage stage =
          new Subject.Stage(
              own,
              plant.endpointUrl(),
              fingerprint(plant.certificate()),
              broker.url(),
              ACCOUNT,
              load);
      return drive(subject, load, stage, plant);
    }
  }

  private Result drive(Subject subject, Load load, Subject.Stage stage, PlantServer plant)
      throws Exception {
    GapCounter counter = new GapCounter(load.points(), clocks.wall());
    MqttAsyncClient listener = listen(subject, stage, counter);
    Path log = stage.folder().resolve("log");
    long begun = clocks.mono().nanos();
    Process process =
        new ProcessBuilder(subject.prepare(stage))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await(process, log, () -> Files.exists(subject.certificate(stage)));
      plant.trust(certificate(subject.certificate(stage)));
      await(process, log, () -> counter.values() > 0);
      Duration startUp = Duration.ofNanos(clocks.mono().nanos() - begun);
      TimeUnit.MILLISECONDS.sleep(load.warmUp().toMillis());
      ProcessMeter meter = new ProcessMeter(process.pid());
      double cpu = meter.cpuSeconds();
      long values = counter.values();
      long bytes = counter.bytes();
      counter.latencies().clear();
      TimeUnit.MILLISECONDS.sleep(load.measured().toMillis());
      return new Result(
          subject.name(),
          load,
          startUp,
          meter.cpuSeconds() - cpu,
          counter.values() - values,
          counter.missing(),
          meter.residentMib(),
          counter.bytes() - bytes,
          counter.latencies().text());
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      listener.disconnectForcibly();
      listener.close();
    }
  }

  private void await(Process process, Path log, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long deadline = clocks.mono().nanos() + START.toNanos();
    while (!condition.getAsBoolean()) {
      if (!process.isAlive() || clocks.mono().nanos() > deadline) {
        throw new IOException("the subject did not start, see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static MqttAsyncClient listen(Subject subject, Subject.Stage stage, GapCounter counter)
      throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient(stage.broker(), "listener", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(stage.account().user());
    options.setPassword(stage.account().password().getBytes(StandardCharsets.UTF_8));
    options.setReceiveMaximum(1000);
    client.connect(options).waitForCompletion(10_000);
    client.setCallback(new CountingCallback(subject, counter));
    client.subscribe(new MqttSubscription(subject.topicFilter(), 1)).waitForCompletion(10_000);
    return client;
  }

  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(hash);
  }
}
