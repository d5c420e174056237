package dev.penstock.gateway.runtime.local;

import dev.penstock.contract.settings.Setting;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The local door of the command gate. */
public record SocketSettings(
    @Setting(value = "Whether there is one.", otherwise = "true") boolean enabled,
    @Setting(
            value = "Where it is; left out, command.sock in the data folder. At most 100 bytes.",
            otherwise = Setting.NONE,
            example = "/run/penstock/command.sock")
        Optional<Path> path,
    @Setting(
            value = "A group whose members may use it too; left out, the gateway's user alone.",
            otherwise = Setting.NONE,
            example = "penstock")
        @Nullable String group) {

  private static final String NAME = "command.sock";

  /** The socket of a gateway with this data folder. */
  public Path in(Path data) {
    return path.orElse(data.resolve(NAME));
  }
}
