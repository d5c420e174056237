package dev.penstock.drivers.opcua;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.DriverContract;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;

/** What every driver promises, over Basic256Sha256 with user and password. */
final class OpcUaDriverContractIT extends DriverContract<OpcUaSettings> {

  @Override
  protected Driver<OpcUaSettings> driver() {
    return new OpcUaDriver();
  }

  @Override
  protected Rig<OpcUaSettings> rig() {
    return new ServerRig();
  }

  private static final class ServerRig implements Rig<OpcUaSettings> {

    private final TestServer server = new TestServer();

    ServerRig() {
      server.nodes().add("level", NodeIds.Double, 1.5);
      server.nodes().add("flow", NodeIds.Double, 2.5);
      server.start();
    }

    @Override
    public OpcUaSettings settings() {
      return TestSettings.secured(server);
    }

    @Override
    public List<PointBinding> bindings() {
      return List.of(
          Bindings.of(0, "level", ValueType.DOUBLE),
          Bindings.writable(1, "flow", ValueType.DOUBLE));
    }

    @Override
    public void publish(String point, double value) {
      server.nodes().set(point.substring(point.indexOf('/') + 1), value);
    }

    @Override
    public void stop() {
      server.stop();
    }

    @Override
    public void start() {
      server.start();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
