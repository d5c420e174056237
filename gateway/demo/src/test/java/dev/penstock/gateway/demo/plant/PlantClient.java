package dev.penstock.gateway.demo.plant;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringFilter;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.jspecify.annotations.Nullable;

/** A real OPC UA client that trusts exactly one plant. */
final class PlantClient implements AutoCloseable {

  private final OpcUaClient client;

  private PlantClient(OpcUaClient client) {
    this.client = client;
  }

  static PlantClient connect(PlantServer plant, ClientIdentity identity, PlantUser user)
      throws Exception {
    return connect(
        plant,
        identity,
        new UsernameProvider(user.name(), user.password()),
        SecurityPolicy.Basic256Sha256);
  }

  static PlantClient connect(
      PlantServer plant, ClientIdentity identity, IdentityProvider who, SecurityPolicy policy)
      throws Exception {
    OpcUaClientConfig config =
        OpcUaClientConfig.builder()
            .setApplicationUri(ClientIdentity.APPLICATION_URI)
            .setEndpoint(endpoint(plant, policy))
            .setKeyPair(identity.keys())
            .setCertificate(identity.certificate())
            .setCertificateChain(new X509Certificate[] {identity.certificate()})
            .setCertificateValidator(
                (chain, uri, hosts) -> {
                  if (!chain.get(0).equals(plant.certificate())) {
                    throw new UaException(StatusCode.BAD.value(), "another server");
                  }
                })
            .setIdentityProvider(who)
            .setRequestTimeout(uint(10_000))
            .build();
    OpcUaClient client =
        new OpcUaClient(
            config, new OpcTcpClientTransport(OpcTcpClientTransportConfig.newBuilder().build()));
    try {
      client.connect();
    } catch (UaException e) {
      client.disconnect();
      throw e;
    }
    return new PlantClient(client);
  }

  static List<EndpointDescription> endpoints(PlantServer plant) throws Exception {
    return DiscoveryClient.getEndpoints(plant.discoveryUrl()).get();
  }

  private static EndpointDescription endpoint(PlantServer plant, SecurityPolicy policy)
      throws Exception {
    return endpoints(plant).stream()
        .filter(each -> each.getSecurityPolicyUri().equals(policy.getUri()))
        .findAny()
        .orElseThrow();
  }

  NodeId node(String name) {
    return new NodeId(
        ushort(client.getNamespaceTable().getIndex(PlantServer.NAMESPACE).intValue()), name);
  }

  DataValue read(String name) throws UaException {
    return client.readValues(0, TimestampsToReturn.Both, List.of(node(name))).get(0);
  }

  StatusCode write(String name, Object value) throws UaException {
    return client
        .writeValues(List.of(node(name)), List.of(DataValue.valueOnly(new Variant(value))))
        .get(0);
  }

  /** Everything the server reports for a node from now on. */
  Collection<DataValue> subscribe(String name, Sampling sampling) throws Exception {
    Collection<DataValue> seen = new ConcurrentLinkedQueue<>();
    OpcUaSubscription subscription = new OpcUaSubscription(client, sampling.publishMillis());
    subscription.create();
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node(name));
    item.setSamplingInterval(sampling.sampleMillis());
    item.setQueueSize(uint(sampling.queue()));
    if (sampling.filter() != null) {
      item.setFilter(sampling.filter());
    }
    item.setDataValueListener((source, value) -> seen.add(value));
    subscription.addMonitoredItem(item);
    subscription.synchronizeMonitoredItems();
    return seen;
  }

  /** How an item is to be sampled. */
  record Sampling(
      double publishMillis, double sampleMillis, int queue, @Nullable MonitoringFilter filter) {

    static Sampling of(double publishMillis, double sampleMillis, int queue) {
      return new Sampling(publishMillis, sampleMillis, queue, null);
    }
  }

  @Override
  public void close() throws UaException {
    client.disconnect();
  }
}
