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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code penstock} command in a process of its own, as a person would start it. */
final class PenstockProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private PenstockProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
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
    return new PenstockProcess(builder.start(), out, err);
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
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
