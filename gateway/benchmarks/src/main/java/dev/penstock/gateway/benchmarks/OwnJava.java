package dev.penstock.gateway.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts another JVM as this one was started, with another heap. */
final class OwnJava {

  private OwnJava() {}

  /** With the heap that the launcher gives to {@code penstock run}. */
  static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm"))
        .forEach(command::add);
    command.addAll(List.of("-Xms32m", "-Xmn20m", "-Xmx96m"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }
}
