package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.demo.plant.PlantJournal;
import java.io.IOException;
import java.util.List;

/** Whoever overheard a command sends it again: at once, and after the gateway was killed. */
final class ReplayAttack implements Attack {

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    ground.awaitReady();
    int overheard = ground.owner().overheard(AttackGround.COMMANDS).size();
    int before = ground.writes();
    String volts = ground.step();
    AttackGround.Met met =
        ground.command(ground.operator(), AttackGround.wish(DemoScript.PUMP, volts));
    List<byte[]> tape = ground.owner().overheard(AttackGround.COMMANDS);
    List<byte[]> command = tape.subList(overheard, tape.size());

    replay(ground, command, false);
    ground.awaitSafe();
    ground.stage().killGateway();
    ground.require("the gateway is not started again", ground.stage()::isGatewayAlive);
    ground.awaitReady();
    int afterRestart = ground.writes();
    replay(ground, command, true);
    int again = ground.writes() - afterRestart;

    List<PlantJournal.Entry> seen = ground.writesSince(before);
    long ofTheCommand = seen.stream().filter(entry -> isValue(entry, volts)).count();
    long others =
        seen.stream()
            .filter(entry -> !isValue(entry, volts) && !isValue(entry, DemoPolicy.SAFE_VOLTS))
            .count();
    return new Attempt(
        "replay",
        command.size() + " overheard messages are sent again, also retained and after a kill",
        ofTheCommand == 1 && others == 0 && again == 0 && met.receipt().isPresent(),
        List.of(
            "the command itself: " + met.words(),
            "the plant saw %s V %d time(s), then the safe value, and after the restart %d writes"
                .formatted(volts, ofTheCommand, again)));
  }

  private static void replay(AttackGround ground, List<byte[]> command, boolean retained)
      throws IOException, InterruptedException, CannotGoOn {
    for (byte[] envelope : command) {
      ground.owner().publish(AttackGround.COMMANDS, envelope, false);
    }
    if (retained) {
      ground.owner().publish(AttackGround.COMMANDS, command.get(command.size() - 1), true);
    }
    ground.hasTakenAll();
    ground.owner().publish(AttackGround.COMMANDS, new byte[0], true); // Nothing retained stays.
  }

  private static boolean isValue(PlantJournal.Entry entry, String value) {
    return Double.parseDouble(entry.value()) == Double.parseDouble(value);
  }
}
