package dev.penstock.drivers.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** What the test's server holds: values by name, who watches them, and how a write is answered. */
final class TestNodes {

  /** A node and its DataType. */
  record Node(String name, NodeId type, DataValue value) {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<DataItem>> items = new LinkedHashMap<>();
  private final AtomicReference<Function<DataValue, StatusCode>> onWrite =
      new AtomicReference<>(value -> StatusCode.GOOD);
  private final List<DataValue> writes = new ArrayList<>();

  synchronized void add(String name, NodeId type, Object value) {
    nodes.put(name, new Node(name, type, stamped(value)));
  }

  synchronized List<Node> all() {
    return List.copyOf(nodes.values());
  }

  synchronized DataValue value(String name) {
    return nodes.get(name).value();
  }

  void set(String name, Object value) {
    set(name, stamped(value));
  }

  synchronized void set(String name, DataValue value) {
    nodes.computeIfPresent(name, (n, node) -> new Node(n, node.type(), value));
    items.getOrDefault(name, List.of()).forEach(item -> item.setValue(value));
  }

  synchronized void watch(String name, DataItem item) {
    items.computeIfAbsent(name, n -> new ArrayList<>()).add(item);
    item.setValue(nodes.get(name).value());
  }

  synchronized void unwatch(String name, DataItem item) {
    items.getOrDefault(name, new ArrayList<>()).remove(item);
  }

  synchronized int watched(String name) {
    return items.getOrDefault(name, List.of()).size();
  }

  synchronized void forget() {
    items.clear();
  }

  /** How the next writes are answered; blocks the server's thread if the function does. */
  void onWrite(Function<DataValue, StatusCode> answer) {
    onWrite.set(answer);
  }

  /** Answers writes when the latch falls. */
  void holdWrites(CountDownLatch until) {
    onWrite(
        value -> {
          try {
            until.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return StatusCode.GOOD;
        });
  }

  StatusCode write(String name, DataValue value) {
    StatusCode answer = onWrite.get().apply(value);
    synchronized (this) {
      writes.add(value);
    }
    if (answer.isGood()) {
      set(name, stamped(value.value().value()));
    }
    return answer;
  }

  synchronized List<DataValue> writes() {
    return List.copyOf(writes);
  }

  static DataValue stamped(Object value) {
    DateTime now = DateTime.now();
    return new DataValue(Variant.of(value), StatusCode.GOOD, now, now);
  }
}
