package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of one run, all on loopback.
 *
 * @param plant of the OPC UA server
 * @param broker of the MQTT broker
 * @param console of the gateway's page
 */
record DemoPorts(int plant, int broker, int console) {

  static final DemoPorts KNOWN = new DemoPorts(4840, 1883, 8090);

  /** Ports that nobody uses at this moment. */
  static DemoPorts choose(PortChoice choice) throws CannotGoOn {
    if (choice == PortChoice.AUTO) {
      return anyFree();
    }
    KNOWN.requireFree();
    return KNOWN;
  }

  /** All are held until all are found, so that no two are the same. */
  private static DemoPorts anyFree() {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return new DemoPorts(
          held.get(0).getLocalPort(), held.get(1).getLocalPort(), held.get(2).getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no free port on loopback", e);
    } finally {
      held.forEach(DemoPorts::close);
    }
  }

  void requireFree() throws CannotGoOn {
    requireFree(plant, "the plant's OPC UA server");
    requireFree(broker, "the MQTT broker");
    requireFree(console, "the gateway's console");
  }

  private static void requireFree(int port, String whose) throws CannotGoOn {
    try {
      close(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          "port %d, for %s, is in use: stop what listens there, or say --ports auto"
              .formatted(port, whose));
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
