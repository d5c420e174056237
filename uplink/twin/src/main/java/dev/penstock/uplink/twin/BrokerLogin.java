package dev.penstock.uplink.twin;

import dev.penstock.contract.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 broker, and how to be let in.
 *
 * @param address {@code tcp://host:port} or {@code ssl://host:port}
 */
public record BrokerLogin(URI address, @Nullable String user, @Nullable Secret password) {

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int CONNECT_SECONDS = 10;

  /** A broker that lets anybody in. */
  public static BrokerLogin open(URI address) {
    return new BrokerLogin(address, null, null);
  }

  /**
   * @param sessionSeconds for which the broker keeps what could not be delivered; 0 for none
   */
  MqttConnectionOptions options(long sessionSeconds) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(sessionSeconds == 0);
    options.setSessionExpiryInterval(sessionSeconds);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setExecutorServiceTimeout(1);
    options.setUserName(user);
    if (password != null) {
      options.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
    return options;
  }
}
