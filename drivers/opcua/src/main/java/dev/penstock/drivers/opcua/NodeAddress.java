package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.PointBinding;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaRuntimeException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Where a point lives in a server's address space.
 *
 * @param text as written in the profile: {@code nsu=urn:acme:press;s=Oil.Temp}, {@code ns=2;i=7}
 */
record NodeAddress(String text, ExpandedNodeId id) {

  static final String KEY = "nodeId";

  /**
   * @throws IllegalArgumentException with a sentence that says what a node id looks like
   */
  static NodeAddress of(PointBinding binding) {
    String text = binding.address(KEY);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          binding.point() + ": the address has no nodeId, e.g. nodeId: \"nsu=urn:acme;s=Level\"");
    }
    try {
      ExpandedNodeId id = ExpandedNodeId.parse(text);
      if (id.isLocal()) {
        return new NodeAddress(text, id);
      }
    } catch (UaRuntimeException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        binding.point()
            + ": nodeId \""
            + text
            + "\" must be nsu=<namespace uri>;s=<name>, with ns=<index> instead of nsu= and"
            + " i=<number>, g=<guid> or b=<base64> instead of s= where need be");
  }

  /** The node id by this server's namespace indexes; empty if it does not know the namespace. */
  Optional<NodeId> resolve(NamespaceTable namespaces) {
    return id.toNodeId(namespaces);
  }

  /** Says that {@link #resolve} found nothing. */
  String unknownNamespace(NamespaceTable namespaces) {
    return "the server does not know the namespace "
        + id.getNamespaceUri()
        + "; it has "
        + String.join(", ", namespaces.toArray());
  }
}
