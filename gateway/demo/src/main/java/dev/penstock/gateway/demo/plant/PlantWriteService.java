package dev.penstock.gateway.demo.plant;

import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAttributeServiceSet;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Journals what the stack refuses before the plant sees it: read-only nodes, unknown nodes, other
 * attributes. A write that reaches a pump is journaled there.
 */
final class PlantWriteService extends DefaultAttributeServiceSet {

  private final OpcUaServer server;
  private final PlantWrites writes;
  private final PlantUsers users;

  PlantWriteService(OpcUaServer server, PlantWrites writes, PlantUsers users) {
    super(server);
    this.server = server;
    this.writes = writes;
    this.users = users;
  }

  @Override
  public WriteResponse onWrite(ServiceRequestContext context, WriteRequest request)
      throws UaException {
    WriteResponse response = super.onWrite(context, request);
    PlantWrites.Writer writer =
        users.writer(server.getSessionManager().getSession(context, request.getRequestHeader()));
    WriteValue @Nullable [] asked = request.getNodesToWrite();
    StatusCode @Nullable [] answers = response.getResults();
    for (int i = 0; asked != null && answers != null && i < asked.length; i++) {
      if (PlantNamespace.writablePump(asked[i]).isEmpty()) {
        String node = PlantNamespace.nodeName(asked[i].getNodeId());
        writes.recordRefused(node, asked[i].getValue(), writer, answers[i].value());
      }
    }
    return response;
  }
}
