package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.Told;
import dev.penstock.contract.testkit.Told.Lost;
import dev.penstock.contract.testkit.Told.Row;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class MqttSessionIT {

  private static final PointBinding NO2 =
      TestPoints.json(0, "no2", ValueType.DOUBLE, "jsonPointer", "/no2", "timePointer", "/ts");
  private static final PointBinding NOISE =
      TestPoints.json(1, "noise", ValueType.DOUBLE, "jsonPointer", "/noise");
  private static final PointBinding ELSEWHERE =
      TestPoints.json(2, "other", ValueType.DOUBLE, "topic", "street/other", "jsonPointer", "/v");

  @TempDir Path folder;

  private final FakeTime time = new FakeTime();
  private final Told told = new Told();
  private final List<DeviceSession> sessions = new ArrayList<>();
  private final List<TestBroker> brokers = new ArrayList<>();

  @AfterEach
  void closeAll() {
    sessions.forEach(DeviceSession::close);
    brokers.forEach(TestBroker::close);
  }

  private TestBroker broker() {
    TestBroker broker = TestBroker.open();
    brokers.add(broker);
    return broker;
  }

  private TestBroker guardedBroker() {
    TestBroker broker = TestBroker.guarded();
    brokers.add(broker);
    return broker;
  }

  private DeviceSession open(MqttSettings settings, Told listener, PointBinding... points)
      throws DeviceException {
    return openAt("press-shop-1", settings, listener, points);
  }

  private DeviceSession openAt(
      String gateway, MqttSettings settings, Told listener, PointBinding... points)
      throws DeviceException {
    DeviceSession session =
        new MqttDriver()
            .open(
                new DeviceSetup<>(
                    gateway, "harbour", settings, List.of(points), folder, time.clocks()),
                listener);
    sessions.add(session);
    return session;
  }

  private DeviceSession openAndAwaitUp(URI broker, PointBinding... points) throws DeviceException {
    DeviceSession session = open(TestPoints.settings(broker), told, points);
    awaitUp(told);
    return session;
  }

  private static void awaitUp(Told listener) {
    listener.await("the link to be up", t -> t.link() == LinkState.UP);
  }

  private void awaitDown() {
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
  }

  @Test
  void makesOneBatchOfTheValuesOfOneMessage() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2, NOISE);

    broker.publish(
        TestPoints.AIR, "{\"no2\": 31.5, \"noise\": 62, \"ts\": \"2025-01-01T00:00:00.25Z\"}");
    told.await("both", t -> t.rows().size() == 2);

    assertThat(told.batches()).isEqualTo(1);
    assertThat(told.values(NO2)).containsExactly(31.5);
    assertThat(told.values(NOISE)).containsExactly(62.0);
    assertThat(told.last(NO2).source()).isEqualTo(1_735_689_600_250_000_000L);
    assertThat(told.last(NOISE).source()).isEqualTo(ObservationBatch.ABSENT);
  }

  @Test
  void aMemberThatIsNotThereMakesNoRow() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2, NOISE);

    broker.publish(TestPoints.AIR, "{\"noise\": 62}");
    told.await("the one", t -> t.has(NOISE, 62));

    assertThat(told.rows(NO2)).isEmpty();
    assertThat(told.losses()).isEmpty();
  }

  @Test
  void rubbishIsCountedAndTheOthersGoOn() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2, NOISE, ELSEWHERE);

    broker.publish(TestPoints.AIR, "{\"no2\": 31.5, ");
    broker.publish(TestPoints.AIR, new byte[] {(byte) 0xff, 0}, false);
    broker.publish(TestPoints.AIR, "{\"pm10\": 3}");
    broker.publish("street/other", "{\"v\": 4}");
    broker.publish(TestPoints.AIR, "{\"no2\": 32.5}");
    told.await("the good ones", t -> t.has(ELSEWHERE, 4) && t.has(NO2, 32.5));

    long now = time.wall().nanos();
    assertThat(told.losses())
        .containsExactly(
            new Lost(LossCause.MALFORMED, 2, now, now),
            new Lost(LossCause.MALFORMED, 2, now, now),
            new Lost(LossCause.MALFORMED, 2, now, now));
    assertThat(told.link()).isEqualTo(LinkState.UP);
  }

  @Test
  void aValueOfAnotherTypeIsBadAndToldByNameUntilItIsRight() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2);

    broker.publish(TestPoints.AIR, "{\"no2\": \"high\"}");
    told.await("the verdict", t -> t.link() == LinkState.DEGRADED);
    told.await("the row", t -> t.rows().size() == 1);

    assertThat(told.why()).contains("harbour/no2", TestPoints.AIR, "double", "high");
    Row row = told.last(NO2);
    assertThat(row.quality()).isEqualTo(Quality.BAD);
    assertThat(row.status()).isEqualTo(StatusCodes.BAD_TYPE_MISMATCH);
    assertThat(Flag.CONFIG.in(row.flags())).isTrue();

    broker.publish(TestPoints.AIR, "{\"no2\": 12}");
    awaitUp(told);
  }

  @Test
  void marksWhatTheBrokerHadRetained() throws Exception {
    TestBroker broker = broker();
    broker.publish(TestPoints.AIR, "{\"no2\": 30}".getBytes(StandardCharsets.UTF_8), true);
    openAndAwaitUp(broker.address(), NO2);
    told.await("the retained", t -> t.has(NO2, 30));

    broker.publish(TestPoints.AIR, "{\"no2\": 31}");
    told.await("the next", t -> t.has(NO2, 31));

    assertThat(told.rows(NO2))
        .extracting(row -> Flag.INITIAL.in(row.flags()))
        .containsExactly(true, false);
  }

  @Test
  void theBrokerKeepsWhatComesWhileTheGatewayIsDown() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2).close();

    broker.publish(TestPoints.AIR, "{\"no2\": 33}");

    Told again = new Told();
    open(TestPoints.settings(broker.address()), again, NO2);
    again.await("what was kept", t -> t.has(NO2, 33));
  }

  @Test
  void theBrokerRepeatsWhatWasNotDurable() throws Exception {
    TestBroker broker = broker();
    DeviceSession session = openAndAwaitUp(broker.address(), NO2);
    broker.publish(TestPoints.AIR, "{\"no2\": 1}");
    broker.publish(TestPoints.AIR, "{\"no2\": 2}");
    broker.publish(TestPoints.AIR, "{\"no2\": 3}");
    told.await("all three", t -> t.has(NO2, 3));

    session.durable(told.last(NO2).sequence() - 2);
    await().until(() -> broker.kept() == 2);
    session.close();

    Told again = new Told();
    open(TestPoints.settings(broker.address()), again, NO2);
    again.await("the other two", t -> t.has(NO2, 3));
    assertThat(again.values(NO2)).containsExactly(2.0, 3.0);
  }

  @Test
  void doesNotAskAgainForWhatWasCountedAsLost() throws Exception {
    TestBroker broker = broker();
    told.refuse(true);
    DeviceSession session = openAndAwaitUp(broker.address(), NO2);
    broker.publish(TestPoints.AIR, "{\"no2\": 1}");
    broker.publish(TestPoints.AIR, "rubbish");
    told.await("both", t -> t.has(NO2, 1) && !t.losses().isEmpty());
    await().until(() -> broker.kept() == 0);
    session.close();

    broker.publish(TestPoints.AIR, "{\"no2\": 2}");
    Told again = new Told();
    open(TestPoints.settings(broker.address()), again, NO2);
    again.await("the next", t -> t.has(NO2, 2));

    assertThat(again.values(NO2)).containsExactly(2.0);
    assertThat(again.losses()).isEmpty();
  }

  @Test
  void losesNothingAndRepeatsNothingOverACutLink() throws Exception {
    TestBroker broker = broker();
    try (Cable cable = new Cable(broker.port())) {
      DeviceSession session = openAndAwaitUp(cable.address("tcp"), NO2);
      broker.publish(TestPoints.AIR, "{\"no2\": 1}");
      broker.publish(TestPoints.AIR, "{\"no2\": 2}");
      told.await("the first two", t -> t.has(NO2, 2));

      cable.cut();
      broker.publish(TestPoints.AIR, "{\"no2\": 3}");
      awaitDown();
      cable.mend();
      awaitUp(told);
      broker.publish(TestPoints.AIR, "{\"no2\": 4}");
      told.await("the last", t -> t.has(NO2, 4));

      assertThat(told.values(NO2)).containsExactly(1.0, 2.0, 3.0, 4.0);
      assertThat(broker.kept()).isEqualTo(4);
      session.durable(told.sequence());
      await().until(() -> broker.kept() == 0);
    }
  }

  @Test
  void subscribesAnewWhenTheBrokerHasForgottenUs() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2);

    broker.stop();
    awaitDown();
    broker.start();
    awaitUp(told);

    broker.publish(TestPoints.AIR, "{\"no2\": 7}");
    told.await("the next", t -> t.has(NO2, 7));
  }

  @Test
  void saysThatTheBrokerRefusesTheUser() throws Exception {
    TestBroker broker = guardedBroker();

    open(TestPoints.settings(broker.address(), TestBroker.USER, "wrong horse"), told, NO2);

    awaitDown();
    assertThat(told.why())
        .contains("harbour: ", broker.address().toString(), "check user and password")
        .doesNotContain("wrong horse");
  }

  @Test
  void logsInByUserAndPassword() throws Exception {
    TestBroker broker = guardedBroker();

    open(TestPoints.settings(broker.address(), TestBroker.USER, TestBroker.PASSWORD), told, NO2);

    awaitUp(told);
    broker.publish(TestPoints.AIR, "{\"no2\": 8}");
    told.await("the value", t -> t.has(NO2, 8));
  }

  @Test
  void saysWhichTopicTheBrokerRefuses() throws Exception {
    TestBroker broker = guardedBroker();
    PointBinding hidden = TestPoints.json(1, "hidden", ValueType.DOUBLE, "topic", "secret/plans");

    open(
        TestPoints.settings(broker.address(), TestBroker.USER, TestBroker.PASSWORD),
        told,
        NO2,
        hidden);

    told.await("the verdict", t -> t.link() == LinkState.DEGRADED);
    assertThat(told.why()).contains("secret/plans", "refuses the subscription");
    broker.publish(TestPoints.AIR, "{\"no2\": 8}");
    told.await("the other", t -> t.has(NO2, 8));
  }

  @Test
  void saysThatAnotherClientHasOurName() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2);

    open(TestPoints.settings(broker.address()), new Told(), NO2);

    told.await(
        "to hear of the other", t -> t.links().stream().anyMatch(l -> l.contains("clientId")));
    assertThat(told.links()).anyMatch(l -> l.contains("penstock-press-shop-1_harbour"));
  }

  @Test
  void twoGatewaysWithADeviceOfOneNameBothHearIt() throws Exception {
    TestBroker broker = broker();
    openAndAwaitUp(broker.address(), NO2);
    Told elsewhere = new Told();

    openAt("press-shop-2", TestPoints.settings(broker.address()), elsewhere, NO2);
    awaitUp(elsewhere);
    broker.publish(TestPoints.AIR, "{\"no2\": 7}");

    told.await("the value", t -> t.has(NO2, 7));
    elsewhere.await("the value", t -> t.has(NO2, 7));
    assertThat(told.links()).noneMatch(l -> l.contains("clientId"));
  }

  @Test
  void whatBecomesDurableWhileTheLinkIsDownIsNotJournaledTwice() throws Exception {
    TestBroker broker = broker();
    try (Cable cable = new Cable(broker.port())) {
      DeviceSession session = openAndAwaitUp(cable.address("tcp"), NO2);
      broker.publish(TestPoints.AIR, "{\"no2\": 1}");
      broker.publish(TestPoints.AIR, "{\"no2\": 2}");
      told.await("both", t -> t.has(NO2, 2));

      cable.cut();
      awaitDown();
      session.durable(told.sequence());
      cable.mend();

      await().until(() -> broker.kept() == 0);
      assertThat(told.values(NO2)).containsExactly(1.0, 2.0);
      assertThat(told.losses()).isEmpty();
    }
  }
}
