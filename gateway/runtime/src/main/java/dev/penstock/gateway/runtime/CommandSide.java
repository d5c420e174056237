package dev.penstock.gateway.runtime;

import dev.penstock.gateway.console.CommandsStatus;
import dev.penstock.gateway.console.Condition;
import dev.penstock.gateway.console.Health;
import java.util.List;

/** The command gate in the gateway. */
final class CommandSide implements AutoCloseable {

  static CommandSide open(
      GatewayPlan plan, Spine spine, List<DeviceSlot> devices, TelemetryPath path, boolean demo) {
    return new CommandSide();
  }

  void start(Supervisor supervisor) {}

  CommandsStatus status() {
    return new CommandsStatus(
        new Condition(Health.IDLE, "no commands", "nothing is ever written to a device"),
        List.of(),
        List.of());
  }

  @Override
  public void close() {}
}
