package dev.penstock.gateway.cli.journal;

import dev.penstock.buffer.JournalFacts;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.SettingsFile;
import dev.penstock.gateway.runtime.GatewaySettings;
import dev.penstock.gateway.runtime.SystemClocks;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes a journal's folder whole without running the gateway. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Does what the gateway does at its next start: seals what a killed one left, keeps all that is"
          + " readable in what is damaged, and records the rest as lost, which the twin is told when"
          + " the gateway runs. Deletes nothing that holds a row. The gateway must be stopped; may be"
          + " interrupted and repeated."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      "69:there is no journal, a gateway is running on it, or a newer version wrote it"
    },
    footer = {"", "Example:", "  penstock journal repair /etc/penstock/gateway.yaml"})
final class RepairJournal implements Callable<Integer> {

  @Mixin private SettingsFile file;
  @Spec private CommandSpec spec;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  RepairJournal() {}

  @Override
  public Integer call() throws CannotGoOn {
    GatewaySettings settings = file.plan().settings();
    PrintWriter out = spec.commandLine().getOut();
    try (LossLedger losses =
        Journals.openLedger(
            settings.data().resolve("losses"), SystemClocks.clocks().mono(), new SecureRandom())) {
      JournalFacts facts = Journals.repair(settings.journal().folder(), losses);
      out.printf(
          "%s: %s rows in %d segments can be read%n",
          facts.folder(), Sizes.whole(facts.status().rows()), facts.segments().size());
      losses.pending().forEach(loss -> out.println("  recorded as lost: " + line(loss)));
    } catch (JournalException e) {
      throw JournalPlace.cannot(e);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String line(Loss loss) {
    String count = loss.count() == Loss.UNKNOWN_COUNT ? "unknown" : Sizes.whole(loss.count());
    return "%s, %s rows%s, events %s to %s"
        .formatted(
            loss.cause(),
            count,
            loss.device().isEmpty() ? "" : " of " + loss.device(),
            Sizes.time(loss.eventFrom()),
            Sizes.time(loss.eventTo()));
  }
}
