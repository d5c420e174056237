package dev.penstock.drivers.opcua;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/** Serves {@link TestNodes}: watched values are fed as they change, nothing is sampled. */
final class TestNamespace extends ManagedNamespaceWithLifecycle {

  private final TestNodes nodes;

  TestNamespace(OpcUaServer server, TestNodes nodes) {
    super(server, TestServer.NAMESPACE);
    this.nodes = nodes;
    getLifecycleManager().addStartupTask(() -> nodes.all().forEach(this::add));
  }

  private void add(TestNodes.Node node) {
    var access = AccessLevel.toValue(AccessLevel.READ_WRITE);
    UaVariableNode variable =
        UaVariableNode.build(
            getNodeContext(),
            builder ->
                builder
                    .setNodeId(newNodeId(node.name()))
                    .setBrowseName(newQualifiedName(node.name()))
                    .setDisplayName(LocalizedText.english(node.name()))
                    .setDataType(node.type())
                    .setAccessLevel(access)
                    .setUserAccessLevel(access)
                    .addAttributeFilter(
                        AttributeFilters.getValue(context -> nodes.value(node.name())))
                    .build());
    getNodeManager().addNode(variable);
  }

  @Override
  public List<StatusCode> write(WriteContext context, List<WriteValue> values) {
    List<StatusCode> results = new ArrayList<>();
    for (WriteValue value : values) {
      boolean whole = AttributeId.Value.isEqual(value.getAttributeId());
      results.add(
          whole
              ? nodes.write(value.getNodeId().getIdentifier().toString(), value.getValue())
              : super.write(context, List.of(value)).get(0));
    }
    return results;
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    items.forEach(item -> nodes.watch(name(item), item));
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {}

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    items.forEach(item -> nodes.unwatch(name(item), item));
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {}

  private static String name(DataItem item) {
    return item.getReadValueId().getNodeId().getIdentifier().toString();
  }
}
