package dev.penstock.gateway.demo.plant;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/**
 * The value of one node and the monitored items that watch it. A scan hands each value straight to
 * the items, which filter, queue and overflow it; nobody polls, so a hundred thousand changes a
 * second stay cheap. Any thread; an item never gets an older value after a newer one.
 */
final class LiveValue {

  private static final Watcher[] NOBODY = {};

  private final double scanMillis;

  private volatile DataValue current = new DataValue(StatusCodes.Bad_WaitingForInitialData);
  private Watcher[] watchers = NOBODY;

  LiveValue(double scanMillis) {
    this.scanMillis = scanMillis;
  }

  /** How often it is sampled at most. */
  double scanMillis() {
    return scanMillis;
  }

  DataValue current() {
    return current;
  }

  /**
   * A new value for everybody who is due.
   *
   * @param scan the number of the scan: an item that samples n times slower takes every n-th
   */
  synchronized void publish(DataValue value, long scan) {
    current = value;
    for (Watcher watcher : watchers) {
      if (scan % watcher.everyScans == 0 && watcher.item.isSamplingEnabled()) {
        watcher.item.setValue(value);
      }
    }
  }

  /** A change between scans: everybody gets it at once. */
  void publishNow(DataValue value) {
    publish(value, 0);
  }

  synchronized void watch(DataItem item) {
    watchers =
        Stream.concat(Stream.of(watchers), Stream.of(new Watcher(item, everyScans(item))))
            .toArray(Watcher[]::new);
    if (item.isSamplingEnabled()) {
      item.setValue(current);
    }
  }

  synchronized void unwatch(DataItem item) {
    watchers =
        Arrays.stream(watchers).filter(watcher -> watcher.item != item).toArray(Watcher[]::new);
  }

  synchronized void unwatchAll() {
    watchers = NOBODY;
  }

  /** Takes over a changed sampling interval. */
  synchronized void rewatch(DataItem item) {
    List<Watcher> others = Arrays.stream(watchers).filter(watcher -> watcher.item != item).toList();
    watchers =
        Stream.concat(others.stream(), Stream.of(new Watcher(item, everyScans(item))))
            .toArray(Watcher[]::new);
  }

  private long everyScans(DataItem item) {
    return Math.max(1, Math.round(item.getSamplingInterval() / scanMillis));
  }

  /** An item and how many scans lie between two of its samples. */
  private record Watcher(DataItem item, long everyScans) {}
}
