package dev.penstock.gateway.runtime;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tinylog.Logger;

/**
 * Where a running gateway says how to reach it: the console's address, whatever its port became.
 */
public final class RunFile {

  private final Path file;

  public RunFile(Path data) {
    this.file = data.resolve("console.url");
  }

  /** The console of the gateway that runs on this data folder, or ran there last. */
  public Optional<URI> console() {
    try {
      return Optional.of(URI.create(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void write(URI console) {
    try {
      Files.writeString(file, console + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      Logger.warn("console address not written file={} why=\"{}\"", file, e.getMessage());
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      Logger.debug("console address not deleted file={}", file);
    }
  }
}
