package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.WriteAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every driver promises, against a real device or server that the test holds. A subclass says
 * which; the suite opens one session after another with it.
 */
@Timeout(120)
public abstract class DriverContract<S extends Record> {

  /** A device that the test can change, stop and start. */
  protected interface Rig<S extends Record> extends AutoCloseable {

    S settings();

    /** At least two points that are doubles at scale 1, each with a value. */
    List<PointBinding> bindings();

    /** The device's value changes. */
    void publish(String point, double value) throws Exception;

    /** Goes away, and refuses connections. */
    void stop() throws Exception;

    /** Comes back at the same address. */
    void start() throws Exception;

    @Override
    void close();
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  protected final FakeTime time = new FakeTime();
  protected final Told told = new Told();
  private @Nullable Rig<S> rig;
  private @Nullable DeviceSession session;

  protected abstract Driver<S> driver();

  /** A running device, not connected to yet. */
  protected abstract Rig<S> rig() throws Exception;

  /** Whether the protocol can ask a device for a value. */
  protected boolean readsOnDemand() {
    return true;
  }

  @BeforeEach
  final void startRig() throws Exception {
    rig = rig();
  }

  @AfterEach
  final void stopRig() {
    if (session != null) {
      session.close();
    }
    rig.close();
  }

  private DeviceSession open() throws DeviceException {
    session =
        driver()
            .open(
                new DeviceSetup<>(
                    "gateway", "device", rig.settings(), rig.bindings(), folder, time.clocks()),
                told);
    return session;
  }

  private DeviceSession openAndAwaitUp() throws DeviceException {
    DeviceSession opened = open();
    told.await("the link to be up", t -> t.link() == LinkState.UP);
    return opened;
  }

  private PointBinding point(int i) {
    return rig.bindings().get(i);
  }

  private void publishAndAwait(int point, double value) throws Exception {
    rig.publish(point(point).point(), value);
    told.await(value + " to arrive", t -> t.has(point(point), value));
  }

  @Test
  void isFoundByServiceLoaderUnderItsProtocol() {
    assertThat(ServiceLoader.load(Driver.class))
        .anySatisfy(found -> assertThat(found.protocol()).isEqualTo(driver().protocol()));
  }

  @Test
  void refusesAnAddressThatSaysNothingWithoutTouchingTheNetwork() {
    PointBinding good = point(0);
    PointBinding bad =
        new PointBinding(
            good.index(),
            good.point(),
            good.protocol(),
            new TreeMap<>(),
            good.type(),
            good.wireType(),
            1,
            0,
            good.unit(),
            good.reporting(),
            false);

    assertThat(driver().check(good)).isEmpty();
    assertThat(driver().check(bad)).isNotEmpty().allMatch(s -> s.contains(good.point()));
  }

  @Test
  void deliversAChangeWithIndexReceiptAndQuality() throws Exception {
    openAndAwaitUp();

    publishAndAwait(1, 42.5);

    Told.Row row = told.last(point(1));
    assertThat(row.kind()).isEqualTo(Kind.RAW);
    assertThat(row.trigger()).isEqualTo(Trigger.CHANGE);
    assertThat(row.quality()).isEqualTo(Quality.GOOD);
    assertThat(row.receivedWall()).isEqualTo(time.wall().nanos());
    assertThat(row.receivedMono()).isEqualTo(time.mono().nanos());
  }

  @Test
  void deliversEveryChangeOnceAndInOrder() throws Exception {
    openAndAwaitUp();
    publishAndAwait(0, -1);

    for (int i = 0; i < 50; i++) {
      rig.publish(point(0).point(), i);
    }
    told.await("the last to arrive", t -> t.has(point(0), 49.0));

    List<Double> values = told.values(point(0));
    assertThat(values.subList(values.indexOf(-1.0) + 1, values.size()))
        .containsExactlyElementsOf(
            java.util.stream.DoubleStream.iterate(0, d -> d + 1).limit(50).boxed().toList());
    assertThat(told.losses()).isEmpty();
  }

  @Test
  void handsOverOneBatchAtATime() throws Exception {
    openAndAwaitUp();

    for (int i = 0; i < 50; i++) {
      rig.publish(point(i % 2).point(), i);
    }
    told.await("the last to arrive", t -> t.has(point(1), 49.0));

    assertThat(told.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void openReturnsAndTellsWhyWhileTheDeviceIsAway() throws Exception {
    rig.stop();

    open();

    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
    assertThat(told.why()).startsWith("device: ").contains("127.0.0.1");
    assertThat(told.ends()).isEmpty();
  }

  @Test
  void connectsOnceTheDeviceIsThere() throws Exception {
    rig.stop();
    open();
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);

    rig.start();
    told.await("the link to be up", t -> t.link() == LinkState.UP);

    publishAndAwait(0, 7);
  }

  @Test
  void goesOnAfterTheDeviceWasAway() throws Exception {
    openAndAwaitUp();
    publishAndAwait(0, 1);

    rig.stop();
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
    rig.start();
    told.await("the link to be up", t -> t.link() == LinkState.UP);

    publishAndAwait(0, 2);
    assertThat(told.ends()).isEmpty();
  }

  @Test
  void tellsTheSameTroubleOnce() throws Exception {
    rig.stop();
    open();
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);

    rig.start();
    told.await("the link to be up", t -> t.link() == LinkState.UP);

    assertThat(told.links()).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsToldAfterClose() throws Exception {
    DeviceSession opened = openAndAwaitUp();
    publishAndAwait(0, 3);

    opened.close();
    int before = told.calls();
    rig.publish(point(0).point(), 4);
    rig.stop();
    rig.start();

    assertThat(told.calls()).isEqualTo(before);
    assertThat(told.has(point(0), 4.0)).isFalse();
  }

  @Test
  void closesWhileItIsStillTryingToConnect() throws Exception {
    rig.stop();
    DeviceSession opened = open();

    opened.close();
    opened.close();

    assertThat(told.ends()).isEmpty();
  }

  @Test
  void showsItsBindings() throws Exception {
    assertThat(open().bindings()).isEqualTo(rig.bindings());
  }

  @Test
  void takesWordOfDurabilityAtAnyTime() throws Exception {
    DeviceSession opened = open();
    opened.durable(0);
    told.await("the link to be up", t -> t.link() == LinkState.UP);
    publishAndAwait(0, 5);

    opened.durable(told.sequence());
    opened.durable(Long.MAX_VALUE);

    publishAndAwait(0, 6);
  }

  @Test
  void readsFromTheDeviceInTheOrderAsked() throws Exception {
    if (!readsOnDemand()) {
      DeviceSession opened = openAndAwaitUp();
      assertThatThrownBy(() -> opened.readNow(List.of(point(0).point()), PATIENCE))
          .isInstanceOf(DeviceException.class);
      return;
    }
    rig.publish(point(0).point(), 10);
    rig.publish(point(1).point(), 11);
    DeviceSession opened = openAndAwaitUp();

    List<Observation> read = opened.readNow(List.of(point(1).point(), point(0).point()), PATIENCE);

    assertThat(read)
        .extracting(Observation::point)
        .containsExactly(point(1).point(), point(0).point());
    assertThat(read).extracting(Observation::value).containsExactly(Value.of(11.0), Value.of(10.0));
    assertThat(read).allMatch(Observation::isGood);
    assertThat(read)
        .allMatch(o -> o.times().event() != ObservationBatch.ABSENT)
        .allMatch(o -> !Flag.INITIAL.in(o.judgement().flags()));
  }

  @Test
  void saysThatItCannotReadWhileTheDeviceIsAway() throws Exception {
    rig.stop();
    DeviceSession opened = open();
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);

    assertThatThrownBy(() -> opened.readNow(List.of(point(0).point()), PATIENCE))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("device");
  }

  @Test
  void aPointOfAnotherDeviceIsAMistake() throws Exception {
    DeviceSession opened = openAndAwaitUp();

    assertThatThrownBy(() -> opened.readNow(List.of("other/point"), PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other/point");
  }

  @Test
  void writesNothingWhileTheDeviceIsAway() throws Exception {
    PointBinding target =
        rig.bindings().stream().filter(PointBinding::writable).findFirst().orElse(null);
    DeviceSession opened = openAndAwaitUp();
    PointWriter writer = opened.writer().orElse(null);
    if (target == null || writer == null) {
      assertThat(writer).as("a writer, without a point to write").isNull();
      return;
    }
    var raw = writer.encode(target.point(), Value.of(12.0));
    rig.stop();
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);

    WriteAnswer answer = writer.write(target.point(), raw, PATIENCE);

    assertThat(answer.result()).isEqualTo(WriteAnswer.Result.NOT_SENT);
    int rows = told.calls();
    rig.start();
    told.await("the link to be up", t -> t.link() == LinkState.UP && t.calls() > rows);
    assertThat(told.has(target, 12.0)).isFalse();
  }

  @Test
  void whatItEncodesDecodesToTheSame() throws Exception {
    PointBinding target =
        rig.bindings().stream().filter(PointBinding::writable).findFirst().orElse(null);
    PointWriter writer = openAndAwaitUp().writer().orElse(null);
    if (target == null || writer == null) {
      assertThat(writer).as("a writer, without a point to write").isNull();
      return;
    }

    for (double value : new double[] {0, 0.1, -1, 3.75}) {
      Value asked = Value.of(value);
      assertThat(writer.decode(target.point(), writer.encode(target.point(), asked)))
          .isEqualTo(asked);
    }
  }

  /** The clocks that sessions of this suite are given. */
  protected final Clocks clocks() {
    return time.clocks();
  }
}
