package dev.penstock.gateway.systemtests.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The plant of the toy: named counters, told to whoever listens. Thread-safe. */
public final class CounterDevice {

  /** Instead of a network. */
  private static final ConcurrentMap<String, CounterDevice> AT = new ConcurrentHashMap<>();

  private final Map<String, Double> values = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean running;
  private int starts;

  private CounterDevice() {}

  /** What is at an address; there, but not running, where nothing was ever started. */
  public static CounterDevice at(String address) {
    return AT.computeIfAbsent(address, nobody -> new CounterDevice());
  }

  public synchronized void start() {
    running = true;
    starts++;
    notifyAll();
  }

  public synchronized void stop() {
    running = false;
    notifyAll();
  }

  /** Counts; false if it is not running. */
  public synchronized boolean set(String counter, double value) {
    if (!running) {
      return false;
    }
    values.put(counter, value);
    changes.add(new Change(counter, value));
    notifyAll();
    return true;
  }

  /** All counters; empty if it is not running. */
  synchronized Optional<Map<String, Double>> read() {
    return running ? Optional.of(Map.copyOf(values)) : Optional.empty();
  }

  synchronized boolean isRunning() {
    return running;
  }

  /** Waits until it runs. */
  synchronized Line connect() throws InterruptedException {
    while (!running) {
      wait();
    }
    List<Change> now = new ArrayList<>();
    values.forEach((counter, value) -> now.add(new Change(counter, value)));
    return new Line(starts, changes.size(), now);
  }

  /** Waits for the line's next news; empty if it was cut. */
  synchronized Optional<Line> next(Line line) throws InterruptedException {
    while (holds(line) && changes.size() == line.position) {
      wait();
    }
    return holds(line)
        ? Optional.of(
            new Line(starts, changes.size(), changes.subList(line.position, changes.size())))
        : Optional.empty();
  }

  private boolean holds(Line line) {
    return running && starts == line.start;
  }

  /** One counter went on. */
  record Change(String counter, double value) {}

  /**
   * How far a listener has heard.
   *
   * @param start which of the device's starts it belongs to
   * @param position in the list of changes
   * @param news since the line before
   */
  record Line(int start, int position, List<Change> news) {

    Line {
      news = List.copyOf(news);
    }
  }
}
