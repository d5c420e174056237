package dev.penstock.gateway.systemtests.counter;

import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.Observation.Judgement;
import dev.penstock.contract.Observation.Times;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.device.PointWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listens to one counter on a thread of its own, and again when it was away. */
final class CounterSession implements DeviceSession {

  private final DeviceSetup<CounterSettings> setup;
  private final DeviceListener listener;
  private final CounterDevice device;
  private final Map<String, PointBinding> byCounter = new HashMap<>();
  private final ObservationBatch batch = new ObservationBatch();
  private final Thread thread = new Thread(this::listen, "counter");

  CounterSession(DeviceSetup<CounterSettings> setup, DeviceListener listener) {
    this.setup = setup;
    this.listener = listener;
    this.device = CounterDevice.at(setup.settings().address());
    setup.bindings().forEach(b -> byCounter.put(b.address(CounterDriver.KEY), b));
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      while (true) {
        if (!device.isRunning()) {
          listener.link(LinkState.DOWN, where() + " does not answer: start it");
        }
        Optional<CounterDevice.Line> line = Optional.of(device.connect());
        listener.link(LinkState.UP, where() + " answers");
        while (line.isPresent()) {
          deliver(line.get().news());
          line = device.next(line.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed, and so at its end.
    }
  }

  /** Everything that came in one go is one batch, or as few as it fits into. */
  private void deliver(List<CounterDevice.Change> changes) {
    receive();
    for (CounterDevice.Change change : changes) {
      PointBinding binding = byCounter.get(change.counter());
      if (binding == null) {
        continue;
      }
      if (batch.isFull()) {
        listener.accept(batch);
        receive();
      }
      int row = batch.add(binding.index(), Kind.RAW, Trigger.CHANGE);
      batch.put(row, change.value() * binding.scale() + binding.offset());
    }
    if (!batch.isEmpty()) {
      listener.accept(batch);
    }
  }

  private void receive() {
    batch.receivedAt(setup.clocks().wall().nanos(), setup.clocks().mono().nanos());
  }

  private String where() {
    return setup.device() + ": the counter at " + setup.settings().address();
  }

  @Override
  public List<PointBinding> bindings() {
    return setup.bindings();
  }

  @Override
  public List<Observation> readNow(List<String> points, Duration timeout) throws DeviceException {
    List<PointBinding> asked = points.stream().map(this::binding).toList();
    Map<String, Double> values =
        device
            .read()
            .orElseThrow(
                () -> new DeviceException(DeviceException.Kind.UNREACHABLE, where() + " is away"));
    List<Observation> read = new ArrayList<>();
    for (PointBinding binding : asked) {
      read.add(observation(binding, values.getOrDefault(binding.address(CounterDriver.KEY), 0.0)));
    }
    return read;
  }

  /** A counter has no clock: what was read is true now. */
  private Observation observation(PointBinding binding, double raw) {
    long wall = setup.clocks().wall().nanos();
    return new Observation(
        null,
        binding.point(),
        Kind.RAW,
        Trigger.POLL,
        Value.of(raw * binding.scale() + binding.offset()),
        Judgement.GOOD,
        new Times(
            wall,
            TimeBasis.GATEWAY,
            ObservationBatch.ABSENT,
            ObservationBatch.ABSENT,
            ObservationBatch.ABSENT,
            wall,
            setup.clocks().mono().nanos(),
            ObservationBatch.NO_CLOCK));
  }

  PointBinding binding(String point) {
    return setup.bindings().stream()
        .filter(b -> b.point().equals(point))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(where() + " has no point " + point));
  }

  @Override
  public void durable(long sequence) {
    // A counter does not ask for acknowledgements.
  }

  @Override
  public String peer() {
    return "";
  }

  @Override
  public Optional<PointWriter> writer() {
    return Optional.of(new CounterWriter(this, device));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
