package dev.penstock.gateway.demo.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.server.Lifecycle;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/**
 * Routes services to the plant. Monitored values are fed by the scan; everything else that can be
 * monitored (properties, other attributes, parts of values) is sampled by Milo's own model.
 */
final class PlantNamespace extends ManagedNamespaceWithLifecycle {

  private final PlantValues values;
  private final PlantWrites writes;
  private final PlantUsers users;
  private final SubscriptionModel sampled;

  PlantNamespace(OpcUaServer server, PlantValues values, PlantWrites writes, PlantUsers users) {
    super(server, PlantServer.NAMESPACE);
    this.values = values;
    this.writes = writes;
    this.users = users;
    this.sampled = new SubscriptionModel(server, this);
    getLifecycleManager().addLifecycle(sampled);
    getLifecycleManager().addLifecycle(nodes());
  }

  private Lifecycle nodes() {
    return new Lifecycle() {
      @Override
      public void startup() {
        new PlantNodes(getNodeContext(), getNamespaceIndex(), values).addAll();
      }

      @Override
      public void shutdown() {
        values.unwatchAll();
      }
    };
  }

  @Override
  public List<StatusCode> write(WriteContext context, List<WriteValue> requests) {
    PlantWrites.Writer writer = users.writer(context.getSession());
    List<StatusCode> results = new ArrayList<>(requests.size());
    for (WriteValue request : requests) {
      Optional<PlantPoint> pump = writablePump(request);
      results.add(
          pump.isPresent()
              ? new StatusCode(writes.write(pump.get(), request.getValue(), writer))
              : super.write(context, List.of(request)).get(0));
    }
    return results;
  }

  /** The pump voltage that a request wants to set as a whole; everything else is refused. */
  static Optional<PlantPoint> writablePump(WriteValue request) {
    boolean wholeValue =
        AttributeId.Value.isEqual(request.getAttributeId())
            && (request.getIndexRange() == null || request.getIndexRange().isEmpty());
    return wholeValue
        ? PlantPoint.byNodeName(nodeName(request.getNodeId())).filter(point -> point.pump() > 0)
        : Optional.empty();
  }

  static String nodeName(NodeId nodeId) {
    return String.valueOf(nodeId.getIdentifier());
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    route(items, LiveValue::watch, sampled::onDataItemsCreated);
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    route(items, LiveValue::rewatch, sampled::onDataItemsModified);
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    route(items, LiveValue::unwatch, sampled::onDataItemsDeleted);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    sampled.onMonitoringModeChanged(items);
  }

  private void route(
      List<DataItem> items, BiConsumer<LiveValue, DataItem> live, Consumer<List<DataItem>> others) {
    List<DataItem> rest = new ArrayList<>();
    for (DataItem item : items) {
      Optional<LiveValue> value = liveValue(item.getReadValueId());
      value.ifPresentOrElse(found -> live.accept(found, item), () -> rest.add(item));
    }
    if (!rest.isEmpty()) {
      others.accept(rest);
    }
  }

  private Optional<LiveValue> liveValue(ReadValueId id) {
    boolean wholeValue =
        AttributeId.Value.isEqual(id.getAttributeId())
            && (id.getIndexRange() == null || id.getIndexRange().isEmpty());
    return wholeValue ? values.find(nodeName(id.getNodeId())) : Optional.empty();
  }
}
