package dev.penstock.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which gateway of this machine. */
public final class SettingsOption {

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description =
          "On the gateway: its settings; left out, gateway.yaml in this folder, then"
              + " /etc/penstock/gateway.yaml.")
  private Optional<Path> file = Optional.empty();

  /** Whether somebody named one. */
  public boolean isNamed() {
    return file.isPresent();
  }

  /** The gateway, if there are settings where they were named, or in the usual places. */
  public Optional<GatewayHere> find() throws CannotGoOn {
    return GatewayHere.find(file);
  }
}
