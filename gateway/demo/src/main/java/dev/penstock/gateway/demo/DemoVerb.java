package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.DurationText;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Verb;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a plant, its gateway and its twin working together. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a simulated plant, two street sensors, an MQTT broker, a gateway in a process of its"
          + " own and a twin; shows the points as the twin sees them, has an operator move a pump,"
          + " and at the end accounts for every observation and every write.",
      "Ctrl-C stops it in order. A second start goes on with the same journal, in a new epoch."
    },
    footer = {
      "",
      "Example, half a minute on free ports, the summary as JSON:",
      "  penstock demo --for 30s --ports auto --json",
      "The tour of attacks, in a folder of its own:",
      "  penstock demo --attack --data attack-demo",
      "",
      "Exit code 0: everything is accounted for; 1: something is not, and the summary says what."
    })
public final class DemoVerb implements Verb {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "penstock-demo",
      description = "Where everything is kept (${DEFAULT-VALUE}, in this folder).")
  private Path data;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "End by itself with a summary, this long after the first value: 30s, 5min.")
  private @Nullable Duration length;

  @Option(names = "--json", description = "Print the summary, and only that, as JSON.")
  private boolean json;

  @Option(
      names = "--ports",
      defaultValue = "default",
      description =
          "default: plant 4840, broker 1883, console 8090. auto: free ones. (${DEFAULT-VALUE})")
  private PortChoice ports;

  @Option(names = "--no-commands", description = "No command gate: nothing is ever written.")
  private boolean withoutCommands;

  @Option(names = "--leak", description = "Tank 1 begins to leak after ten seconds.")
  private boolean leak;

  @Option(
      names = "--attack",
      description = {
        "Try one attack after the other, print each with its verdict and the evidence, and end.",
        "Exit code 0 only if the gateway held against all, by the plant's own journal of writes."
      })
  private boolean attack;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public DemoVerb() {}

  @Override
  public Integer call() throws CannotGoOn, InterruptedException {
    if (attack && withoutCommands) {
      throw new CannotGoOn(ExitCode.USAGE, "--attack needs the command gate: no --no-commands");
    }
    DemoOptions options = new DemoOptions(data, length, ports, !withoutCommands, leak, attack);
    StopRequest stop = StopRequest.onShutdown();
    Screen screen = screen();
    int code = ExitCode.OUR_MISTAKE;
    try {
      code = print(Demo.run(options, screen, SystemClocks.clocks(), stop), screen);
      return code;
    } catch (CannotGoOn e) {
      code = e.exitCode();
      throw e;
    } finally {
      stop.endsWith(code);
    }
  }

  private Screen screen() {
    PrintWriter out = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    String term = System.getenv().getOrDefault("TERM", "");
    return new Screen(out, !json && Screen.isTerminal(term));
  }

  private int print(Summary summary, Screen screen) {
    if (json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(summary.json());
      out.flush();
    } else {
      screen.leave();
      summary.lines().forEach(screen::say);
    }
    return summary.isAccountedFor() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
