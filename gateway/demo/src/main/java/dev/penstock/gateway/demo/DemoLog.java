package dev.penstock.gateway.demo;

import java.nio.file.Path;
import org.tinylog.configuration.Configuration;

/** Where the demo's own parts log: a file, because the screen belongs to the table. */
final class DemoLog {

  private DemoLog() {}

  /** Must come before the first log entry; does nothing when it is too late for that. */
  static void into(Path file) {
    if (!Configuration.isFrozen()) {
      Configuration.set("writer", "file");
      Configuration.set("writer.file", file.toString());
      Configuration.set("writer.append", "true");
      // Ctrl-C is when there is something to log; nothing is held back that would have to be
      // flushed.
      Configuration.set("autoshutdown", "false");
    }
  }
}
