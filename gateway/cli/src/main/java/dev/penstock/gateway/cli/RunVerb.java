package dev.penstock.gateway.cli;

import dev.penstock.gateway.runtime.Gateway;
import dev.penstock.gateway.runtime.GatewayException;
import dev.penstock.gateway.runtime.GatewayPlan;
import java.util.concurrent.CountDownLatch;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway in the foreground until it is told to stop. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the gateway in the foreground; SIGTERM or Ctrl-C flushes and stops it.",
      "What it does goes to the log, what it needs is told at once with its remedy."
    },
    footer = {"", "Example:", "  penstock run /etc/penstock/gateway.yaml"})
public final class RunVerb implements Verb {

  @Mixin private SettingsFile file;

  @Option(
      names = "--demo",
      hidden = true,
      description = "Accept a trust set that is stamped DEMO. Only penstock demo says this.")
  private boolean demo;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public RunVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    GatewayPlan plan = file.plan();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Gateway gateway = Gateway.open(plan, demo)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, stopped), "stop"));
      Thread.setDefaultUncaughtExceptionHandler(RunVerb::died);
      gateway.start();
      stopped.await();
    } catch (GatewayException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  /** What a library's thread did not expect; whoever needs it connects anew by itself. */
  private static void died(Thread thread, Throwable cause) {
    Logger.error(
        "a thread has ended unexpectedly thread=\"{}\" why=\"{}\"", thread.getName(), cause);
  }

  private static void stop(Gateway gateway, CountDownLatch stopped) {
    Logger.info("gateway stopping");
    gateway.close();
    stopped.countDown();
  }
}
