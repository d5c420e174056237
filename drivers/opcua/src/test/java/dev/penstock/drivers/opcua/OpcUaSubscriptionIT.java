package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.contract.testkit.Told.Row;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;

final class OpcUaSubscriptionIT extends OpcUaIntegration {

  private static final PointBinding LEVEL = Bindings.of(0, "level", ValueType.DOUBLE);
  private static final PointBinding COUNT = Bindings.of(1, "count", ValueType.INT64);

  private void startServer() {
    server.nodes().add("level", NodeIds.Double, 1.5);
    server.nodes().add("count", NodeIds.Int32, 7);
    server.start();
  }

  @Test
  void marksTheFirstValueAndNoOther() throws Exception {
    startServer();
    openAndAwaitUp(plain(), LEVEL);
    told.await("the first", t -> t.has(LEVEL, 1.5));

    server.nodes().set("level", 2.5);
    told.await("the second", t -> t.has(LEVEL, 2.5));

    assertThat(told.rows(LEVEL))
        .extracting(row -> Flag.INITIAL.in(row.flags()))
        .containsExactly(true, false);
  }

  @Test
  void keepsBothStampsToTheNanosecondAndTheRawStatus() throws Exception {
    startServer();
    openAndAwaitUp(plain(), LEVEL);
    told.await("the first", t -> t.has(LEVEL, 1.5));

    DateTime source = Stamps.dateTime(1_735_689_600_123_456_700L);
    DateTime at = Stamps.dateTime(1_735_689_600_200_000_000L);
    StatusCode lastUsable = new StatusCode(0x40900000L);
    server
        .nodes()
        .set(
            "level",
            new DataValue(Variant.of(3.5), lastUsable, source, Unsigned.ushort(4200), at, null));
    told.await("the value", t -> t.has(LEVEL, 3.5));

    Row row = told.last(LEVEL);
    assertThat(row.source()).isEqualTo(1_735_689_600_123_456_742L);
    assertThat(row.server()).isEqualTo(1_735_689_600_200_000_000L);
    assertThat(row.status()).isEqualTo(0x40900000);
    assertThat(row.quality()).isEqualTo(Quality.UNCERTAIN);
    assertThat(Flag.STALE.in(row.flags())).isTrue();
  }

  @Test
  void handsOverOneNotificationAsOneBatch() throws Exception {
    PointBinding[] many =
        IntStream.range(0, 300)
            .mapToObj(i -> Bindings.of(i, "p" + i, ValueType.DOUBLE))
            .toArray(PointBinding[]::new);
    IntStream.range(0, 300).forEach(i -> server.nodes().add("p" + i, NodeIds.Double, (double) i));
    server.start();

    openAndAwaitUp(plain(), many);
    told.await("all first values", t -> t.rows().size() == 300);

    assertThat(told.batches()).isLessThanOrEqualTo(3);
  }

  @Test
  void splitsANotificationThatIsLargerThanABatch() throws Exception {
    int points = 2 * ObservationBatch.CAPACITY + 10;
    PointBinding[] many =
        IntStream.range(0, points)
            .mapToObj(i -> Bindings.of(i, "p" + i, ValueType.DOUBLE))
            .toArray(PointBinding[]::new);
    IntStream.range(0, points)
        .forEach(i -> server.nodes().add("p" + i, NodeIds.Double, (double) i));
    server.start();

    openAndAwaitUp(plain(), many);
    told.await("all first values", t -> t.rows().size() == points);

    assertThat(told.rows()).extracting(Row::point).doesNotHaveDuplicates();
  }

  @Test
  void aMissingNodeDoesNotHinderTheOthersAndIsToldByName() throws Exception {
    startServer();
    PointBinding missing = Bindings.of(1, "nowhere", ValueType.DOUBLE);
    open(plain(), LEVEL, missing);

    told.await("the good point", t -> t.has(LEVEL, 1.5));
    told.await("the verdict", t -> t.link() == LinkState.DEGRADED);
    told.await("the row", t -> !t.rows(missing).isEmpty());

    assertThat(told.why())
        .contains("1 of 2 points", "device/nowhere", "s=nowhere", "Bad_NodeIdUnknown");
    assertThat(told.rows(missing)).hasSize(1);
    Row row = told.last(missing);
    assertThat(row.quality()).isEqualTo(Quality.BAD);
    assertThat(row.status()).isEqualTo(StatusCodes.BAD_NODE_ID_UNKNOWN);
    assertThat(Flag.CONFIG.in(row.flags())).isTrue();
  }

  @Test
  void anUnknownNamespaceIsToldByName() throws Exception {
    startServer();
    PointBinding foreign =
        Bindings.at(1, "foreign", "nsu=urn:somebody:else;s=level", ValueType.DOUBLE);
    open(plain(), LEVEL, foreign);

    told.await("the good point", t -> t.has(LEVEL, 1.5));
    told.await("the verdict", t -> t.link() == LinkState.DEGRADED);

    assertThat(told.why()).contains("device/foreign", "urn:somebody:else", TestServer.NAMESPACE);
  }

  @Test
  void aValueOfAnotherTypeIsBadAndTheTroubleIsOverWithTheNextGoodOne() throws Exception {
    startServer();
    openAndAwaitUp(plain(), LEVEL);
    told.await("the first", t -> t.has(LEVEL, 1.5));

    server.nodes().set("level", "twelve");
    told.await("the verdict", t -> t.link() == LinkState.DEGRADED);
    told.await("the row", t -> t.last(LEVEL).quality() == Quality.BAD);

    assertThat(told.why()).contains("device/level", "profile says double", "server sends String");
    Row row = told.last(LEVEL);
    assertThat(row.quality()).isEqualTo(Quality.BAD);
    assertThat(Flag.CONFIG.in(row.flags())).isTrue();

    server.nodes().set("level", 2.5);
    awaitUp();
  }

  @Test
  void tellsOnceThatTheServersQueueOverflowed() throws Exception {
    startServer();
    openAndAwaitUp(TestSettings.open(server.url(), Duration.ofMillis(500), 2), COUNT);
    told.await("the first", t -> t.has(COUNT, 7));

    IntStream.rangeClosed(100, 150).forEach(i -> server.nodes().set("count", i));
    told.await("the last", t -> t.has(COUNT, 150));
    told.await("the loss", t -> !t.losses().isEmpty());

    assertThat(told.losses())
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(lost -> lost.cause() == LossCause.OVERFLOW)
        .allMatch(lost -> lost.count() == Loss.UNKNOWN_COUNT)
        .allMatch(lost -> lost.eventFrom() <= lost.eventTo());
    assertThat(told.rows(COUNT)).anyMatch(row -> Flag.GAP_BEFORE.in(row.flags()));
  }

  @Test
  void losesNothingAndRepeatsNothingOverACutLink() throws Exception {
    startServer();
    try (Cable cable = new Cable(server.port())) {
      openAndAwaitUp(TestSettings.securedAt(cable.address("opc.tcp").toString()), COUNT);
      told.await("the first", t -> t.has(COUNT, 7));
      IntStream.rangeClosed(100, 110).forEach(i -> server.nodes().set("count", i));

      cable.cut();
      IntStream.rangeClosed(111, 130).forEach(i -> server.nodes().set("count", i));
      awaitDown();
      IntStream.rangeClosed(131, 140).forEach(i -> server.nodes().set("count", i));
      cable.mend();
      awaitUp();
      server.nodes().set("count", 141);
      told.await("the last", t -> t.has(COUNT, 141));
    }

    assertThat(told.values(COUNT).stream().filter(v -> v >= 100))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(100, 141).mapToObj(i -> (double) i).toList());
    assertThat(told.losses()).isEmpty();
    assertThat(told.rows(COUNT)).filteredOn(row -> Flag.INITIAL.in(row.flags())).hasSize(1);
  }

  @Test
  void subscribesAnewWhereTheServerDoesNotHandTheOldSubscriptionOver() throws Exception {
    startServer();
    try (Cable cable = new Cable(server.port())) {
      openAndAwaitUp(
          TestSettings.open(cable.address("opc.tcp").toString(), TestSettings.QUICK, 100), COUNT);
      told.await("the first", t -> t.has(COUNT, 7));

      cable.cut();
      awaitDown();
      server.nodes().set("count", 8);
      cable.mend();

      told.await("the first of the new subscription", t -> t.has(COUNT, 8));
    }
    assertThat(Flag.INITIAL.in(told.last(COUNT).flags())).isTrue();
  }

  @Test
  void subscribesAnewAfterTheServerHasRestarted() throws Exception {
    startServer();
    openAndAwaitUp(plain(), LEVEL);
    told.await("the first", t -> t.has(LEVEL, 1.5));

    server.stop();
    awaitDown();
    server.nodes().set("level", 9.5);
    server.start();

    told.await("the first of the new subscription", t -> t.has(LEVEL, 9.5));
    assertThat(Flag.INITIAL.in(told.last(LEVEL).flags())).isTrue();
    assertThat(server.subscriptions()).isEqualTo(1);
  }

  @Test
  void acknowledgesOnlyWhatIsDurable() throws Exception {
    startServer();
    DeviceSession session = openAndAwaitUp(plain(), COUNT);
    told.await("the first", t -> t.has(COUNT, 7));
    for (int i = 100; i < 105; i++) {
      int next = i;
      server.nodes().set("count", next);
      told.await("each by itself", t -> t.has(COUNT, next));
    }

    assertThat(server.unacknowledged()).isEqualTo(6);

    session.durable(told.sequence() - 1);
    server.nodes().set("count", 200);
    told.await("the next", t -> t.has(COUNT, 200));
    await().atMost(PATIENCE).until(() -> server.unacknowledged() == 2);
  }

  @Test
  void acknowledgesWhatWasCountedAsLost() throws Exception {
    startServer();
    told.refuse(true);
    openAndAwaitUp(plain(), COUNT);
    told.await("the first", t -> t.has(COUNT, 7));

    server.nodes().set("count", 8);

    await().atMost(PATIENCE).until(() -> told.has(COUNT, 8) && server.unacknowledged() == 0);
  }

  @Test
  void leavesNothingAtTheServerAfterClose() throws Exception {
    startServer();
    DeviceSession session = openAndAwaitUp(plain(), LEVEL);

    session.close();

    await().atMost(PATIENCE).until(() -> server.subscriptions() == 0);
    assertThat(server.nodes().watched("level")).isZero();
  }

  @Test
  void saysWhenThePointsAreUnchanged() throws Exception {
    startServer();
    openAndAwaitUp(plain(), LEVEL);
    told.await("the first", t -> t.has(LEVEL, 1.5));
    int before = told.alives();

    time.pass(Duration.ofSeconds(2));

    told.await("a keep-alive", t -> t.alives() > before);
  }

  @Test
  void endsWhenItsListenerFails() throws Exception {
    startServer();
    DeviceSession session =
        new OpcUaDriver()
            .open(
                new DeviceSetup<>(
                    "gateway", "device", plain(), List.of(LEVEL), folder, time.clocks()),
                new FailingListener(told));
    try {
      told.await("the end", t -> !t.ends().isEmpty());

      assertThat(told.ends()).hasSize(1);
      assertThat(told.ends().get(0)).hasMessageContaining("device: the session failed");
    } finally {
      session.close();
    }
  }

  @Test
  void widensIntegersForADoubleAndKeepsOtherTypes() throws Exception {
    PointBinding wide = Bindings.of(0, "count", ValueType.DOUBLE);
    PointBinding flag = Bindings.of(1, "flag", ValueType.BOOL);
    PointBinding name = Bindings.of(2, "name", ValueType.STRING);
    PointBinding profile = Bindings.of(3, "profile", ValueType.DOUBLES);
    server.nodes().add("count", NodeIds.Int32, 7);
    server.nodes().add("flag", NodeIds.Boolean, true);
    server.nodes().add("name", NodeIds.String, "tank");
    server.nodes().add("profile", NodeIds.Double, new Double[] {1.0, 2.5});
    server.start();

    openAndAwaitUp(plain(), wide, flag, name, profile);
    told.await("all", t -> t.rows().size() == 4);

    assertThat(List.of(wide, flag, name, profile))
        .extracting(point -> told.last(point).value())
        .containsExactly(
            Value.of(7.0), Value.of(true), Value.of("tank"), Value.of(new double[] {1, 2.5}));
  }
}
