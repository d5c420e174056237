package dev.penstock.gateway.console;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the console listens and to whom.
 *
 * @param host an IP address or {@code localhost}
 * @param port 0 takes any free one
 * @param remote must be true before it listens on anything but loopback: the page asks for no
 *     password
 * @param names under which browsers and scrapers may ask for it, besides the loopback names and,
 *     with {@code remote}, IP addresses
 * @param streams how many pages may be open at a time
 */
public record ConsoleSettings(
    String host, int port, boolean remote, Set<String> names, int streams) {

  public static final ConsoleSettings DEFAULT = loopback(8090);

  public ConsoleSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("console.port must be 0 to 65535, not " + port);
    }
    if (streams < 1 || streams > 64) {
      throw new IllegalArgumentException("console.streams must be 1 to 64, not " + streams);
    }
    if (!isLoopback(host) && !isAddress(host)) {
      throw new IllegalArgumentException(
          "console.host must be an IP address or localhost, not \"" + host + "\"");
    }
    if (!isLoopback(host) && !remote) {
      throw new IllegalArgumentException(
          "console.host "
              + host
              + " can be reached from other machines, and the console asks for no password: set"
              + " console.remote: true if that is meant, or use 127.0.0.1 and an SSH tunnel");
    }
    names = lowerCase(names);
  }

  /** On 127.0.0.1, for this machine (and SSH tunnels) alone. */
  public static ConsoleSettings loopback(int port) {
    return new ConsoleSettings("127.0.0.1", port, false, Set.of(), 16);
  }

  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && NetUtil.isValidIpV4Address(host));
  }

  static boolean isAddress(String host) {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }

  private static Set<String> lowerCase(Set<String> names) {
    Set<String> lower = new TreeSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return Set.copyOf(lower);
  }
}
