package dev.penstock.drivers.mqtt;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** What a technician is told when the broker fails: the thing by name, and the remedy. */
final class BrokerFaults {

  private BrokerFaults() {}

  static DeviceException connecting(MqttSettings settings, String clientId, MqttException failure) {
    return new DeviceException(
        kind(failure), settings.uri() + ": " + words(settings, clientId, failure), failure);
  }

  /** A file of the settings that cannot be used. */
  static DeviceException unusable(IllegalArgumentException failure) {
    String why = String.valueOf(failure.getMessage()).replaceFirst("^broker\\.", "");
    return new DeviceException(Kind.CONFIG, why, failure);
  }

  /** The library has stopped reading. */
  static String deaf(Throwable failure) {
    return "what came was no MQTT ("
        + failure
        + "): check the cable, and what stands between us and the broker";
  }

  private static Kind kind(MqttException failure) {
    if (caused(failure, SSLException.class) || isRefusal(failure.getReasonCode())) {
      return Kind.SECURITY;
    }
    return isTimeout(failure) ? Kind.TIMEOUT : Kind.UNREACHABLE;
  }

  private static boolean isRefusal(int code) {
    return code == MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD
        || code == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED
        || code == MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID;
  }

  private static boolean isTimeout(MqttException failure) {
    return failure.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT
        || caused(failure, SocketTimeoutException.class);
  }

  private static String words(MqttSettings settings, String clientId, MqttException failure) {
    if (caused(failure, UnknownHostException.class)) {
      return "the name "
          + settings.broker().getHost()
          + " is not known: check it, or give the IP address";
    }
    if (caused(failure, ConnectException.class)) {
      return "connection refused: check that the broker runs and that the port is right";
    }
    if (caused(failure, SSLException.class)) {
      if (deepest(failure).toString().contains("protocol_version")) {
        return "it does not speak TLS 1.3, and nothing older is spoken here: update it";
      }
      return "TLS failed ("
          + deepest(failure).getMessage()
          + "): check that ca: names the authority of the broker's certificate, and that the"
          + " certificate carries this host's name";
    }
    if (isTimeout(failure)) {
      return "no answer within "
          + settings.connectTimeout().toMillis()
          + " ms: check address, cable and firewall, and that MQTT 5 is spoken there";
    }
    return switch (failure.getReasonCode()) {
      case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD ->
          settings.user() == null
              ? "the broker wants a user: give user and password"
              : "the broker refuses user \"" + settings.user() + "\": check user and password";
      case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          "the broker does not let client " + clientId + " in: allow it there";
      case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID ->
          "the broker refuses the client id " + clientId + ": choose another clientId";
      default -> "connecting failed: " + deepest(failure).getMessage() + code(failure);
    };
  }

  private static String code(MqttException failure) {
    return failure.getReasonCode() == 0 ? "" : " (code " + failure.getReasonCode() + ")";
  }

  /** Why a connection ended. */
  static String ended(String clientId, MqttDisconnectResponse response) {
    if (response.getReturnCode() == MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER) {
      return "another client has come with our client id "
          + clientId
          + ": give one of the two another clientId";
    }
    String reason = response.getReasonString();
    return "the connection was lost" + (reason == null || reason.isEmpty() ? "" : ": " + reason);
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> wanted) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (wanted.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable deepest(Throwable failure) {
    Throwable at = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      at = t;
    }
    return at;
  }
}
