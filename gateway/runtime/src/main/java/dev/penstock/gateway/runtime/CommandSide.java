package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.actuation.CommandGate;
import dev.penstock.gateway.actuation.GateClocks;
import dev.penstock.gateway.actuation.GatePorts;
import dev.penstock.gateway.actuation.GateStartException;
import dev.penstock.gateway.actuation.GateStatus;
import dev.penstock.gateway.console.CommandsStatus;
import dev.penstock.gateway.console.Condition;
import dev.penstock.gateway.console.Health;
import dev.penstock.gateway.runtime.GatewaySettings.CommandsEntry;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The command gate in the gateway, with its carriers. A gate that cannot start stays shut and says
 * why; the observations go on.
 */
final class CommandSide implements AutoCloseable {

  private final @Nullable CommandGate gate;
  private final CommandDoors doors;
  private final Clocks clocks;

  /** Why there is no gate. */
  private final Condition shut;

  private CommandSide(
      @Nullable CommandGate gate, CommandDoors doors, Clocks clocks, Condition shut) {
    this.gate = gate;
    this.doors = doors;
    this.clocks = clocks;
    this.shut = shut;
  }

  static CommandSide open(GatewayPlan plan, Spine spine, PlantReader plant, boolean demo) {
    Optional<CommandsEntry> entry = plan.settings().commands();
    if (entry.isEmpty()) {
      return without(
          spine, new Condition(Health.IDLE, "off", "nothing is ever written to a device"));
    }
    String gateway = plan.settings().gateway();
    CommandDoors doors = CommandDoors.of(plan.settings(), entry.get(), spine.clocks().mono());
    try {
      GatePorts ports =
          new GatePorts(
              plant,
              doors::send,
              plant::readBack,
              new GateClocks(spine.clocks().wall(), spine.clocks().mono(), SystemClocks::uptime),
              SecureRandom.getInstanceStrong());
      CommandGate.Identity identity =
          new CommandGate.Identity(gateway, GatewayKey.machineId(), demo);
      CommandGate gate = CommandGate.open(entry.get().gate(), identity, ports);
      return new CommandSide(gate, doors, spine.clocks(), Condition.ok("open"));
    } catch (GateStartException | NoSuchAlgorithmException e) {
      Logger.error("command gate stays shut why=\"{}\"", e.getMessage());
      return without(spine, new Condition(Health.FAULT, "shut", String.valueOf(e.getMessage())));
    }
  }

  private static CommandSide without(Spine spine, Condition why) {
    return new CommandSide(null, CommandDoors.NONE, spine.clocks(), why);
  }

  /** Lets envelopes in. */
  void start() {
    if (gate != null) {
      doors.start(gate::submit);
    }
  }

  /** From any thread. */
  boolean isUnderMaintenance(String device) {
    return gate != null && gate.isUnderMaintenance(device);
  }

  CommandsStatus status() {
    if (gate == null) {
      return new CommandsStatus(shut, List.of(), List.of());
    }
    GateStatus now = gate.status();
    return new CommandsStatus(
        mode(now),
        now.recent().stream().map(CommandSide::entry).toList(),
        now.leases().stream().map(this::lease).toList());
  }

  private Condition mode(GateStatus now) {
    String mode = now.mode().name().toLowerCase(Locale.ROOT);
    if (!now.condition().taking()) {
      return new Condition(Health.ATTENTION, mode, now.condition().words());
    }
    if (!doors.isUp()) {
      return new Condition(Health.ATTENTION, mode, doors.why());
    }
    return new Condition(Health.OK, mode, now.condition().words());
  }

  private static CommandsStatus.Entry entry(GateStatus.Command command) {
    GateStatus.Result result = command.result();
    Health health =
        switch (result.outcome()) {
          case CONFIRMED, HELD, RELEASED, REVERTED, CANCELLED, ENDED, ENDED_LOCAL -> Health.OK;
          case REVERT_FAILED, UNKNOWN, MISMATCH -> Health.FAULT;
          default -> Health.ATTENTION;
        };
    String reason =
        result.reason().isEmpty() ? result.words() : result.reason() + ": " + result.words();
    return new CommandsStatus.Entry(
        Moments.instant(command.wall()),
        command.point(),
        command.asked(),
        command.issuer(),
        new Condition(health, result.outcome().name(), reason));
  }

  private CommandsStatus.Lease lease(GateStatus.Held held) {
    return new CommandsStatus.Lease(
        held.leaseId(),
        held.point(),
        held.value(),
        held.holder(),
        Moments.instant(clocks.wall().nanos()).plus(held.left()));
  }

  @Override
  public void close() {
    doors.close();
    if (gate != null) {
      gate.close();
    }
  }
}
