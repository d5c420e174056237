package dev.penstock.drivers.opcua;

import dev.penstock.contract.Clocks;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One device over all its connections. A thread of its own connects, watches, and connects again;
 * values come on Milo's threads.
 */
final class OpcUaSession implements DeviceSession {

  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** A connection that ends earlier is no reason to be quick with the next. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** How often, in watches, items that could not be made are tried again. */
  private static final int WATCHES_PER_RETRY = 15;

  private final DeviceSetup<OpcUaSettings> setup;
  private final Clocks clocks;
  private final Map<String, PointBinding> points;
  private final Teller teller;
  private final Problems problems;
  private final Subscription subscription;
  private final OpcUaWriter writer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable Connector connector;
  private volatile @Nullable Connection up;
  private volatile String state = "not connected yet";

  OpcUaSession(DeviceSetup<OpcUaSettings> setup, DeviceListener listener) {
    this.setup = setup;
    this.clocks = setup.clocks();
    this.points =
        setup.bindings().stream()
            .collect(Collectors.toMap(PointBinding::point, Function.identity()));
    this.teller = new Teller(listener);
    this.problems = new Problems(setup.bindings(), this::tellUp);
    this.subscription =
        new Subscription(
            setup.settings(),
            clocks,
            new MonitoredPoints(setup.bindings(), problems, clocks, teller),
            teller,
            this::endedBy);
    this.writer = new OpcUaWriter(setup.bindings(), () -> up);
    this.thread = new Thread(this::run, "opcua-" + setup.device());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      tell(LinkState.CONNECTING, "connecting to " + setup.settings().endpoint());
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
      Connection connection = connector().connect();
      long begun = clocks.mono().nanos();
      serve(connection);
      return clocks.mono().nanos() - begun > STABLE.toNanos();
    } catch (DeviceException e) {
      tell(LinkState.DOWN, e.getMessage());
      return false;
    }
  }

  private void serve(Connection connection) throws InterruptedException {
    try {
      writer.learn(connection);
      boolean resumed = subscription.attach(connection);
      up = connection;
      Logger.debug("Connected; device={} resumed={}", setup.device(), resumed);
      tellUp();
      String why = watch(connection);
      if (!isClosing()) {
        tell(LinkState.DOWN, setup.settings().endpoint() + ": " + why + "; connecting again");
      }
    } catch (UaException e) {
      tell(
          LinkState.DOWN,
          setup.settings().endpoint()
              + ": subscribing failed: "
              + Failures.words(e.getStatusCode().value())
              + "; trying again");
    } finally {
      up = null;
      subscription.detach();
      part(connection);
    }
  }

  /** Made on first use, since making a key takes seconds on a small box. */
  private Connector connector() throws DeviceException {
    Connector made = connector;
    if (made == null) {
      OwnCertificate own = OwnCertificate.of(setup.device(), setup.folder());
      TrustedServers trusted = new TrustedServers(setup.settings().trust(), setup.folder());
      made = new Connector(setup.settings(), trusted, own);
      connector = made;
    }
    return made;
  }

  /** Logs out at the end; after a cut, leaves the subscription to be resumed. */
  private void part(Connection connection) {
    if (isClosing() && !connection.isBroken()) {
      // The interrupt has done its work; logging out waits for an answer.
      boolean unused = Thread.interrupted();
      connection.close();
    } else {
      connection.discard();
    }
  }

  /** Waits for the connection's end; returns why. */
  private String watch(Connection connection) throws InterruptedException {
    for (int watches = 1; !isClosing(); watches++) {
      String why = connection.awaitEnd(WATCH);
      if (!why.isEmpty()) {
        return why;
      }
      if (subscription.isSilent()) {
        return "the server has stopped sending";
      }
      if (watches % WATCHES_PER_RETRY == 0 && !problems.isEmpty()) {
        retryMissing(connection);
      }
    }
    return "closed";
  }

  private void retryMissing(Connection connection) {
    try {
      subscription.retryMissing(connection);
    } catch (UaException e) {
      Logger.debug("Items could not be tried again; cause={}", e.getMessage());
    }
  }

  private void tellUp() {
    if (up == null) {
      return;
    }
    if (problems.isEmpty()) {
      tell(
          LinkState.UP,
          "connected to " + setup.settings().endpoint() + ", " + points.size() + " points");
    } else {
      tell(LinkState.DEGRADED, problems.sentence());
    }
  }

  private void tell(LinkState link, String why) {
    state = why;
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
  public List<Observation> readNow(List<String> asked, Duration timeout) throws DeviceException {
    List<PointBinding> wanted = asked.stream().map(this::binding).toList();
    Connection connection = up;
    if (connection == null) {
      throw new DeviceException(Kind.UNREACHABLE, setup.device() + " cannot be read now: " + state);
    }
    try {
      return new FreshRead(clocks, connection).of(wanted, timeout);
    } catch (UaException e) {
      long status = e.getStatusCode().value();
      Kind kind = status == StatusCodes.Bad_Timeout ? Kind.TIMEOUT : Kind.UNREACHABLE;
      throw new DeviceException(
          kind, setup.device() + ": reading failed: " + Failures.words(status), e);
    }
  }

  private PointBinding binding(String point) {
    PointBinding binding = points.get(point);
    if (binding == null) {
      throw new IllegalArgumentException(point + " is not a point of " + setup.device());
    }
    return binding;
  }

  @Override
  public void durable(long sequence) {
    subscription.durable(sequence);
  }

  @Override
  public String peer() {
    Connection connection = up;
    return connection == null ? "" : connection.peer();
  }

  @Override
  public Optional<PointWriter> writer() {
    return Optional.of(writer);
  }

  @Override
  public void close() {
    closing.countDown();
    teller.close();
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
