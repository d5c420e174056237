package dev.penstock.gateway.demo;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway in a process of its own; what it says goes to a file. Used by one thread. */
final class GatewayProcess {

  private static final int TAIL_BYTES = 8_192;
  private static final int TAIL_LINES = 12;

  private final List<String> command;
  private final Path log;
  private final Process process;

  private GatewayProcess(List<String> command, Path log, Process process) {
    this.command = command;
    this.log = log;
    this.process = process;
  }

  static GatewayProcess start(List<String> command, Path log) throws IOException {
    File nothing = new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(nothing)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new GatewayProcess(command, log, process);
  }

  /** Another one, after this has ended. */
  GatewayProcess again() throws IOException {
    return start(command, log);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Whether it was ended by a signal, and so did not end by itself. */
  boolean wasKilled() {
    return exitCode() > 128;
  }

  /** SIGTERM, and SIGKILL when it has not ended in time; true if that was not needed. */
  boolean stop(Duration patience) throws InterruptedException {
    process.destroy();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    process.destroyForcibly().waitFor();
    return false;
  }

  void kill() {
    process.destroyForcibly();
  }

  /** The last lines it said. */
  String lastWords() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, Files.size(log) - TAIL_BYTES);
      byte[] tail = new byte[(int) (Files.size(log) - from)];
      file.seek(from);
      file.readFully(tail);
      List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
