package dev.penstock.gateway.demo;

import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.wire.EpochChain;
import dev.penstock.gateway.demo.plant.PlantJournal;
import dev.penstock.gateway.demo.plant.PlantPoint;
import dev.penstock.uplink.twin.TwinSummary;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds against each other what sources say that do not know of each other. */
final class Reckoning {

  private static final Map<String, String> NODES =
      Map.of(
          GatewayYaml.TANK + "/pump1Voltage", PlantPoint.PUMP1_VOLTAGE.nodeName(),
          GatewayYaml.TANK + "/pump2Voltage", PlantPoint.PUMP2_VOLTAGE.nodeName());

  private Reckoning() {}

  /** The journal's files against the twin's store. */
  static ObservationTally observations(JournalAccount journal, TwinSummary twin) {
    List<EpochTally> epochs =
        journal.epochs().stream().map(span -> tally(span, twin.epochs())).toList();
    List<String> alarms = twin.alarms().stream().map(EpochChain.Alarm::toString).toList();
    return new ObservationTally(epochs, twin.repeats(), journal.losses(), alarms);
  }

  private static EpochTally tally(EpochSpan span, List<EpochCover> twin) {
    return twin.stream()
        .filter(cover -> cover.start().epoch().equals(span.epoch()))
        .filter(cover -> cover.gateway().equals(GatewayYaml.GATEWAY))
        .findFirst()
        .map(
            c -> new EpochTally(span, c.stored(), c.lost(), Math.max(0, span.last() - c.covered())))
        .orElse(new EpochTally(span, 0, 0, span.last()));
  }

  /**
   * The plant's own journal against the receipts: each write of the gateway must be what a
   * confirmed command asked for, or the policy's safe value, with which a lease ends (also one of
   * the run before, at the start of the next).
   *
   * @param guests what others had the gateway write, each once at most
   */
  static CommandTally commands(
      List<DemoCommand> commands, List<Wish> guests, List<PlantJournal.Entry> plant) {
    List<PlantJournal.Entry> writes =
        plant.stream()
            .filter(entry -> entry.applied() && entry.user().equals(GatewayYaml.USER))
            .toList();
    List<DemoCommand> confirmed =
        new ArrayList<>(commands.stream().filter(DemoCommand::isConfirmed).toList());
    List<Wish> others = new ArrayList<>(guests);
    List<String> unexplained = new ArrayList<>();
    long reverts = 0;
    for (PlantJournal.Entry write : writes) {
      Optional<DemoCommand> cause =
          confirmed.stream().filter(command -> explains(command.wish(), write)).findFirst();
      cause.ifPresent(confirmed::remove);
      if (cause.isEmpty() && isRevert(write)) {
        reverts++;
      } else if (cause.isEmpty() && !isTaken(others, write)) {
        unexplained.add("nobody asked for " + write.node() + " = " + write.value());
      }
    }
    confirmed.forEach(c -> unexplained.add("confirmed, but not in the plant's journal: " + c));
    List<String> outcomes = commands.stream().map(DemoCommand::outcome).toList();
    long byOthers = (long) guests.size() - others.size();
    return new CommandTally(outcomes, writes.size(), reverts, byOthers, unexplained);
  }

  /** One wish explains one write. */
  private static boolean isTaken(List<Wish> others, PlantJournal.Entry write) {
    Optional<Wish> cause = others.stream().filter(wish -> explains(wish, write)).findFirst();
    cause.ifPresent(others::remove);
    return cause.isPresent();
  }

  private static boolean explains(Wish wish, PlantJournal.Entry write) {
    return write.node().equals(NODES.get(wish.point())) && isValue(write, wish.value());
  }

  private static boolean isRevert(PlantJournal.Entry write) {
    return isValue(write, DemoPolicy.SAFE_VOLTS);
  }

  private static boolean isValue(PlantJournal.Entry write, String value) {
    return Double.parseDouble(write.value()) == Double.parseDouble(value);
  }
}
