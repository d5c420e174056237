package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code penstock} command in a process of its own, as a person would start it. A gateway that
 * still runs when it is closed is stopped, and what it then says of its rows has to add up.
 */
final class PenstockProcess implements AutoCloseable {

  /** How long a test waits for what must happen; longer where a machine has other things to do. */
  static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("penstock.test.patience", 120));

  private final Process process;
  private final Path out;
  private final Path err;

  /** Where a gateway that belongs to the process logs; nowhere if there is none. */
  private final Optional<Path> gatewayLog;

  private PenstockProcess(Process process, Path out, Path err, Optional<Path> gatewayLog) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.gatewayLog = gatewayLog;
  }

  /** Starts it; what it says goes to two files in the folder. */
  static PenstockProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, Map.of(), arguments);
  }

  /** The same, with variables of the environment set. */
  static PenstockProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    PenstockProcess started = startTyping(folder, environment, arguments);
    started.process.getOutputStream().close();
    return started;
  }

  /** Somebody is there who will {@link #type}. */
  static PenstockProcess startTyping(Path folder, String... arguments) throws IOException {
    return startTyping(folder, Map.of(), arguments);
  }

  private static PenstockProcess startTyping(
      Path folder, Map<String, String> environment, String... arguments) throws IOException {
    Path out = Files.createTempFile(folder, "penstock", ".out");
    Path err = Files.createTempFile(folder, "penstock", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("PENSTOCK_LAUNCHER");
    builder.environment().putAll(environment);
    Optional<Path> log = gatewayLog(err, List.of(arguments));
    return new PenstockProcess(builder.start(), out, err, log);
  }

  private static Optional<Path> gatewayLog(Path err, List<String> arguments) {
    int data = arguments.indexOf("--data") + 1;
    return switch (arguments.get(0)) {
      case "run" -> Optional.of(err);
      case "demo" ->
          data == 0
              ? Optional.empty()
              : Optional.of(Path.of(arguments.get(data), "gateway", "gateway.log"));
      default -> Optional.empty();
    };
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-Xss512k", "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.matches("--(add|enable|sun)-.*|-Dchronicle.*|-XX:TieredStopAtLevel.*"))
        .forEach(command::add);
    command.addAll(List.of("-cp", classPath(), "dev.penstock.gateway.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Without the tests' own resources, which would change how it logs. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Answers what it asks, a line each. */
  void type(String... lines) throws IOException {
    try (Writer in = process.outputWriter(StandardCharsets.UTF_8)) {
      in.write(String.join("\n", lines) + "\n");
    }
  }

  /** Standard output so far. */
  String output() {
    return read(out);
  }

  /** Standard error so far. */
  String errors() {
    return read(err);
  }

  /** Waits until standard error matches. */
  void awaitErrors(String regex) {
    await(regex)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .failFast(() -> assertThat(isAlive()).as(errors()).isTrue())
        .until(() -> errors().matches("(?s).*" + regex + ".*"));
  }

  /** Runs it to its end, for what is done in seconds. */
  static PenstockProcess run(Path folder, String... arguments)
      throws IOException, InterruptedException {
    PenstockProcess process = start(folder, arguments);
    process.exitCode();
    return process;
  }

  /** Its exit code, once it ends by itself. */
  int exitCode() throws InterruptedException {
    return exitCode(PATIENCE);
  }

  /** The same for what takes longer. */
  int exitCode(Duration patience) throws InterruptedException {
    boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended).as("still running: %s", errors()).isTrue();
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() {
    boolean stopped = gatewayLog.isPresent() && isAlive() && isStopped();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    gatewayLog
        .filter(Files::exists)
        .map(PenstockProcess::read)
        .ifPresent(log -> check(log, stopped));
  }

  private static void check(String log, boolean stopped) {
    if (stopped) {
      Accounts.assertComplete(log);
    } else {
      Accounts.assertBalanced(log);
    }
  }

  /** Whether it stops when asked to. */
  private boolean isStopped() {
    stop();
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
