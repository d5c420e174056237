package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the gateway's process running: one that was killed is started again, one that ends by
 * itself has a reason, which is told. Used by one thread.
 */
final class DemoGateway implements Closeable {

  private static final Duration BEFORE_AGAIN = Duration.ofSeconds(1);
  private static final Duration TO_STOP = Duration.ofSeconds(5);

  private final Path log;
  private final Consumer<String> say;
  private GatewayProcess process;
  private int restarts;
  private long endedAt = Long.MIN_VALUE;

  private DemoGateway(GatewayProcess process, Path log, Consumer<String> say) {
    this.process = process;
    this.log = log;
    this.say = say;
  }

  /** A gateway that is starting with the settings in the folder. */
  static DemoGateway start(DemoFolder folder, Consumer<String> say) throws IOException {
    List<String> command = new GatewayCommand(System.getenv()).run(folder.settingsFile());
    return new DemoGateway(GatewayProcess.start(command, folder.log()), folder.log(), say);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, as a power cut would. */
  void kill() {
    process.kill();
  }

  /** SIGKILL; who calls this starts it again. */
  void end() throws InterruptedException {
    process.stop(Duration.ZERO);
  }

  /** Starts it again after {@link #end}. */
  void restart() throws IOException {
    endedAt = Long.MIN_VALUE;
    restarts++;
    process = process.again();
    say.accept("The gateway starts again, process %d.".formatted(process.pid()));
  }

  long pid() {
    return process.pid();
  }

  int restarts() {
    return restarts;
  }

  /** Looks after the process; to be called often. */
  void tend(long monoNanos) throws CannotGoOn, IOException {
    if (process.isAlive()) {
      return;
    }
    if (!process.wasKilled()) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          "the gateway ended with exit code %d; the end of %s:%n%s"
              .formatted(process.exitCode(), log, process.lastWords()));
    }
    if (endedAt == Long.MIN_VALUE) {
      endedAt = monoNanos;
      say.accept("The gateway was killed; it is started again in a second.");
    } else if (monoNanos - endedAt >= BEFORE_AGAIN.toNanos()) {
      restart();
    }
  }

  /** Ends it at once, where it still runs: what it was told to hand over, it has. */
  @Override
  public void close() {
    process.kill();
  }

  /** Ends it; says so if it had to be killed. */
  void stop() throws InterruptedException {
    if (!process.stop(TO_STOP)) {
      say.accept(
          "The gateway did not stop within %d s and was killed.".formatted(TO_STOP.toSeconds()));
    }
  }
}
