package dev.penstock.gateway.runtime;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.gateway.runtime.GatewaySettings.CommandsEntry;
import dev.penstock.gateway.runtime.local.LocalCommandCarrier;
import dev.penstock.uplink.MqttCommandCarrier;
import java.util.Optional;
import java.util.function.Consumer;

/** Every way by which envelopes come to the gate; a reply goes out by all of them. */
record CommandDoors(Optional<MqttCommandCarrier> broker, Optional<LocalCommandCarrier> local)
    implements AutoCloseable {

  static final CommandDoors NONE = new CommandDoors(Optional.empty(), Optional.empty());

  static CommandDoors of(GatewaySettings settings, CommandsEntry entry, MonotonicClock mono) {
    Optional<MqttCommandCarrier> broker =
        entry.mqtt().map(mqtt -> new MqttCommandCarrier(settings.gateway(), mqtt, mono));
    Optional<LocalCommandCarrier> local =
        Optional.of(entry.socket())
            .filter(socket -> socket.enabled())
            .map(socket -> new LocalCommandCarrier(socket.in(settings.data()), socket.group()));
    return new CommandDoors(broker, local);
  }

  /** The local one first: at the box it must work when nothing else does. */
  void start(Consumer<byte[]> gate) {
    local.ifPresent(door -> door.start(gate));
    broker.ifPresent(door -> door.start(gate));
  }

  void send(String keyId, byte[] envelope) {
    local.ifPresent(door -> door.send(keyId, envelope));
    broker.ifPresent(door -> door.send(keyId, envelope));
  }

  /** Whether every door that there is lets envelopes in. */
  boolean isUp() {
    return broker.map(MqttCommandCarrier::isUp).orElse(true)
        && local.map(LocalCommandCarrier::isUp).orElse(true);
  }

  /** What is wrong with those that do not. */
  String why() {
    boolean brokerIsDown = broker.map(door -> !door.isUp()).orElse(false);
    return brokerIsDown
        ? broker.map(MqttCommandCarrier::why).orElse("")
        : local.map(LocalCommandCarrier::why).orElse("");
  }

  @Override
  public void close() {
    broker.ifPresent(MqttCommandCarrier::close);
    local.ifPresent(LocalCommandCarrier::close);
  }
}
