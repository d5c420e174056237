package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Observation;
import dev.penstock.contract.Quality;
import dev.penstock.contract.StatusCodes;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.device.WriteAnswer.Result;
import dev.penstock.contract.testkit.Cable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpcUaWriterIT extends OpcUaIntegration {

  private static final PointBinding PUMP = Bindings.writable(0, "pump", ValueType.DOUBLE);
  private static final PointBinding STEPS =
      Bindings.scaled(1, "steps", ValueType.DOUBLE, "", 0.1, 0);
  private static final PointBinding LEVEL = Bindings.of(2, "level", ValueType.DOUBLE);
  private static final PointBinding GONE = Bindings.of(3, "gone", ValueType.DOUBLE);
  private static final Duration SHORT = Duration.ofMillis(300);

  @BeforeEach
  void startServer() {
    server.nodes().add("pump", NodeIds.Double, 3.0);
    server.nodes().add("steps", NodeIds.Int16, (short) 10);
    server.nodes().add("level", NodeIds.Double, 1.5);
    server.start();
  }

  private DeviceSession session() throws Exception {
    return openAndAwaitUp(TestSettings.secured(server), PUMP, STEPS, LEVEL);
  }

  private static PointWriter writer(DeviceSession session) {
    return session.writer().orElseThrow();
  }

  private static WriteAnswer write(DeviceSession session, PointBinding point, double value)
      throws NotRepresentableException {
    PointWriter writer = writer(session);
    return writer.write(point.point(), writer.encode(point.point(), Value.of(value)), PATIENCE);
  }

  @Test
  void writesOnceAndReadsItBack() throws Exception {
    DeviceSession session = session();

    WriteAnswer answer = write(session, PUMP, 3.15);

    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
    assertThat(server.nodes().writes()).hasSize(1);
    assertThat(session.readNow(List.of(PUMP.point()), PATIENCE))
        .extracting(Observation::value)
        .containsExactly(Value.of(3.15));
  }

  @Test
  void writesTheTypeThatTheServerHasAndTheScaleTheProfileHas() throws Exception {
    DeviceSession session = session();

    WriteAnswer answer = write(session, STEPS, 3.3);

    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
    assertThat(server.nodes().writes().get(0).value().value()).isEqualTo((short) 33);
    told.await("the new value", t -> t.has(STEPS, 3.3));
  }

  @Test
  void refusesWhatTheWireTypeCannotCarry() throws Exception {
    PointWriter writer = writer(session());

    assertThatThrownBy(() -> writer.encode(STEPS.point(), Value.of(3300.0)))
        .isInstanceOf(NotRepresentableException.class)
        .hasMessageContaining("Int16")
        .hasMessageContaining("33000");
    assertThatThrownBy(() -> writer.encode(STEPS.point(), Value.of(0.05)))
        .isInstanceOf(NotRepresentableException.class)
        .hasMessageContaining("between two steps");
  }

  @Test
  void tellsTheServersRefusalInWords() throws Exception {
    server.nodes().onWrite(value -> new StatusCode(0x803C0000L));

    WriteAnswer answer = write(session(), PUMP, 99);

    assertThat(answer.result()).isEqualTo(Result.REFUSED);
    assertThat(answer.status()).isEqualTo(0x803C0000);
    assertThat(answer.words()).contains("device/pump", "Bad_OutOfRange");
  }

  @Test
  void anUncertainAnswerIsNoAcceptance() throws Exception {
    server.nodes().onWrite(value -> new StatusCode(0x40940000L));

    assertThat(write(session(), PUMP, 4).result()).isEqualTo(Result.REFUSED);
  }

  @Test
  void refusesAnotherTypeAtTheServer() throws Exception {
    DeviceSession session = session();
    server.nodes().onWrite(value -> new StatusCode(0x80740000L));

    WriteAnswer answer =
        writer(session).write(PUMP.point(), new RawValue("Int16", "0021"), PATIENCE);

    assertThat(answer.result()).isEqualTo(Result.REFUSED);
    assertThat(answer.words()).contains("Bad_TypeMismatch");
  }

  @Test
  void doesNotKnowWhatHappenedWhenNoAnswerComes() throws Exception {
    DeviceSession session = session();
    PointWriter writer = writer(session);
    RawValue raw = writer.encode(PUMP.point(), Value.of(4.0));
    CountDownLatch held = new CountDownLatch(1);
    server.nodes().holdWrites(held);
    try {
      WriteAnswer answer = writer.write(PUMP.point(), raw, SHORT);

      assertThat(answer.result()).isEqualTo(Result.UNKNOWN);
      assertThat(answer.words()).contains("may have happened");
    } finally {
      held.countDown();
    }
    told.await("the late write", t -> t.has(PUMP, 4.0));
    assertThat(server.nodes().writes()).hasSize(1);
  }

  @Test
  void doesNotKnowWhatHappenedWhenTheLinkIsCutDuringTheWrite() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(1);
    try (Cable cable = new Cable(server.port())) {
      DeviceSession session =
          openAndAwaitUp(
              TestSettings.open(cable.address("opc.tcp").toString(), TestSettings.QUICK, 100),
              PUMP);
      PointWriter writer = writer(session);
      RawValue raw = writer.encode(PUMP.point(), Value.of(4.0));
      server
          .nodes()
          .onWrite(
              value -> {
                arrived.countDown();
                awaitQuietly(held);
                return StatusCode.GOOD;
              });
      Thread cutter =
          new Thread(
              () -> {
                awaitQuietly(arrived);
                cable.cut();
              });
      cutter.start();

      WriteAnswer answer = writer.write(PUMP.point(), raw, PATIENCE);

      assertThat(answer.result()).isEqualTo(Result.UNKNOWN);
      held.countDown();
      cable.mend();
      told.await("the late write", t -> t.has(PUMP, 4.0));
      assertThat(server.nodes().writes()).hasSize(1);
    } finally {
      held.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void writesNoPointThatIsNotDeclaredWritable() throws Exception {
    PointWriter writer = writer(session());

    assertThatThrownBy(() -> writer.encode(LEVEL.point(), Value.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device/level");
    assertThatThrownBy(() -> writer.write(LEVEL.point(), new RawValue("Double", "00"), PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.nodes().writes()).isEmpty();
  }

  @Test
  void readsPastTheSubscriptionWithTheDevicesTime() throws Exception {
    DeviceSession session = openAndAwaitUp(plain(), LEVEL);
    server.nodes().set("level", 6.5);

    Observation read = session.readNow(List.of(LEVEL.point()), PATIENCE).get(0);

    assertThat(read.value()).isEqualTo(Value.of(6.5));
    assertThat(read.times().basis()).isEqualTo(TimeBasis.SOURCE);
    assertThat(read.times().event()).isEqualTo(read.times().source());
    assertThat(read.times().server()).isGreaterThanOrEqualTo(read.times().source());
  }

  @Test
  void aMissingNodeIsOneBadResultAmongTheGood() throws Exception {
    DeviceSession session = open(plain(), LEVEL, GONE);
    told.await("a value", t -> t.has(LEVEL, 1.5));

    List<Observation> read = session.readNow(List.of(GONE.point(), LEVEL.point()), PATIENCE);

    assertThat(read.get(0).judgement().quality()).isEqualTo(Quality.BAD);
    assertThat(read.get(0).judgement().status()).isEqualTo(StatusCodes.BAD_NODE_ID_UNKNOWN);
    assertThat(read.get(1).isGood()).isTrue();
  }
}
