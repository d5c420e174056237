package dev.penstock.gateway.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the kernel has accounted to a process. Linux only. */
final class ProcessMeter {

  /** USER_HZ, which is 100 on every Linux that runs Java. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private final Path proc;

  ProcessMeter(long pid) {
    this.proc = Path.of("/proc", Long.toString(pid));
  }

  /** User and system seconds since the process began. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc.resolve("stat"), StandardCharsets.UTF_8);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS_PER_SECOND;
  }

  /** Resident memory in MiB: all, anonymous and file-backed. */
  Map<String, Long> residentMib() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      String[] words = line.split("\\s+", -1);
      if (line.startsWith("VmRSS") || line.startsWith("RssAnon") || line.startsWith("RssFile")) {
        sizes.put(words[0].replace(":", ""), Long.parseLong(words[1]) / 1024);
      }
    }
    return sizes;
  }
}
