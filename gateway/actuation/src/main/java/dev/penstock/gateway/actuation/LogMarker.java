package dev.penstock.gateway.actuation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers beside the trust set that an audit log was begun, so that a log that somebody deleted
 * is not taken for a first start.
 */
final class LogMarker {

  private final Path file;

  LogMarker(Path trust) {
    this.file = trust.resolve("audit-log.begun");
  }

  void check(boolean logIsEmpty, Path log) throws GateStartException {
    if (logIsEmpty && Files.exists(file)) {
      throw new GateStartException(
          "LOG_LOST: "
              + log
              + " is missing or empty, and there was one. Find out who removed it; only then remove "
              + file
              + " to begin another");
    }
  }

  void leave() throws GateStartException {
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, "begun\n");
      }
    } catch (IOException e) {
      throw new GateStartException(
          file + " cannot be written: give the gateway's user write access to its folder", e);
    }
  }
}
