package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.Clocks;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The simulated plant behind its OPC UA server, on 127.0.0.1. The process runs from {@link #start}
 * to {@link #close}, whether or not the server is up in between. Any thread may call anything.
 */
public final class PlantServer implements Closeable {

  /** The namespace of every node. */
  public static final String NAMESPACE = "urn:penstock:demo:plant";

  public static final String APPLICATION_URI = "urn:penstock:demo:plant:server";

  static final String HOST = "127.0.0.1";

  private final int port;
  private final PlantAccess access;
  private final PlantProcess process;
  private final PlantFaults faults;
  private final PlantJournal journal;
  private final PlantValues values;
  private final PlantWrites writes;
  private final PlantScanner scanner;

  private @Nullable PlantEndpoint endpoint;

  private PlantServer(PlantSettings settings, Clocks clocks, RandomGenerator noise)
      throws IOException {
    Path folder = Files.createDirectories(settings.folder());
    port = freePort(settings.port());
    access =
        new PlantAccess(
            PlantKeys.loadOrCreate(folder),
            new PlantTrust(folder.resolve("trusted")),
            new PlantUsers(settings.users()));
    journal = new PlantJournal(folder.resolve("writes.jsonl"));
    faults = new PlantFaults(clocks.wall());
    process = new PlantProcess(QuadrupleTank.atPublishedPoint(), clocks, noise, settings.noiseCm());
    values = new PlantValues(settings, process, faults);
    writes = new PlantWrites(process, values, faults, journal, clocks.wall());
    scanner = new PlantScanner(settings, values, clocks.wall());
  }

  /**
   * A running plant.
   *
   * @param noise for the sensors; used by one thread at a time
   * @throws IOException if the folder cannot be used or the port is taken
   */
  public static PlantServer start(PlantSettings settings, Clocks clocks, RandomGenerator noise)
      throws IOException {
    PlantServer plant = new PlantServer(settings, clocks, noise);
    try {
      plant.startServer();
    } catch (IOException e) {
      plant.close();
      throw e;
    }
    return plant;
  }

  /** The certificate of the plant in this folder, made now if there is none. */
  public static X509Certificate certificateIn(Path folder) throws IOException {
    return PlantKeys.loadOrCreate(Files.createDirectories(folder)).certificate();
  }

  /** The secured endpoint. */
  public String endpointUrl() {
    return PlantEndpoints.url(port, PlantEndpoints.PATH);
  }

  /** Where endpoints are asked for, in the clear. */
  public String discoveryUrl() {
    return PlantEndpoints.url(port, PlantEndpoints.DISCOVERY_PATH);
  }

  public int port() {
    return port;
  }

  /** The server's own certificate, the same over restarts. */
  public X509Certificate certificate() {
    return access.keys().certificate();
  }

  /** Lets a client with this certificate in from its next attempt on. */
  public void trust(X509Certificate client) throws IOException {
    access.trust().trust(client);
  }

  /** Client certificates that were refused, for a technician to look at. */
  public List<X509Certificate> rejectedClients() {
    return access.trust().rejected();
  }

  /** The tanks and the switches on the plant's own panel. */
  public PlantProcess process() {
    return process;
  }

  /** A knob turned on the plant's own panel: not checked, but journaled. */
  public void turnKnob(int pump, double volts) {
    writes.turnKnob(pump, volts);
  }

  public PlantFaults faults() {
    return faults;
  }

  public PlantJournal journal() {
    return journal;
  }

  public synchronized boolean isServing() {
    return endpoint != null;
  }

  /** Cuts every connection and stops listening; sessions and subscriptions are forgotten. */
  public synchronized void stopServer() {
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
      Logger.info("The simulated plant's server stopped endpoint={}", endpointUrl());
    }
  }

  /** Listens again, on the same port with the same certificate; does nothing if it already does. */
  public synchronized void startServer() throws IOException {
    if (endpoint == null) {
      endpoint = PlantEndpoint.open(port, access, values, writes);
      Logger.info("The simulated plant serves endpoint={}", endpointUrl());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    writes.close();
    stopServer();
    scanner.close();
    journal.close();
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new IOException(
          "port "
              + wanted
              + " on "
              + HOST
              + " is taken: stop what uses it, or give the plant another",
          e);
    }
  }
}
