package dev.penstock.gateway.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Kind;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.runtime.RunFile;
import dev.penstock.gateway.runtime.SystemClocks;
import dev.penstock.uplink.twin.Twin;
import dev.penstock.uplink.twin.TwinSettings;
import dev.penstock.uplink.twin.TwinSummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * A real gateway process between a broker and a twin, fed with numbers 1, 2, 3 …, which the broker
 * keeps until the gateway has acknowledged them: whatever happens to the gateway, each of them must
 * be at the twin in the end, or in a loss that the twin knows of.
 */
final class NumberedSite implements AutoCloseable {

  static final String POINT = "counter/count";

  private static final String NAME = "numbered";
  private static final Duration PATIENCE = PenstockProcess.PATIENCE;
  private static final int AT_ONCE = 20;

  /** How a JVM ends whose shutdown hook was run by the signal. */
  private static final int SIGTERM = 143;

  private static final String PROFILE =
      """
      profile: numbers
      version: 1.0.0
      title: Numbers, and something to fill the disk
      assetType: https://example.org/asset#Counter
      defaults: {staleAfter: 1min, dataClass: operational}
      points:
        count:
          type: double
          unit: "1"
          concept: https://example.org/count
          title: Count
          source: {mqtt: {topic: "numbers/{device}", jsonPointer: /n}}
        note:
          type: string
          unit: "1"
          concept: https://example.org/note
          title: Note
          source: {mqtt: {topic: "numbers/{device}", jsonPointer: /note}}
      """;

  private static final String SETTINGS =
      """
      gateway: numbered
      data: data
      journal: JOURNAL
      profiles: [profiles]
      devices:
        counter: {profile: numbers, settings: {broker: "BROKER", retryInterval: 200ms}}
      uplinks:
        twin:
          settings: {broker: {address: "UPLINK"}, twinKeys: [twin.pub], ackTimeout: 2s}
      console: {port: 0}
      """;

  private final Path folder;
  private final Path home;
  private final EmbeddedBroker broker;
  private final Cable uplink;
  private final KeySigner twinKey = KeySigner.generate(new SecureRandom());
  private final MqttAsyncClient source;
  private final List<PenstockProcess> runs = new ArrayList<>();
  private final String note;
  private PenstockProcess gateway;
  private Twin twin;
  private long published;

  /**
   * @param home of the gateway; may be another file system
   * @param journal the settings of the journal, as YAML
   * @param noteBytes how much is sent with each number
   */
  NumberedSite(Path folder, Path home, String journal, int noteBytes) throws Exception {
    this.folder = folder;
    this.home = home;
    this.note = "x".repeat(noteBytes);
    broker = EmbeddedBroker.start(0, List.of());
    uplink = new Cable(broker.port());
    Files.createDirectories(home.resolve("profiles"));
    Files.writeString(home.resolve("profiles/numbers.yaml"), PROFILE);
    Files.writeString(
        home.resolve("gateway.yaml"),
        SETTINGS
            .replace("BROKER", broker.url())
            .replace("UPLINK", uplink.address("tcp").toString())
            .replace("JOURNAL", journal));
    new PublicKeyFile("twin", twinKey.publicKey()).write(home.resolve("twin.pub"));
    source = new MqttAsyncClient(broker.url(), "source", new MemoryPersistence());
    source.connect().waitForCompletion();
  }

  /** Starts the gateway, and at the first time the twin, which needs the gateway's key. */
  PenstockProcess start() throws Exception {
    gateway = PenstockProcess.start(folder, "run", home.resolve("gateway.yaml").toString());
    runs.add(gateway);
    if (twin == null) {
      gateway.awaitErrors("Opened the journal");
      startTwin();
    }
    return gateway;
  }

  private void startTwin() throws Exception {
    PublicKeyFile known = PublicKeyFile.read(home.resolve("data/gateway.pub"));
    twin =
        Twin.start(
            new TwinSettings(
                BrokerSettings.open(URI.create(broker.url())),
                "twin",
                folder.resolve("twin.db"),
                twinKey,
                Map.of(NAME, known.key()),
                SystemClocks.clocks()));
  }

  /** SIGKILL. */
  void kill() throws Exception {
    ProcessHandle process = ProcessHandle.of(gateway.pid()).orElseThrow();
    process.destroyForcibly();
    gateway.exitCode();
  }

  /** Sends so many more numbers, and returns when the broker has them. */
  void publish(int count) throws MqttException {
    List<IMqttToken> tokens = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      published++;
      String message = "{\"n\":%d,\"note\":\"%s\"}".formatted(published, note);
      tokens.add(source.publish("numbers/counter", message.getBytes(UTF_8), 1, false));
      if (tokens.size() == AT_ONCE || i == count - 1) {
        for (IMqttToken token : tokens) {
          token.waitForCompletion();
        }
        tokens.clear();
      }
    }
  }

  long published() {
    return published;
  }

  /** From here on the gateway takes numbers and delivers none, until {@link #mendUplink}. */
  void cutUplink() {
    uplink.cut();
  }

  void mendUplink() {
    uplink.mend();
  }

  /** Waits until the newest number is the current value at the twin. */
  void awaitDelivered() {
    try {
      await("number " + published)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> current() == published);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "the twin has %d of %d; the gateway journaled %.0f and made %.0f durable, and said:%n%s"
              .formatted(
                  current(),
                  published,
                  metric("penstock_journal_last_sequence", ""),
                  metric("penstock_journal_durable_sequence", ""),
                  gateway.errors()),
          e);
    }
  }

  private long current() {
    var latest = twin.latest(NAME).get(POINT);
    return latest == null || latest.value() == null
        ? 0
        : (long) Double.parseDouble(latest.value().toString());
  }

  TwinSummary summary() throws Exception {
    return twin.summary();
  }

  /** Waits until the twin knows of everything that the gateway ever journaled. */
  void awaitNoHoles() {
    await("no holes at the twin")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> twin.summary().holes() == 0);
  }

  /** The numbers that no row at the twin carries. */
  List<Long> missing() throws Exception {
    BitSet seen = new BitSet((int) published + 1);
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + twin.database());
        ResultSet rows =
            database
                .createStatement()
                .executeQuery(
                    "SELECT CAST(value AS INTEGER) FROM reading WHERE point = '%s' AND kind = %d"
                        .formatted(POINT, Kind.RAW.code()))) {
      while (rows.next()) {
        seen.set(rows.getInt(1));
      }
    }
    return missing(seen);
  }

  private List<Long> missing(BitSet seen) {
    List<Long> missing = new ArrayList<>();
    for (long number = 1; number <= published; number++) {
      if (!seen.get((int) number)) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** What the twin was told of losses. */
  List<Loss> losses() throws Exception {
    List<Loss> losses = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + twin.database());
        ResultSet rows =
            database
                .createStatement()
                .executeQuery("SELECT value FROM reading WHERE kind = " + Kind.LOSS.code())) {
      while (rows.next()) {
        losses.add(Loss.read(rows.getBytes(1)));
      }
    }
    return losses;
  }

  /** Asks the gateway's console. */
  String ask(String path) throws Exception {
    URI console = new RunFile(home.resolve("data")).console().orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(console.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** The sum of a metric over its labels; 0 while nobody answers. */
  double metric(String name, String label) {
    try {
      Matcher lines =
          Pattern.compile("(?m)^" + name + "(\\{[^}]*\\})? ([0-9.E+-]+)$").matcher(ask("/metrics"));
      double sum = 0;
      while (lines.find()) {
        boolean meant = label.isEmpty() || String.valueOf(lines.group(1)).contains(label);
        sum += meant ? Double.parseDouble(lines.group(2)) : 0;
      }
      return sum;
    } catch (Exception notYet) {
      return 0;
    }
  }

  /** SIGTERM; what it says of its rows must add up. */
  void stopAndCheckAccounts() throws Exception {
    gateway.stop();
    assertThat(gateway.exitCode()).as(gateway.errors()).isIn(0, SIGTERM);
    assertThat(gateway.errors()).contains("device account balances device=counter");
    Accounts.assertComplete(gateway.errors());
  }

  /** What the twin must never see, whatever happened. */
  void assertNothingIsDuplicatedOrForked() throws Exception {
    TwinSummary at = twin.summary();
    assertThat(at.forks()).isZero();
    assertThat(at.alarms()).isEmpty();
    assertThat(at.refusedFrames()).isEmpty();
  }

  @Override
  public void close() throws IOException, MqttException {
    runs.forEach(PenstockProcess::close);
    if (twin != null) {
      twin.close();
    }
    source.disconnectForcibly(0, 0, false);
    source.close(true);
    uplink.close();
    broker.close();
  }
}
