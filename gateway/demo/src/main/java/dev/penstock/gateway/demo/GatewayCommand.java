package dev.penstock.gateway.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a gateway is started as a process: by the launcher that started us, or else, as in tests,
 * with our own Java and class path.
 */
final class GatewayCommand {

  private static final String LAUNCHER = "PENSTOCK_LAUNCHER";
  private static final String MAIN = "dev.penstock.gateway.cli.Main";

  private final Map<String, String> environment;

  GatewayCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  List<String> run(Path settingsFile) {
    List<String> command = new ArrayList<>();
    String launcher = environment.getOrDefault(LAUNCHER, "");
    if (launcher.isEmpty()) {
      command.addAll(OwnJava.command());
      command.add(MAIN);
    } else {
      command.add(launcher);
    }
    command.addAll(List.of("run", settingsFile.toString(), "--demo"));
    return command;
  }
}
