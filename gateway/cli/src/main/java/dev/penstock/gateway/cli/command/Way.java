package dev.penstock.gateway.cli.command;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import dev.penstock.gateway.cli.PersonalKey;
import dev.penstock.gateway.cli.SettingsOption;
import dev.penstock.gateway.cli.Terminal;
import dev.penstock.gateway.runtime.SystemClocks;
import dev.penstock.gateway.runtime.local.LocalCommandLink;
import dev.penstock.uplink.MqttCommandLink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which gateway, and by which way. */
final class Way {

  @Option(
      names = "--gateway-key",
      paramLabel = "FILE",
      description = "The gateway's public key; on the gateway itself it is known.")
  private Optional<Path> gatewayKey = Optional.empty();

  @Mixin private SettingsOption settings;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "The gateway's local socket, where ssh -L has brought it to this machine.")
  private Optional<Path> socket = Optional.empty();

  @Option(
      names = "--broker",
      paramLabel = "URI",
      description = "Go through an MQTT broker: tcp://host:1883 or ssl://host:8883.")
  private @Nullable URI broker;

  @Option(names = "--user", paramLabel = "NAME", description = "The user at the broker.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the user's password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "PEM file with the authorities to believe, for ssl://.")
  private Optional<Path> ca = Optional.empty();

  private final Clocks clocks = SystemClocks.clocks();
  private final SecureRandom random = new SecureRandom();

  Clocks clocks() {
    return clocks;
  }

  /** A client that speaks for this person. */
  CommandClient connect(PersonalKey personal) throws CannotGoOn {
    Optional<GatewayHere> here = here();
    Party party = new Party(gateway(here), gatewayKey(here), personal.name(), personal.signer());
    try {
      return new CommandClient(party, dial(here), clocks.mono(), random);
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** The way alone, for what was signed elsewhere. */
  CommandLink open() throws CannotGoOn {
    Optional<GatewayHere> here = here();
    try {
      return dial(here).open(gateway(here), "0".repeat(64), reply -> {});
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** The key of the gateway that is called. */
  VerifyKey gatewayKey() throws CannotGoOn {
    return gatewayKey(here());
  }

  /** The gateway of this machine, where it matters or is named. */
  Optional<GatewayHere> here() throws CannotGoOn {
    boolean isAllSaid = gatewayKey.isPresent() && (broker != null || socket.isPresent());
    return !settings.isNamed() && isAllSaid ? Optional.empty() : settings.find();
  }

  private String gateway(Optional<GatewayHere> here) throws CannotGoOn {
    return gatewayKey.isPresent()
        ? publicKey(gatewayKey.get()).name()
        : here.orElseThrow(Way::whichGateway).name();
  }

  private VerifyKey gatewayKey(Optional<GatewayHere> here) throws CannotGoOn {
    return gatewayKey.isPresent()
        ? publicKey(gatewayKey.get()).key()
        : here.orElseThrow(Way::whichGateway).key();
  }

  private static PublicKeyFile publicKey(Path file) throws CannotGoOn {
    try {
      return PublicKeyFile.read(file);
    } catch (KeyFileException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static CannotGoOn whichGateway() {
    return new CannotGoOn(
        ExitCode.USAGE,
        "which gateway? On the gateway itself name its settings with --settings; elsewhere its"
            + " public key with --gateway-key, and --broker or --socket");
  }

  private CommandLink.Dial dial(Optional<GatewayHere> here) throws CannotGoOn {
    if (broker != null) {
      return MqttCommandLink.through(brokerSettings(broker), clocks.mono(), random);
    }
    return LocalCommandLink.at(
        socket.isPresent() ? socket.get() : here.orElseThrow(Way::whichGateway).socket());
  }

  private BrokerSettings brokerSettings(URI address) throws CannotGoOn {
    Secret password =
        passwordFile == null ? null : new Secret(new String(Terminal.secretIn(passwordFile)));
    try {
      return new BrokerSettings(address, user, password, ca, Optional.empty(), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(ExitCode.USAGE, "--broker " + e.getMessage());
    }
  }
}
