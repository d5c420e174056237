package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceException.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/** What a technician is told when something fails: the thing by name, and the remedy. */
final class Failures {

  private Failures() {}

  /** The code's name: {@code Bad_OutOfRange}; hex if it has none. */
  static String name(long status) {
    return StatusCodes.lookup(status)
        .map(words -> words[0])
        .orElseGet(() -> String.format("0x%08X", status));
  }

  /** The code's name, and what it means. */
  static String words(long status) {
    return StatusCodes.lookup(status)
        .map(words -> words[1].isEmpty() ? words[0] : words[0] + ": " + words[1])
        .orElseGet(() -> name(status));
  }

  /** The status that a failed call ended with; Bad_Timeout for one that we gave up on. */
  static long status(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return StatusCodes.Bad_Timeout;
    }
    return UaException.extract(failure)
        .map(e -> e.getStatusCode().value())
        .orElse(StatusCodes.Bad_UnexpectedError);
  }

  /** Why the server at this endpoint could not be reached, or would not have us. */
  static DeviceException connecting(OpcUaSettings settings, OwnCertificate own, Throwable failure) {
    String endpoint = settings.endpoint();
    if (cause(failure, UnknownHostException.class)) {
      return unreachable(
          endpoint
              + ": the name "
              + settings.host()
              + " is not known: check it, or give the IP"
              + " address",
          failure);
    }
    if (cause(failure, ConnectException.class)) {
      return unreachable(
          endpoint + ": connection refused: check that the server runs and that the port is right",
          failure);
    }
    long status = status(failure);
    if (status == StatusCodes.Bad_Timeout) {
      return new DeviceException(
          Kind.TIMEOUT,
          endpoint
              + ": no answer within "
              + settings.requestTimeout().toMillis()
              + " ms: check address, cable and firewall",
          failure);
    }
    return answered(settings, own, status, failure);
  }

  private static DeviceException answered(
      OpcUaSettings settings, OwnCertificate own, long status, Throwable failure) {
    String endpoint = settings.endpoint();
    if (status == StatusCodes.Bad_UserAccessDenied
        || status == StatusCodes.Bad_IdentityTokenRejected
        || status == StatusCodes.Bad_IdentityTokenInvalid) {
      String remedy =
          settings.user() == null
              ? "the server refuses anonymous clients: give user and password"
              : "the server refuses user \"" + settings.user() + "\": check user and password";
      return security(endpoint + ": " + remedy + " (" + name(status) + ")", failure);
    }
    if (status == StatusCodes.Bad_TooManySessions) {
      return unreachable(
          endpoint
              + ": the server has no free session (Bad_TooManySessions): close another client, or"
              + " raise the server's limit",
          failure);
    }
    if (refusesOurCertificate(status)) {
      return security(
          endpoint
              + ": the server does not trust this gateway ("
              + name(status)
              + "): have it trust our certificate "
              + Fingerprint.sha256(own.certificate())
              + ", in "
              + own.file(),
          failure);
    }
    return unreachable(endpoint + ": connecting failed: " + words(status), failure);
  }

  private static boolean refusesOurCertificate(long status) {
    return status == StatusCodes.Bad_SecurityChecksFailed
        || status == StatusCodes.Bad_CertificateUntrusted
        || status == StatusCodes.Bad_CertificateInvalid
        || status == StatusCodes.Bad_CertificateUriInvalid
        || status == StatusCodes.Bad_CertificateUseNotAllowed
        || status == StatusCodes.Bad_CertificateTimeInvalid;
  }

  static DeviceException unreachable(String sentence, Throwable cause) {
    return new DeviceException(Kind.UNREACHABLE, sentence, cause);
  }

  static DeviceException security(String sentence, Throwable cause) {
    return new DeviceException(Kind.SECURITY, sentence, cause);
  }

  private static boolean cause(Throwable failure, Class<? extends Throwable> wanted) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (wanted.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
