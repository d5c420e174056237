package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.contract.testkit.MemoryDisk;
import dev.penstock.contract.testkit.MemoryJournal;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.uplink.MqttUplinkFactory;
import dev.penstock.uplink.MqttUplinkSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateway's uplink, a real broker and a twin; each of them dies in turn. */
class DeliveryIT implements UplinkListener {

  private static final String GATEWAY = "hall-7";
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final Dictionary DICTIONARY = Batches.dictionary("plc/a", "plc/b", "plc/c");

  private final Clocks clocks =
      new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
  private final MemoryDisk disk = new MemoryDisk();
  private final LastValues lastValues = new LastValues(GATEWAY, DICTIONARY);
  private final List<Epoch> forks = new CopyOnWriteArrayList<>();
  private MemoryJournal journal = openJournal();
  private Path keyFile;
  private Path database;
  private TestBroker broker = TestBroker.open();
  private Duration timeout = Duration.ofSeconds(2);
  private Uplink uplink;
  private Twin twin;

  private MemoryJournal openJournal() {
    return new MemoryJournal(disk, GATEWAY, DICTIONARY, "boot-1", clocks);
  }

  @BeforeEach
  void writeKeys(@TempDir Path folder) throws Exception {
    keyFile = folder.resolve("twin.pub");
    database = folder.resolve("twin.db");
    new PublicKeyFile("twin", TwinProcess.TWIN.publicKey()).write(keyFile);
  }

  @AfterEach
  void closeAll() {
    if (uplink != null) {
      uplink.close();
    }
    if (twin != null) {
      twin.close();
    }
    broker.close();
  }

  private void startUplink(URI address) {
    MqttUplinkSettings settings =
        new MqttUplinkSettings(
            BrokerSettings.open(address),
            MqttUplinkSettings.Acknowledger.TWIN,
            List.of(keyFile),
            List.of(),
            List.of(),
            List.of(),
            16,
            timeout,
            1_000_000,
            MqttUplinkSettings.Drain.NEWEST_FIRST);
    uplink =
        new MqttUplinkFactory()
            .create(
                new UplinkSetup<>(
                    GATEWAY,
                    "centre",
                    settings,
                    journal,
                    journal.cursor("centre", true),
                    lastValues,
                    TwinProcess.GATEWAY,
                    clocks),
                this);
    uplink.start();
  }

  private void startTwin() throws IOException, SQLException {
    twin = Twin.start(TwinProcess.settings(broker.address(), database));
  }

  private void append(int rows) {
    try {
      for (int left = rows; left > 0; left -= 100) {
        ObservationBatch batch = Batches.numbered(clocks, 3, Math.min(100, left), left);
        journal.append(batch);
      }
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  /** All epochs of the journal are at the twin, without a hole and each row once. */
  private boolean isComplete() throws IOException, SQLException {
    TwinSummary summary = twin.summary();
    List<EpochSpan> spans = journal.status().epochs();
    return summary.epochs().size() == spans.size()
        && summary.holes() == 0
        && spans.stream().allMatch(span -> has(summary, span));
  }

  private static boolean has(TwinSummary summary, EpochSpan span) {
    return summary.epochs().stream()
        .anyMatch(
            e ->
                e.start().epoch().equals(span.epoch())
                    && e.covered() == span.last()
                    && e.stored() == span.last());
  }

  private void awaitComplete() {
    await().atMost(LONG).until(this::isComplete);
    await().atMost(LONG).until(() -> uplink.status().pending() == 0);
  }

  @Test
  void whatAModelInferredArrivesWithTheNumberOfItsLineage() throws Exception {
    startTwin();
    startUplink(broker.address());
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    for (int i = 0; i < 3; i++) {
      int row = batch.add(0, Kind.INFERRED, Trigger.PERIODIC);
      batch.put(row, i / 8.0);
      batch.resolved(row, batch.receivedWall(), TimeBasis.MODEL, 0, ObservationBatch.NO_CLOCK);
      batch.lineage(row, 40 + i);
    }
    journal.append(batch);
    awaitComplete();

    String lineages =
        "SELECT group_concat(lineage, ' ') FROM (SELECT lineage FROM observation WHERE kind = "
            + Kind.INFERRED.code()
            + " ORDER BY sequence)";
    try (Connection sql = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = sql.createStatement();
        ResultSet found = statement.executeQuery(lineages)) {
      assertThat(found.next()).isTrue();
      assertThat(found.getString(1)).isEqualTo("40 41 42");
    }
  }

  /** Two files to copy do what the promise needs: see {@link SmallTwin}. */
  @Test
  void theSmallTwinToCopyHasEachRowOnceToo() throws Exception {
    startUplink(broker.address());
    append(2000);
    try (SmallTwin small = smallTwin()) {
      await().atMost(LONG).until(() -> small.rows() == 2001 && uplink.status().pending() == 0);
    }
    append(1000);
    uplink.close();
    journal.kill();
    journal = openJournal();
    append(1000);
    startUplink(broker.address());

    try (SmallTwin small = smallTwin()) {
      await().atMost(LONG).until(() -> small.rows() == 3001 + 1001);
      await().atMost(LONG).until(() -> uplink.status().pending() == 0);
      assertThat(uplink.status().rejected()).isZero();
    }
  }

  private SmallTwin smallTwin() throws Exception {
    return new SmallTwin(
        broker.address(),
        database,
        TwinProcess.TWIN,
        Map.of(GATEWAY, TwinProcess.GATEWAY.publicKey()));
  }

  @Test
  void everythingArrivesOnceAndTheCursorFollows() throws IOException, SQLException {
    startTwin();
    startUplink(broker.address());
    append(500);
    awaitComplete();
    append(20_000);
    awaitComplete();

    TwinSummary summary = twin.summary();
    assertThat(summary.rows()).isEqualTo(journal.lastSequence());
    assertThat(summary.repeats()).isZero();
    assertThat(summary.alarms()).isEmpty();
    assertThat(summary.refusedFrames()).isEmpty();
    assertThat(summary.latency().rows()).isPositive();
    assertThat(twin.latest(GATEWAY)).containsKeys("plc/a", "plc/b", "plc/c");
  }

  @Test
  void survivesTheTwinBeingKilledUnderLoad() throws Exception {
    startUplink(broker.address());
    for (int kill = 0; kill < 2; kill++) {
      Process process = TwinProcess.start(broker.address(), database);
      long before = uplink.status().acked();
      append(30_000);
      await().atMost(LONG).until(() -> uplink.status().acked() > before);
      process.destroyForcibly().waitFor();
    }
    append(100);
    startTwin();
    awaitComplete();

    assertThat(twin.summary().alarms()).isEmpty();
    assertThat(twin.summary().forks()).isZero();
  }

  /** Nothing waits for an acknowledgement to be overdue: the twin says that it lost its session. */
  @Test
  void survivesABrokerThatForgetsEverything() throws IOException, SQLException {
    timeout = Duration.ofMinutes(10);
    int port = broker.port();
    startTwin();
    startUplink(broker.address());
    append(30_000);
    await().atMost(LONG).until(() -> uplink.status().acked() > 0);
    broker.close();
    append(500);
    broker = TestBroker.open(port);
    append(500);

    awaitComplete();
  }

  @Test
  void survivesTheGatewayBeingCutOffAndKilled() throws IOException, SQLException {
    startTwin();
    try (Cable cable = new Cable(broker.port())) {
      startUplink(cable.address("tcp"));
      append(30_000);
      await().atMost(LONG).until(() -> uplink.status().acked() > 0);
      cable.cut();
      uplink.close();
      journal.kill();
      journal = openJournal();
      append(200);
      startUplink(broker.address());
      awaitComplete();
    }

    assertThat(twin.summary().epochs())
        .extracting(e -> e.start().reason())
        .containsExactly(EpochStart.Reason.CREATED, EpochStart.Reason.KILLED);
  }

  @Test
  void survivesACableThatIsSlowThenDeafThenSpoilsWhatItCarries() throws Exception {
    startTwin();
    try (Cable cable = new Cable(broker.port(), 7)) {
      startUplink(cable.address("tcp"));
      append(3000);
      awaitComplete();
      cable.delay(Duration.ofMillis(30));
      append(3000);
      awaitComplete();
      cable.hang();
      append(3000);
      await().atMost(LONG).until(() -> uplink.status().state() != LinkState.UP);
      replug(cable);
      awaitComplete();
      cable.corrupt(0.3);
      spoil(cable);
      cable.drop(0.1);
      spoil(cable);
      awaitComplete();
    }
    assertThat(twin.summary().rows()).isEqualTo(journal.lastSequence());
    assertThat(twin.summary().forks()).isZero();
  }

  /** A thread of the library may die of what a bad cable feeds it: what arrives is what counts. */
  private static ConditionFactory await() {
    return Awaitility.await().dontCatchUncaughtExceptions();
  }

  private static void replug(Cable cable) {
    cable.cut();
    cable.mend();
  }

  /** Rows go into a bad cable until the harm is noticed: sent twice, or no link. Then a new one. */
  private void spoil(Cable cable) {
    long resent = resent();
    await()
        .atMost(LONG)
        .until(
            () -> {
              append(100);
              return resent() > resent || uplink.status().state() != LinkState.UP;
            });
    replug(cable);
    awaitComplete();
  }

  /** Rows sent more often than once, so far. */
  private long resent() {
    return uplink.status().sent() - journal.lastSequence();
  }

  @Test
  void whoeverCanPublishCanNeitherTrimNorInject() throws Exception {
    startUplink(broker.address());
    append(500);
    EpochStart epoch = journal.status().epochs().get(0).start();
    try (Vandal vandal = new Vandal(broker.address())) {
      await().atMost(LONG).until(() -> uplink.status().sent() > 0);
      vandal.forgeAcks(epoch, journal.lastSequence());
      await()
          .atMost(LONG)
          .until(() -> note("ignored: not signed by a twin key of the settings") >= 2);
      assertThat(journal.cursor("centre", true).covered(epoch.epoch()).isEmpty()).isTrue();

      startTwin();
      await().atMost(LONG).until(() -> !vandal.acks.isEmpty());
      vandal.forgeFrames(epoch, clocks);
      vandal.repeatWithChanges();
      append(500);
      awaitComplete();
    }
    TwinSummary summary = twin.summary();
    assertThat(summary.rows()).isEqualTo(journal.lastSequence());
    assertThat(summary.forks()).isZero();
    assertThat(summary.alarms()).isEmpty();
    assertThat(summary.refusedFrames()).containsKeys("UNSIGNED", "BAD_SIGNATURE");
    assertThat(summary.gateways().get(0).link()).isEqualTo(TwinSummary.Link.HERE);
    assertThat(journal.cursor("centre", true).covered(epoch.epoch()).count())
        .isEqualTo(journal.lastSequence());
  }

  private long note(String what) {
    return uplink.status().notes().getOrDefault(what, 0L);
  }

  @Test
  void newRowsArriveFirstAfterAnOutage() throws IOException, SQLException {
    append(50_000);
    startTwin();
    try (Cable cable = new Cable(broker.port())) {
      startUplink(cable.address("tcp"));
      for (int i = 0; i < 5; i++) {
        await().atMost(LONG).until(() -> uplink.status().state() == LinkState.UP);
        append(10);
        cable.cut();
        await().atMost(LONG).until(() -> uplink.status().state() != LinkState.UP);
        cable.mend();
      }
      awaitComplete();
    }
    assertThat(twin.summary().rows()).isEqualTo(journal.lastSequence());
  }

  @Test
  void aTwinRestoredFromABackupAsksForWhatItLost() throws Exception {
    startTwin();
    startUplink(broker.address());
    append(100);
    awaitComplete();
    twin.close();
    Path backup = database.resolveSibling("backup.db");
    Files.copy(database, backup);
    startTwin();
    append(300);
    awaitComplete();
    twin.close();
    Files.copy(backup, database, StandardCopyOption.REPLACE_EXISTING);
    // A clock that runs a hundred times as fast, so that the test need not wait for the watch.
    TwinSettings now = TwinProcess.settings(broker.address(), database);
    twin =
        Twin.start(
            new TwinSettings(
                now.broker(),
                now.name(),
                now.database(),
                now.key(),
                now.gateways(),
                new Clocks(clocks.wall(), () -> System.nanoTime() * 100)));
    append(10);

    await().atMost(LONG).until(() -> uplink.status().why().contains("was it restored"));
    awaitComplete();
  }

  @Test
  void aCopyOfTheGatewayIsSeenAndTheJournalIsTold() throws Exception {
    startTwin();
    startUplink(broker.address());
    append(10);
    awaitComplete();
    Epoch shared = journal.epoch();
    // The twin has rows that this journal will write otherwise: as if a copy had been there first.
    try (Connection second = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = second.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.executeUpdate(
          "INSERT INTO observation SELECT gateway, epoch, sequence + 10, dictionary, point, kind,"
              + " trigger, type, value + 1, quality, flags, status, event, resolved, basis,"
              + " time_uncertainty, source, server, received_wall, received_mono, clock,"
              + " uncertainty, lineage, revision, digest + 1 FROM observation WHERE sequence > 5"
              + " AND sequence < 9");
    }
    append(10);

    await().atMost(LONG).until(() -> !forks.isEmpty());
    assertThat(forks).containsOnly(shared);
    assertThat(twin.summary().forks()).isEqualTo(3);
    assertThat(uplink.status().rejected()).isEqualTo(3);
  }

  @Override
  public void link(LinkState state, String why) {}

  @Override
  public void rejected(Epoch epoch, long from, long to, String reason) {}

  @Override
  public void forked(Epoch epoch) {
    forks.add(epoch);
  }

  @Override
  public void ended(Exception cause) {
    throw new AssertionError(cause);
  }
}
