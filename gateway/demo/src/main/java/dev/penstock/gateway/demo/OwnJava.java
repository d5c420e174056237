package dev.penstock.gateway.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts another JVM as this one was started, with the heap of a gateway. */
public final class OwnJava {

  /** What the launcher gives to {@code penstock run}. */
  static final List<String> GATEWAY_HEAP = List.of("-Xms32m", "-Xmn20m", "-Xmx96m");

  /** Of a JVM that a test runner has started, and of no use to another. */
  private static final List<String> NOT_PASSED_ON = List.of("-Xm", "-javaagent", "-agent", "-ea");

  private OwnJava() {}

  /** Everything but the main class. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> NOT_PASSED_ON.stream().noneMatch(flag::startsWith))
        .forEach(command::add);
    command.addAll(GATEWAY_HEAP);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }
}
