package dev.penstock.uplink.twin;

import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.broker.BrokerTls;
import dev.penstock.contract.settings.Secret;
import java.nio.charset.StandardCharsets;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** A broker's settings as the library wants them. */
final class BrokerOptions {

  private static final int KEEP_ALIVE_SECONDS = 20;
  private static final int CONNECT_SECONDS = 10;
  private static final int FIRST_REFUSAL = 0x80;

  private BrokerOptions() {}

  /**
   * @param sessionSeconds for which the broker keeps what could not be delivered; 0 for none
   * @throws IllegalArgumentException naming a certificate or key that cannot be used
   */
  static MqttConnectionOptions of(BrokerSettings broker, long sessionSeconds) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(sessionSeconds == 0);
    options.setSessionExpiryInterval(sessionSeconds);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setExecutorServiceTimeout(1);
    options.setUserName(broker.user());
    Secret password = broker.password();
    if (password != null) {
      options.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8));
    }
    options.setSocketFactory(BrokerTls.sockets(broker));
    options.setHttpsHostnameVerificationEnabled(broker.tls());
    return options;
  }

  /**
   * Subscribes, and looks at the answer: the library takes a refusal for a success.
   *
   * @throws MqttException also if the broker refuses
   */
  static void subscribe(MqttAsyncClient client, String topic, long patienceMillis)
      throws MqttException {
    IMqttToken token = client.subscribe(topic, 1);
    token.waitForCompletion(patienceMillis);
    int[] codes = token.getReasonCodes();
    if (codes != null && codes.length > 0 && codes[0] >= FIRST_REFUSAL) {
      throw new MqttException(MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED);
    }
  }

  /** Why there is no connection, with the remedy where there is one. */
  static String why(Exception failure, BrokerSettings broker, String topic) {
    String at = broker.uri();
    if (failure instanceof IllegalArgumentException) {
      return String.valueOf(failure.getMessage());
    }
    int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : 0;
    if (code == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED) {
      return at + " does not let this client subscribe to " + topic + ": check its rights there";
    }
    if (code == MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD) {
      return at + " refuses user and password";
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return "cannot connect to " + at + ": " + root.getMessage();
  }
}
