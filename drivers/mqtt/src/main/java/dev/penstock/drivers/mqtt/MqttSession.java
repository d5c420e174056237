package dev.penstock.drivers.mqtt;

import dev.penstock.contract.Observation;
import dev.penstock.contract.device.Backoff;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * One device over all its connections with the broker. A thread of its own connects, waits, and
 * connects again; messages come on Paho's thread.
 */
final class MqttSession implements DeviceSession {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** A connection that ends earlier is no reason to be quick with the next. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final DeviceSetup<MqttSettings> setup;
  private final Topics topics;
  private final Teller teller;
  private final Problems problems;
  private final Inbox inbox;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable BrokerConnection up;

  MqttSession(DeviceSetup<MqttSettings> setup, DeviceListener listener) {
    this.setup = setup;
    this.topics = new Topics(setup.bindings());
    this.teller = new Teller(listener);
    this.problems = new Problems(this::tellUp);
    this.inbox =
        new Inbox(
            setup.device(), topics, setup.clocks(), teller, new MessageRows(teller, problems));
    this.thread = new Thread(this::run, "mqtt-" + setup.device());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      tell(LinkState.CONNECTING, "connecting to " + setup.settings().uri());
      Backoff pause = new Backoff(FIRST_PAUSE, setup.settings().retryInterval());
      while (!isClosing()) {
        if (connectAndServe()) {
          pause.reset();
        }
        closing.await(pause.next().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (RuntimeException e) {
      endedBy(e);
    }
  }

  /** One connection from its login to its end; whether it was a lasting one. */
  private boolean connectAndServe() throws InterruptedException {
    try {
      BrokerConnection connection = open();
      long begun = setup.clocks().mono().nanos();
      serve(connection);
      return setup.clocks().mono().nanos() - begun > STABLE.toNanos();
    } catch (DeviceException e) {
      tell(LinkState.DOWN, e.getMessage());
      return false;
    }
  }

  private void serve(BrokerConnection connection) throws InterruptedException {
    try {
      up = connection;
      tellUp();
      String why = connection.awaitEnd();
      tell(LinkState.DOWN, setup.settings().uri() + ": " + why + "; connecting again");
    } finally {
      up = null;
      part(connection);
    }
  }

  private BrokerConnection open() throws DeviceException {
    MqttSettings settings = setup.settings();
    BrokerConnection connection = new BrokerConnection(settings, clientId(), this::receive);
    try {
      inbox.acks().connecting(connection);
      if (!connection.connect()) {
        inbox.acks().sessionLost();
      }
      List<String> refused = connection.subscribe(topics.names());
      for (String topic : topics.names()) {
        if (refused.contains(topic)) {
          problems.add("topic " + topic, "the broker refuses the subscription: allow it there");
        } else {
          problems.solved("topic " + topic);
        }
      }
      return connection;
    } catch (DeviceException | RuntimeException e) {
      connection.drop();
      throw e;
    }
  }

  private boolean receive(BrokerConnection over, String topic, MqttMessage message) {
    try {
      return inbox.receive(over, topic, message);
    } catch (RuntimeException e) {
      endedBy(e);
      over.broken("handing over a message failed");
      return true;
    }
  }

  /** No id holds the underscore: no other device, gateway or uplink comes to the same name. */
  private String clientId() {
    String given = setup.settings().clientId();
    return given.isEmpty() ? "penstock-" + setup.gateway() + "_" + setup.device() : given;
  }

  private void part(BrokerConnection connection) {
    if (isClosing()) {
      // The interrupt has done its work; the farewell waits for an answer.
      boolean unused = Thread.interrupted();
      connection.close();
    } else {
      connection.drop();
    }
  }

  private void tellUp() {
    if (up == null) {
      return;
    }
    if (problems.isEmpty()) {
      tell(
          LinkState.UP,
          "connected to "
              + setup.settings().uri()
              + ", "
              + setup.bindings().size()
              + " points in "
              + topics.names().size()
              + " topics");
    } else {
      tell(LinkState.DEGRADED, problems.sentence());
    }
  }

  private void tell(LinkState link, String why) {
    teller.link(link, setup.device() + ": " + why);
  }

  private void endedBy(RuntimeException mistake) {
    closing.countDown();
    teller.ended(
        new DeviceException(
            Kind.PROTOCOL, setup.device() + ": the session failed: " + mistake, mistake));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  @Override
  public List<PointBinding> bindings() {
    return setup.bindings();
  }

  @Override
  public List<Observation> readNow(List<String> points, Duration timeout) throws DeviceException {
    for (String point : points) {
      if (setup.bindings().stream().noneMatch(b -> b.point().equals(point))) {
        throw new IllegalArgumentException(point + " is not a point of " + setup.device());
      }
    }
    throw new DeviceException(
        Kind.CONFIG,
        setup.device() + " speaks MQTT and cannot be asked: its last values are what there is");
  }

  @Override
  public void durable(long sequence) {
    inbox.acks().durable(sequence);
  }

  /** A broker may prove who it is, and says nothing of the device behind it. */
  @Override
  public String peer() {
    return "";
  }

  @Override
  public Optional<PointWriter> writer() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closing.countDown();
    teller.close();
    inbox.settle();
    if (Thread.currentThread() == thread) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
