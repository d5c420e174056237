package dev.penstock.gateway.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.tinylog.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code penstock} command. */
@Command(
    name = "penstock",
    synopsisSubcommandLabel = "VERB",
    mixinStandardHelpOptions = false,
    subcommands = HelpCommand.class,
    description = {
      "The gate between a plant and its digital twin: reads sensors, keeps every observation until"
          + " the centre has it, and carries out only commands that it can prove allowed.",
      ""
    },
    commandListHeading = "%nVerbs:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done, and nothing is wrong",
      " 1:done, and something is wrong: errors in the settings, observations unaccounted for",
      " 2:the command line was wrong",
      "10:profile fit: fits with adaptations",
      "20:profile fit: does not fit",
      "30:command: refused, or not carried out",
      "31:command: not known, or not as asked",
      "69:something needed is missing or in use: a folder, a port, a running gateway",
      "70:a mistake of ours"
    },
    footer = {
      "",
      "Try it, with nothing installed:",
      "  penstock demo",
      "Each verb explains itself:",
      "  penstock run --help"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  public Main() {}

  /** Runs a command line; never returns. */
  public static void main(String[] args) {
    System.exit(commandLine().setOut(utf8(System.out)).setErr(utf8(System.err)).execute(args));
  }

  /** What scripts read does not depend on the locale they run in. */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** The command with every verb that is on the class path. */
  public static CommandLine commandLine() {
    CommandLine command = new CommandLine(new Main());
    ServiceLoader.load(Verb.class).forEach(command::addSubcommand);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpWidth(100);
    command.setExecutionExceptionHandler(Main::explain);
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which verb?");
  }

  private static int explain(Exception e, CommandLine verb, ParseResult parsed) {
    PrintWriter err = verb.getErr();
    if (e instanceof CannotGoOn stop) {
      err.println("penstock: " + stop.getMessage());
      return stop.exitCode();
    }
    Logger.error(e, "verb failed verb={}", verb.getCommandName());
    err.println("penstock: this is a mistake of ours: " + e);
    return ExitCode.OUR_MISTAKE;
  }
}
