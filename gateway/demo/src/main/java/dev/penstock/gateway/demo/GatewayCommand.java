package dev.penstock.gateway.demo;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a gateway is started as a process: by the launcher that started us, or else, as in tests,
 * with our own Java and class path.
 */
final class GatewayCommand {

  private static final String LAUNCHER = "PENSTOCK_LAUNCHER";
  private static final String MAIN = "dev.penstock.gateway.cli.Main";

  /** What the journal's library needs and whoever started us gave us. */
  private static final List<String> PASSED_ON =
      List.of("--add-", "--enable-native", "--sun-misc", "-Dchronicle.", "-Djava.io.tmpdir");

  private final Map<String, String> environment;

  GatewayCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  List<String> run(Path settingsFile) {
    List<String> command = new ArrayList<>();
    String launcher = environment.getOrDefault(LAUNCHER, "");
    if (launcher.isEmpty()) {
      command.addAll(ownJava());
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("run", settingsFile.toString(), "--demo"));
    return command;
  }

  private static List<String> ownJava() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    ownFlags().forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  private static Stream<String> ownFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> PASSED_ON.stream().anyMatch(flag::startsWith));
  }
}
