package dev.penstock.gateway.cli.command;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.PersonalKeyOptions;
import dev.penstock.gateway.cli.Terminal;
import picocli.CommandLine.Mixin;

/** Who calls, and by which way. */
final class Caller {

  @Mixin private PersonalKeyOptions key;
  @Mixin private Way way;

  /** Opens the key, then the way; asks for the passphrase if nobody wrote it down. */
  CommandClient connect(Terminal terminal) throws CannotGoOn {
    return way.connect(key.open(terminal, way.here()));
  }

  /** The key of the gateway that is called. */
  VerifyKey gatewayKey() throws CannotGoOn {
    return way.gatewayKey();
  }

  Clocks clocks() {
    return way.clocks();
  }
}
