package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameStream;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of frames, as the command line names it. */
record FrameFile(Path path) {

  /** Tells the visitor of every frame, whole or broken, as long as it wants more. */
  void read(FrameReader reader, FrameVisitor visitor) throws CannotGoOn {
    if (!Files.isRegularFile(path)) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "there is no file " + path + ": check the path");
    }
    try (FrameStream frames = new FrameStream(Files.newInputStream(path), reader)) {
      boolean more = true;
      while (more && visitor.wantsMore()) {
        more = frames.next(visitor);
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static CannotGoOn unreadable(Path path, IOException e) {
    return new CannotGoOn(
        ExitCode.UNAVAILABLE, path + " cannot be read: " + e + "; check its permissions");
  }
}
