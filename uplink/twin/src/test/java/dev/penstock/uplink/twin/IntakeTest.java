package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.SyncBound;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import dev.penstock.contract.wire.TwinLedger.Rejected;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

  private static final String GATEWAY = "hall-7";
  private static final String BOOT = "boot-1";
  private static final Dictionary DICTIONARY = Batches.dictionary("plc/a", "plc/b");
  private static final EpochStart EPOCH =
      new EpochStart(new Epoch(-7), null, 0, EpochStart.Reason.CREATED, BOOT);
  private static final Stream STREAM = new Stream(GATEWAY, EPOCH.epoch(), "centre");

  private final FakeTime time = new FakeTime();
  private final FrameWriter writer = new FrameWriter(new FrameOrigin(GATEWAY, "centre", ""), null);
  private final LatestValues latest = new LatestValues();
  private final EventLatencies latencies = new EventLatencies(time.wall());
  private Path file;
  private TwinStore store;
  private Intake intake;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException, SQLException {
    file = folder.resolve("twin.db");
    reopen();
  }

  private void reopen() throws IOException, SQLException {
    store = new TwinStore(file);
    intake = new Intake(store, latest, latencies, time.clocks());
  }

  @AfterEach
  void close() throws IOException, SQLException {
    store.close();
  }

  private Created created() {
    return new Created(time.wall().nanos(), time.mono().nanos(), BOOT);
  }

  private Frame frame(long first, double... values) {
    return frame(Batches.of(time.clocks(), 0, values), first, List.of());
  }

  private Frame frame(ObservationBatch batch, long first, List<ClockEntry> clocks) {
    batch.identify(EPOCH.epoch(), first);
    writer.begin(EPOCH, Lane.LIVE, DICTIONARY.hash(), first);
    writer.add(batch, 0, batch.size());
    return read(writer.finish(created(), clocks));
  }

  private static Frame read(byte[] frame) {
    try {
      return FrameReader.unchecked().read(frame);
    } catch (FrameException e) {
      throw new AssertionError(e);
    }
  }

  private Frame dictionary() {
    return read(writer.dictionary(EPOCH, DICTIONARY, created()));
  }

  private TwinSummary summary() throws IOException, SQLException {
    return new Summarizer(store, intake, latest, latencies, Map.of())
        .of("here", time.wall().nanos(), time.mono().nanos());
  }

  private long ask(String sql) throws IOException, SQLException {
    try (Connection second = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = second.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getLong(1) : -1;
    }
  }

  @Test
  void storesEachRowOnceHoweverOftenItComes() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10, 11, 12));
    intake.take(frame(2, 11, 12, 13));
    assertThat(intake.commit()).containsExactly(STREAM);

    assertThat(ask("SELECT count(*) FROM observation")).isEqualTo(4);
    assertThat(intake.repeats()).isEqualTo(2);
    assertThat(intake.ledger().covered(STREAM).ranges()).containsExactly(new Range(1, 4));
    assertThat(intake.forks()).isZero();
  }

  @Test
  void theViewNamesPointsAndUnits() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10.5));
    intake.commit();

    assertThat(
            ask(
                "SELECT count(*) FROM reading WHERE gateway = 'hall-7' AND point = 'plc/a'"
                    + " AND unit = 'cm' AND value = 10.5 AND epoch = 'fffffffffffffff9'"))
        .isEqualTo(1);
  }

  @Test
  void rowsWithoutTheirMeaningWaitForItAndAreNotAcknowledged() throws IOException, SQLException {
    intake.take(frame(1, 10, 11));
    intake.commit();
    assertThat(intake.ledger().state(STREAM).covered()).isEmpty();
    assertThat(intake.ledger().state(STREAM).need()).containsExactly(DICTIONARY.hash());

    intake.take(dictionary());
    assertThat(intake.commit()).containsExactly(STREAM);
    assertThat(intake.ledger().state(STREAM).covered()).containsExactly(new Range(1, 2));
    assertThat(intake.ledger().state(STREAM).need()).isEmpty();
  }

  @Test
  void theSameIdentityWithAnotherContentIsAFork() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10, 11, 12));
    intake.take(frame(2, 99));
    intake.commit();

    assertThat(intake.forks()).isEqualTo(1);
    assertThat(intake.ledger().state(STREAM).rejected())
        .containsExactly(new Rejected(2, 2, "FORK"));
    assertThat(ask("SELECT count(*) FROM observation WHERE value = 99")).isZero();
  }

  @Test
  void aPointThatTheDictionaryDoesNotHaveRejectsTheFrame() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(Batches.of(time.clocks(), 5, 1), 1, List.of()));
    intake.commit();

    assertThat(intake.ledger().state(STREAM).rejected())
        .containsExactly(new Rejected(1, 1, "UNKNOWN_POINT"));
  }

  @Test
  void whatWasNotCommittedWasNeverThere() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10));
    intake.commit();
    intake.take(frame(2, 11));
    intake.rollback();

    assertThat(intake.commit()).isEmpty();
    assertThat(intake.ledger().covered(STREAM).ranges()).containsExactly(new Range(1, 1));
    assertThat(ask("SELECT count(*) FROM observation")).isEqualTo(1);
  }

  @Test
  void aRestartedTwinKnowsWhatItHas() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10, 11));
    intake.take(frame(7, 10, 11));
    intake.take(frame(8, 99));
    intake.commit();
    TwinSummary before = summary();
    store.close();
    reopen();

    assertThat(summary().epochs()).isEqualTo(before.epochs());
    assertThat(intake.ledger().state(STREAM).rejected())
        .containsExactly(new Rejected(8, 8, "FORK"));
    intake.take(frame(3, 12));
    intake.commit();
    assertThat(summary().holes()).isEqualTo(3);
    assertThat(summary().rows()).isEqualTo(5);
  }

  @Test
  void anAnchorMovesTheTimesOfItsBootAlsoOfRowsThatComeLater() throws IOException, SQLException {
    intake.take(dictionary());
    long wrong = time.wall().nanos();
    intake.take(frame(unsynced(), 1, List.of()));
    time.pass(Duration.ofSeconds(8));
    ObservationBatch late = unsynced();
    time.pass(Duration.ofSeconds(2));
    long right = wrong + Duration.ofHours(5).toNanos();
    ClockEntry anchor =
        new ClockEntry(
            2,
            ClockEntry.Topic.ANCHOR,
            ClockEntry.GATEWAY,
            BOOT,
            ClockState.SYNCED,
            1000,
            0,
            right,
            time.mono().nanos());
    ObservationBatch statement = new ObservationBatch().receivedAt(right, time.mono().nanos());
    statement.addStatement(Kind.CLOCK, anchor.body());
    intake.take(frame(statement, 2, List.of()));
    intake.take(frame(late, 3, List.of()));
    intake.commit();

    long tenSeconds = Duration.ofSeconds(10).toNanos();
    assertThat(ask("SELECT resolved FROM observation WHERE sequence = 1"))
        .isEqualTo(right - tenSeconds);
    assertThat(ask("SELECT event FROM observation WHERE sequence = 1")).isEqualTo(wrong);
    assertThat(ask("SELECT resolved FROM observation WHERE sequence = 3"))
        .isEqualTo(right - Duration.ofSeconds(2).toNanos());
  }

  private ObservationBatch unsynced() {
    ObservationBatch batch =
        new ObservationBatch().receivedAt(time.wall().nanos(), time.mono().nanos());
    int row = batch.add(0, Kind.RAW, Trigger.POLL);
    batch.put(row, 1.0);
    batch.resolved(row, batch.receivedWall(), TimeBasis.GATEWAY, ObservationBatch.ABSENT, 1);
    return batch;
  }

  @Test
  void theCurrentValueHasTheGreatestEventTimeWhateverTheLane() throws IOException, SQLException {
    intake.take(dictionary());
    Frame old = frame(1, 10);
    time.pass(Duration.ofSeconds(1));
    Frame fresh = frame(2, 20);
    intake.take(fresh);
    intake.take(old);
    intake.commit();

    assertThat(latest.of(GATEWAY).get("plc/a").value().value().asDouble()).isEqualTo(20);
  }

  @Test
  void aBirthIsShownAndNotStored() throws IOException, SQLException {
    intake.take(dictionary());
    ObservationBatch seen = Batches.of(time.clocks(), 1, 7.5);
    seen.identify(EPOCH.epoch(), 12);
    Observation value = seen.observation(0, GATEWAY, DICTIONARY);
    EpochSpan span = new EpochSpan(EPOCH, 5, 40);
    intake.take(
        read(writer.birth(EPOCH, DICTIONARY, List.of(value), created(), List.of(), List.of(span))));

    assertThat(intake.commit()).containsExactly(STREAM);
    assertThat(latest.of(GATEWAY)).containsOnlyKeys("plc/b");
    assertThat(latest.of(GATEWAY).get("plc/b").value()).isEqualTo(value);
    assertThat(ask("SELECT count(*) FROM observation")).isZero();
    assertThat(intake.ledger().holes(STREAM)).containsExactly(new Range(1, 40));
  }

  @Test
  void lossesAreCountedByCause() throws IOException, SQLException {
    intake.take(dictionary());
    ObservationBatch batch =
        new ObservationBatch().receivedAt(time.wall().nanos(), time.mono().nanos());
    long[] counts = {5, Loss.UNKNOWN_COUNT, 5};
    for (int i = 0; i < counts.length; i++) {
      String id = "x/" + i % 2; // The third is the first one, told again after a power cut.
      long count = counts[i];
      Loss loss = new Loss(id, LossCause.OVERFLOW, "plc", "", count, 0, 1, "", 0, 0, List.of());
      batch.addStatement(Kind.LOSS, loss.body());
    }
    intake.take(frame(batch, 1, List.of()));
    intake.commit();

    assertThat(summary().losses()).containsExactly(Map.entry("OVERFLOW", 6L));
  }

  @Test
  void latencyRunsFromTheEventToTheCommit() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10));
    time.pass(Duration.ofMillis(80));
    intake.commit();

    assertThat(summary().latency().rows()).isEqualTo(1);
    assertThat(summary().latency().p50()).isBetween(80_000_000L, 86_000_000L);
  }

  private Frame birth(Created connection) {
    ClockEntry clock =
        new ClockEntry(
            3,
            ClockEntry.Topic.STATE,
            ClockEntry.GATEWAY,
            BOOT,
            ClockState.HOLDOVER,
            1_500_000,
            0,
            connection.wall(),
            connection.mono());
    return read(writer.birth(EPOCH, DICTIONARY, List.of(), connection, List.of(clock), List.of()));
  }

  private TwinSummary.Gateway gateway() throws IOException, SQLException {
    return summary().gateways().get(0);
  }

  @Test
  void aFarewellCountsOnlyForTheConnectionThatItWasMadeWith() throws IOException, SQLException {
    Created first = created();
    Frame farewell = read(writer.farewell(EPOCH, DICTIONARY.hash(), first));
    intake.take(birth(first));
    assertThat(gateway().link()).isEqualTo(TwinSummary.Link.HERE);
    intake.take(farewell);
    assertThat(gateway().link()).isEqualTo(TwinSummary.Link.GONE);

    time.pass(Duration.ofSeconds(1));
    intake.take(birth(created()));
    intake.take(farewell);

    assertThat(gateway().link()).isEqualTo(TwinSummary.Link.HERE);
  }

  @Test
  void aBirthStatesTheGatewaysClockEvenIfNoRowNamesIt() throws IOException, SQLException {
    intake.take(birth(created()));

    assertThat(gateway().clocks().get(ClockEntry.GATEWAY).state()).isEqualTo(ClockState.HOLDOVER);
  }

  @Test
  void anAnswerCoversTheRowsItCarriesAndNoOthers() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10));
    intake.take(frame(9, 90));
    ObservationBatch batch = Batches.of(time.clocks(), 0, 40, 50, 60);
    batch.identify(EPOCH.epoch(), 4);
    writer.beginAnswer(EPOCH, DICTIONARY.hash());
    writer.add(batch, 0, 1);
    writer.add(batch, 2, 3);
    intake.take(read(writer.finish(created(), List.of())));
    intake.commit();

    assertThat(intake.ledger().holes(STREAM))
        .containsExactly(new Range(2, 3), new Range(5, 5), new Range(7, 8));
    assertThat(ask("SELECT count(*) FROM observation")).isEqualTo(4);
  }

  @Test
  void saysOfEachPointHowFarThePlantCanBeOrWhyItCannotSay() throws IOException, SQLException {
    intake.take(dictionary());
    intake.take(frame(1, 10));

    assertThat(gateway().points()).containsOnlyKeys("plc/a");
    assertThat(gateway().points().get("plc/a").bound().why()).isNotEqualTo(SyncBound.Why.NO_VALUE);
    assertThat(gateway().behind()).isZero();
  }
}
