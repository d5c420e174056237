package dev.penstock.gateway.demo.plant;

import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.model.variables.AnalogItemType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;

/**
 * Builds the address space: a folder of plant points and, if there are any, one of bench points.
 */
final class PlantNodes {

  private final UaNodeContext context;
  private final UShort namespace;
  private final PlantValues values;

  PlantNodes(UaNodeContext context, UShort namespace, PlantValues values) {
    this.context = context;
    this.namespace = namespace;
    this.values = values;
  }

  void addAll() {
    UaFolderNode plant = addFolder("Plant");
    for (PlantPoint point : PlantPoint.values()) {
      add(plant, point);
    }
    if (!values.benchNames().isEmpty()) {
      UaFolderNode bench = addFolder("Bench");
      values.benchNames().forEach(name -> addVariable(bench, name, Kind.READING));
    }
  }

  /** What a variable is. */
  private record Kind(NodeId dataType, NodeId typeDefinition, Set<AccessLevel> access) {

    static final Kind READING =
        new Kind(NodeIds.Double, NodeIds.AnalogItemType, AccessLevel.READ_ONLY);
    static final Kind SETPOINT =
        new Kind(NodeIds.Double, NodeIds.AnalogItemType, AccessLevel.READ_WRITE);
    static final Kind FLAG =
        new Kind(NodeIds.Boolean, NodeIds.BaseDataVariableType, AccessLevel.READ_ONLY);
    static final Kind TEXT =
        new Kind(NodeIds.String, NodeIds.BaseDataVariableType, AccessLevel.READ_ONLY);

    static Kind of(PlantPoint point) {
      if (point.unit() != null) {
        return point.pump() == 0 ? READING : SETPOINT;
      }
      return point == PlantPoint.STATE ? TEXT : FLAG;
    }
  }

  private void add(UaFolderNode folder, PlantPoint point) {
    UaVariableNode node = addVariable(folder, point.nodeName(), Kind.of(point));
    PlantUnit unit = point.unit();
    if (unit != null) {
      node.setProperty(AnalogItemType.EU_RANGE, new Range(0.0, point.high()));
      node.setProperty(AnalogItemType.ENGINEERING_UNITS, unit.information());
    }
  }

  private UaFolderNode addFolder(String name) {
    UaFolderNode folder =
        new UaFolderNode(
            context, nodeId(name), new QualifiedName(namespace, name), LocalizedText.english(name));
    context.getNodeManager().addNode(folder);
    folder.addReference(
        new Reference(
            folder.getNodeId(),
            NodeIds.Organizes,
            NodeIds.ObjectsFolder.expanded(),
            Reference.Direction.INVERSE));
    return folder;
  }

  private UaVariableNode addVariable(UaFolderNode folder, String name, Kind kind) {
    LiveValue live = values.get(name);
    UaVariableNode node =
        UaVariableNode.build(
            context,
            builder ->
                builder
                    .setNodeId(nodeId(name))
                    .setBrowseName(new QualifiedName(namespace, name))
                    .setDisplayName(LocalizedText.english(name))
                    .setDataType(kind.dataType())
                    .setTypeDefinition(kind.typeDefinition())
                    .setAccessLevel(kind.access())
                    .setUserAccessLevel(kind.access())
                    .setMinimumSamplingInterval(live.scanMillis())
                    .addAttributeFilter(AttributeFilters.getValue(read -> live.current()))
                    .build());
    context.getNodeManager().addNode(node);
    folder.addOrganizes(node);
    return node;
  }

  private NodeId nodeId(String name) {
    return new NodeId(namespace, name);
  }
}
