package dev.penstock.gateway.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Names this boot of the machine: the scope of monotonic times. */
final class BootId {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** The kernel's; where it tells none, one of this process, which is then a boot of its own. */
  static String read() {
    try {
      return Files.readString(KERNEL, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return UUID.randomUUID().toString();
    }
  }
}
