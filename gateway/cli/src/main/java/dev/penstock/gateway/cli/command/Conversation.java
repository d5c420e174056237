package dev.penstock.gateway.cli.command;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.Consent;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all commands have in common: a caller, a reason, and how they tell what became of it. */
final class Conversation {

  /** A gate answers within a second, or is not there. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private Caller caller;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why, for who reads the log.")
  private String reason;

  @Option(names = "--json", description = "Print what became of it as JSON.")
  private boolean json;

  @Mixin private Consent consent;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  Caller caller() {
    return caller;
  }

  String reason() {
    return reason;
  }

  Terminal terminal() {
    return Terminal.of(spec);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For the person alone; a script does not see it on standard output. */
  void show(List<String> lines) {
    PrintWriter to = json ? spec.commandLine().getErr() : out();
    lines.forEach(to::println);
    to.flush();
  }

  /** Asked in any case: no script can know it beforehand. */
  boolean confirms(String question) {
    return terminal().asks(question);
  }

  boolean agrees(String question) {
    return consent.isGiven(question, terminal());
  }

  /** The last word: lines for the person, or one JSON object. */
  void conclude(List<String> lines, Consumer<JsonWriter> fields) {
    if (json) {
      JsonWriter writer = new JsonWriter().object();
      fields.accept(writer);
      out().println(writer.endObject());
    } else {
      lines.forEach(out()::println);
    }
    out().flush();
  }

  /** Tells what a receipt says; the verb ends with what is returned. */
  int tell(Receipt receipt) {
    ReceiptText text = new ReceiptText(receipt);
    conclude(text.lines(), text::write);
    return text.exitCode();
  }

  static CannotGoOn nobodyAnswered() {
    return new CannotGoOn(
        ExitCode.UNAVAILABLE,
        "the gateway does not answer within "
            + PATIENCE.toSeconds()
            + " s: it does not run, does not know this key, or is another than the key's owner says;"
            + " on the gateway penstock status tells");
  }
}
