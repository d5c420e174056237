package dev.penstock.gateway.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/** The console could not listen. The message names the address and the remedy. */
public final class ConsoleStartException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_FREE_FOR_ALL = 1024;

  private ConsoleStartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The system's own words depend on its language, so what is wrong is found out without them. */
  static ConsoleStartException of(ConsoleSettings settings, Throwable cause) {
    String where = settings.host() + ":" + settings.port();
    String message =
        isOurs(settings.host())
            ? taken(where, settings.port())
            : "cannot listen on "
                + where
                + ", which is no address of this machine: set console.host to one that is, such"
                + " as 127.0.0.1";
    return new ConsoleStartException(
        "console: " + message + " (" + cause.getMessage() + ")", cause);
  }

  private static String taken(String where, int port) {
    String remedy = "set console.port to a free port from 1024 up, or to 0 for any";
    return port < FIRST_FREE_FOR_ALL
        ? where + " is in use, or needs privileges: " + remedy
        : where
            + " is in use by another program: stop that one (`ss -ltnp sport = :"
            + port
            + "` names it), or "
            + remedy;
  }

  private static boolean isOurs(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
