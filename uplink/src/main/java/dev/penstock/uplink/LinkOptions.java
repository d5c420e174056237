package dev.penstock.uplink;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.broker.BrokerTls;
import dev.penstock.contract.settings.Secret;
import dev.penstock.uplink.BrokerLink.Identity;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** What is asked of a broker at connecting, as the library wants it. */
final class LinkOptions {

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int CONNECT_SECONDS = 10;
  private static final long MAX_INCOMING = 2 << 20;

  /** A connection that is made again within this time has not ended. */
  private static final long WILL_DELAY_SECONDS = 5;

  private LinkOptions() {}

  /**
   * @param will what the broker is to say when the connection ends; null for nothing
   * @throws IllegalArgumentException naming a certificate or key that cannot be used
   */
  static MqttConnectionOptions of(
      BrokerSettings broker, Identity identity, byte @Nullable [] will) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    options.setCleanStart(identity.sessionExpiry() == 0);
    options.setSessionExpiryInterval(identity.sessionExpiry());
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setMaximumPacketSize(MAX_INCOMING);
    options.setExecutorServiceTimeout(1);
    options.setUserName(broker.user());
    Secret password = broker.password();
    if (password != null) {
      options.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
    options.setSocketFactory(BrokerTls.sockets(broker));
    options.setHttpsHostnameVerificationEnabled(broker.tls());
    if (will != null && !identity.willTopic().isEmpty()) {
      MqttProperties properties = new MqttProperties();
      properties.setWillDelayInterval(WILL_DELAY_SECONDS);
      options.setWillMessageProperties(properties);
      options.setWill(identity.willTopic(), atLeastOnce(will));
    }
    return options;
  }

  static MqttMessage atLeastOnce(byte[] payload) {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    return message;
  }
}
