package dev.penstock.uplink;

import dev.penstock.contract.broker.BrokerSettings;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/** Says what keeps a connection from working, and what to do about it. */
final class ConnectFault {

  private ConnectFault() {}

  static String words(Throwable failure, BrokerSettings broker) {
    String at = broker.uri();
    if (has(failure, UnknownHostException.class)) {
      return "host name of " + at + " is unknown: check broker.address, or the DNS";
    }
    if (has(failure, ConnectException.class)) {
      return "connection refused at " + at + ": is the broker running?";
    }
    if (has(failure, NoRouteToHostException.class)) {
      return "no route to " + at + ": check the network";
    }
    if (has(failure, SocketTimeoutException.class)) {
      return "no answer from " + at + ": check the address, and firewalls between";
    }
    String tls = tls(failure, broker);
    return tls != null ? tls : mqtt(failure, at);
  }

  private static @Nullable String tls(Throwable failure, BrokerSettings broker) {
    String at = broker.uri();
    String ca = broker.ca().map(file -> "broker.ca: " + file).orElse("Java's own authorities");
    if (has(failure, CertificateExpiredException.class)) {
      return "certificate of " + at + " has expired: renew it, or set this clock";
    }
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)) {
      return "certificate of " + at + " is not signed by an authority in " + ca;
    }
    if (has(failure, CertificateException.class)) {
      return "certificate of " + at + " is for another host name: use the name it was made for";
    }
    if (has(failure, SSLException.class)) {
      String text = String.valueOf(failure.getCause() == null ? failure : failure.getCause());
      if (text.contains("protocol_version")) {
        return at + " does not speak TLS 1.3, and nothing older is spoken here: update it";
      }
      return text.contains("bad_certificate") || text.contains("certificate_required")
          ? at + " wants a certificate that it knows: set broker.certificate and broker.key"
          : "no TLS with " + at + ": is that the broker's TLS port? (" + text + ")";
    }
    return null;
  }

  private static String mqtt(Throwable failure, String at) {
    int code = failure instanceof MqttException mqtt ? mqtt.getReasonCode() : -1;
    return switch (code) {
      case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD,
          MqttReturnCode.RETURN_CODE_BAD_AUTHENTICATION ->
          at + " refuses user and password: check broker.user and broker.password";
      case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED, MqttReturnCode.RETURN_CODE_BANNED ->
          at + " does not let this client in: check broker.user, and its rights at the broker";
      case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID ->
          at + " refuses the client id: allow it at the broker";
      case MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION -> at + " does not speak MQTT 5";
      case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> at + " says its quota is used up";
      default -> ended(code, at, failure);
    };
  }

  /** Why a connection that stood has ended. */
  static String ended(int code, String at, @Nullable Throwable failure) {
    return switch (code) {
      case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER ->
          at
              + " gave this connection to another client of the same name: is there a second"
              + " gateway with this id?";
      case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE ->
          at + " refuses the size of a frame: smaller ones follow";
      case BrokerLink.READER_DIED ->
          at + " sends what is no MQTT 5" + detail(failure) + ": is the cable or a proxy broken?";
      case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> at + " says its quota is used up";
      case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> at + " is shutting down";
      case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          at + " does not allow this client's topics: check its rights at the broker";
      default -> "connection to " + at + " lost" + detail(failure);
    };
  }

  /** Why a broker that is connected refuses a frame. */
  static String refusal(int code, int bytes) {
    return switch (code) {
      case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE ->
          "one has " + bytes + " bytes: allow at least 1 MiB a message there";
      case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> "its quota is used up: raise it there";
      case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED ->
          "this client may not publish its frames: check its rights there";
      default -> "reason code " + code + ": check its quota and rights";
    };
  }

  private static String detail(@Nullable Throwable failure) {
    if (failure == null) {
      return "";
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return ": " + (root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
      if (t.getCause() == t) {
        break;
      }
    }
    return false;
  }
}
