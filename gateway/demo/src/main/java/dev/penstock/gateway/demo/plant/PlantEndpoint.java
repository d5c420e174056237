package dev.penstock.gateway.demo.plant;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** One life of the OPC UA server: a Milo server cannot be started twice. */
final class PlantEndpoint implements Closeable {

  private final OpcUaServer server;
  private final PlantNamespace namespace;

  private PlantEndpoint(OpcUaServer server, PlantNamespace namespace) {
    this.server = server;
    this.namespace = namespace;
  }

  /** Listens when it returns. */
  static PlantEndpoint open(int port, PlantAccess access, PlantValues values, PlantWrites writes)
      throws IOException {
    OpcUaServer server =
        new OpcUaServer(
            config(port, access),
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    server.addServiceSet(
        PlantEndpoints.PATH, new PlantWriteService(server, writes, access.users()));
    PlantNamespace namespace = new PlantNamespace(server, values, writes, access.users());
    namespace.startup();
    PlantEndpoint endpoint = new PlantEndpoint(server, namespace);
    endpoint.listen(port);
    return endpoint;
  }

  private static OpcUaServerConfig config(int port, PlantAccess access) throws IOException {
    UsernameIdentityValidator users =
        new UsernameIdentityValidator(
            asked -> access.users().admits(asked.getUsername(), asked.getPassword()));
    return OpcUaServerConfig.builder()
        .setEndpoints(PlantEndpoints.all(port, access.keys().certificate()))
        .setCertificateManager(access.trust().certificateManager(access.keys()))
        .setIdentityValidator(users)
        .setApplicationName(LocalizedText.english("Penstock demo plant"))
        .setApplicationUri(PlantServer.APPLICATION_URI)
        .setProductUri(PlantServer.NAMESPACE)
        .build();
  }

  private void listen(int port) throws IOException {
    try {
      var unused = server.startup().get();
    } catch (ExecutionException e) {
      close();
      throw new IOException(
          "the plant cannot listen on port " + port + ": stop what uses it, or choose another", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted while the plant was starting", e);
    }
  }

  @Override
  public void close() {
    namespace.shutdown();
    var unused = server.shutdown();
  }
}
