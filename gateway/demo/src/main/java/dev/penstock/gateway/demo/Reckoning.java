package dev.penstock.gateway.demo;

import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.wire.EpochChain;
import dev.penstock.gateway.demo.plant.PlantJournal;
import dev.penstock.gateway.demo.plant.PlantPoint;
import dev.penstock.uplink.twin.TwinSummary;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds against each other what sources say that do not know of each other. */
final class Reckoning {

  private Reckoning() {}

  /** The journal's files against the twin's store. */
  static ObservationTally observations(Path journal, TwinSummary twin) throws IOException {
    try {
      JournalAccount account = JournalAccount.of(journal);
      List<EpochTally> epochs =
          account.epochs().stream().map(span -> tally(span, twin.epochs())).toList();
      List<String> alarms = twin.alarms().stream().map(EpochChain.Alarm::toString).toList();
      return new ObservationTally(epochs, twin.repeats(), account.losses(), alarms);
    } catch (JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static EpochTally tally(EpochSpan span, List<EpochCover> twin) {
    return twin.stream()
        .filter(cover -> cover.start().epoch().equals(span.epoch()))
        .filter(cover -> cover.gateway().equals(GatewayYaml.GATEWAY))
        .findFirst()
        .map(c -> new EpochTally(span, c.stored(), c.lost(), Math.max(0, span.last() - c.covered())))
        .orElse(new EpochTally(span, 0, 0, span.last()));
  }

  /**
   * The plant's own journal against the receipts: each write of the gateway must be what a confirmed
   * command asked for, or the end of a lease that a receipt tells.
   */
  static CommandTally commands(List<DemoCommand> commands, List<PlantJournal.Entry> plant) {
    List<PlantJournal.Entry> writes =
        plant.stream()
            .filter(entry -> entry.applied() && entry.user().equals(GatewayYaml.USER))
            .toList();
    List<DemoCommand> confirmed =
        new ArrayList<>(commands.stream().filter(DemoCommand::isConfirmed).toList());
    long reverts = commands.stream().mapToLong(DemoCommand::reverts).sum();
    List<String> unexplained = new ArrayList<>();
    for (PlantJournal.Entry write : writes) {
      Optional<DemoCommand> cause =
          confirmed.stream().filter(command -> explains(command.wish(), write)).findFirst();
      cause.ifPresent(confirmed::remove);
      if (cause.isEmpty() && --reverts < 0) {
        unexplained.add(write.node() + " = " + write.value());
      }
    }
    confirmed.forEach(c -> unexplained.add("confirmed, but not in the plant's journal: " + c));
    List<String> outcomes = commands.stream().map(DemoCommand::outcome).toList();
    return new CommandTally(outcomes, writes.size(), unexplained);
  }

  private static boolean explains(Wish wish, PlantJournal.Entry write) {
    return wish.point().equals(DemoScript.PUMP)
        && write.node().equals(PlantPoint.PUMP1_VOLTAGE.nodeName())
        && Double.parseDouble(write.value()) == Double.parseDouble(wish.value());
  }
}
