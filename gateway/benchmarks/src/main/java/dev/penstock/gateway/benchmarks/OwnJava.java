package dev.penstock.gateway.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts another JVM as this one was started, but for the heap. */
final class OwnJava {

  private OwnJava() {}

  static List<String> command(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm"))
        .forEach(command::add);
    command.add(heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }
}
