package dev.penstock.gateway.cli.audit;

import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.GatewayHere;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a log is.
 *
 * @param gateway whose it is, if it was named by the gateway's settings
 */
record LogPlaceOnDisk(Path path, Optional<GatewayHere> gateway) {

  /**
   * Finds it.
   *
   * @param named an export, settings, a demo's folder, a log's file or folder; empty for the
   *     settings in the usual places
   */
  static LogPlaceOnDisk find(Optional<Path> named) throws CannotGoOn {
    if (named.isPresent() && !Files.exists(named.get())) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "there is no " + named.get());
    }
    Optional<Path> settings = named.flatMap(LogPlaceOnDisk::settings);
    if (named.isPresent() && settings.isEmpty()) {
      return new LogPlaceOnDisk(named.get(), Optional.empty());
    }
    Optional<GatewayHere> gateway = GatewayHere.find(settings);
    return new LogPlaceOnDisk(
        gateway
            .map(GatewayHere::audit)
            .orElseThrow(
                () ->
                    new CannotGoOn(
                        ExitCode.UNAVAILABLE,
                        "there is no gateway.yaml here: name a log, as in penstock audit show"
                            + " FILE")),
        gateway);
  }

  private static Optional<Path> settings(Path named) {
    if (Files.isDirectory(named)) {
      return Stream.of("gateway.yaml", "gateway/gateway.yaml")
          .map(named::resolve)
          .filter(Files::exists)
          .findFirst();
    }
    String name = String.valueOf(named.getFileName());
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Optional.of(named) : Optional.empty();
  }

  AuditArchive open() throws CannotGoOn {
    return open(List.of());
  }

  /** With files that were exported from it. */
  AuditArchive open(List<Path> exported) throws CannotGoOn {
    List<Path> places = new ArrayList<>(List.of(path));
    places.addAll(exported);
    try {
      return AuditArchive.open(places);
    } catch (AuditException e) {
      throw unavailable(e);
    }
  }

  static CannotGoOn unavailable(Exception e) {
    return new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
  }
}
