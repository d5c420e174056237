package dev.penstock.gateway.benchmarks;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The least that can be done: Milo to Paho, a message a notification, no journal, no meaning, no
 * acknowledgement from beyond the broker. A process of its own, for comparison.
 */
final class BareForwarder {

  static final String TOPIC = "bare/values";

  /** Index, source time and value. */
  static final int ROW_BYTES = Integer.BYTES + Long.BYTES + Double.BYTES;

  private BareForwarder() {}

  /** Endpoint, user, password, broker, points, folder for the certificate, ms between samples. */
  public static void main(String[] args) throws Exception {
    MqttAsyncClient broker = broker(args[3], args[1], args[2]);
    OpcUaClient client = connect(args[0], args[1], args[2], Path.of(args[5]));
    UShort namespace = client.getNamespaceTable().getIndex("urn:penstock:demo:plant");
    OpcUaSubscription subscription = new OpcUaSubscription(client, 100.0);
    subscription.setSubscriptionListener(
        new OpcUaSubscription.SubscriptionListener() {
          @Override
          public void onDataReceived(
              OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> values) {
            publish(broker, items, values);
          }
        });
    subscription.create();
    for (int i = 0; i < Integer.parseInt(args[4]); i++) {
      NodeId node = new NodeId(namespace, RigPoints.nodeName(i));
      OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
      item.setSamplingInterval(Double.parseDouble(args[6]));
      item.setQueueSize(uint(100));
      item.setUserObject(i);
      subscription.addMonitoredItem(item);
    }
    subscription.synchronizeMonitoredItems();
    new CountDownLatch(1).await();
  }

  private static void publish(
      MqttAsyncClient broker, List<OpcUaMonitoredItem> items, List<DataValue> values) {
    ByteBuffer message = ByteBuffer.allocate(values.size() * ROW_BYTES);
    for (int i = 0; i < values.size(); i++) {
      DataValue value = values.get(i);
      message.putInt((Integer) items.get(i).getUserObject().orElseThrow());
      message.putLong(value.getSourceTime().getUtcTime());
      message.putDouble((Double) value.getValue().getValue());
    }
    try {
      broker.publish(TOPIC, message.array(), 1, false);
    } catch (MqttException e) {
      System.err.println("not published: " + e);
    }
  }

  private static MqttAsyncClient broker(String url, String user, String password)
      throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(url, "bare", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    options.setReceiveMaximum(1000);
    client.connect(options).waitForCompletion(10_000);
    return client;
  }

  private static OpcUaClient connect(String endpoint, String user, String password, Path folder)
      throws Exception {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    X509Certificate certificate =
        new SelfSignedCertificateBuilder(keys)
            .setCommonName("bare")
            .setApplicationUri("urn:penstock:bench:bare")
            .build();
    write(folder, certificate);
    EndpointDescription chosen =
        DiscoveryClient.getEndpoints(endpoint + "/discovery").get().stream()
            .filter(
                e ->
                    e.getSecurityPolicyUri().equals(SecurityPolicy.Basic256Sha256.getUri())
                        && e.getEndpointUrl().equals(endpoint))
            .findFirst()
            .orElseThrow();
    OpcUaClientConfig config =
        OpcUaClientConfig.builder()
            .setApplicationUri("urn:penstock:bench:bare")
            .setEndpoint(chosen)
            .setKeyPair(keys)
            .setCertificate(certificate)
            .setCertificateChain(new X509Certificate[] {certificate})
            .setIdentityProvider(new UsernameProvider(user, password))
            .build();
    return connectWhenTrusted(config);
  }

  /** The rig needs a moment to hand our certificate to the plant. */
  private static OpcUaClient connectWhenTrusted(OpcUaClientConfig config) throws Exception {
    for (int attempt = 0; ; attempt++) {
      OpcUaClient client =
          new OpcUaClient(
              config, new OpcTcpClientTransport(OpcTcpClientTransportConfig.newBuilder().build()));
      try {
        client.connect();
        client.readNamespaceTable();
        return client;
      } catch (Exception e) {
        if (attempt == 20) {
          throw e;
        }
        Thread.sleep(500);
      }
    }
  }

  private static void write(Path folder, X509Certificate certificate) throws Exception {
    try {
      Path temporary = folder.resolve("bare.tmp");
      Files.write(temporary, certificate.getEncoded());
      Files.move(temporary, folder.resolve("bare.der"));
    } catch (IOException e) {
      throw new IllegalStateException("cannot write to " + folder, e);
    }
  }
}
