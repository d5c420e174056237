package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server and sessions with it, closed after each test. */
@Timeout(120)
abstract class OpcUaIntegration {

  static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir static Path SHARED;

  @TempDir Path folder;

  final TestServer server = new TestServer();
  final FakeTime time = new FakeTime();
  final Told told = new Told();
  private final List<DeviceSession> sessions = new ArrayList<>();

  /** A key takes a second to make: one does for all tests. */
  @BeforeEach
  void giveCertificate() throws Exception {
    OwnCertificate own = OwnCertificate.of("device", SHARED);
    Path copy = Files.createDirectories(folder.resolve("own"));
    Files.copy(own.file(), copy.resolve(own.file().getFileName()));
    Files.copy(own.file().resolveSibling("key.p8"), copy.resolve("key.p8"));
  }

  @AfterEach
  void closeAll() {
    sessions.forEach(DeviceSession::close);
    server.close();
  }

  DeviceSession open(OpcUaSettings settings, PointBinding... points) throws DeviceException {
    return open(settings, told, points);
  }

  DeviceSession open(OpcUaSettings settings, Told listener, PointBinding... points)
      throws DeviceException {
    DeviceSession session =
        new OpcUaDriver()
            .open(
                new DeviceSetup<>(
                    "gateway", "device", settings, List.of(points), folder, time.clocks()),
                listener);
    sessions.add(session);
    return session;
  }

  DeviceSession openAndAwaitUp(OpcUaSettings settings, PointBinding... points)
      throws DeviceException {
    DeviceSession session = open(settings, points);
    told.await("the link to be up", t -> t.link() == LinkState.UP);
    return session;
  }

  /** Anonymous and without security, published quickly. */
  OpcUaSettings plain() {
    return TestSettings.open(server.url(), TestSettings.QUICK, 100);
  }

  void awaitDown() {
    told.await("to hear that it is down", t -> t.link() == LinkState.DOWN);
  }

  void awaitUp() {
    told.await("the link to be up", t -> t.link() == LinkState.UP);
  }
}
