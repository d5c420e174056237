package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tries every attack on the running demo, one after the other. */
final class AttackTour {

  private static final List<Attack> ATTACKS =
      List.of(
          new LimitAttack(),
          new InterlockAttack(),
          new ReplayAttack(),
          new BrokerAttack(),
          new ForgedAckAttack(),
          new FakeSensorAttack(),
          new LostPulseAttack(),
          new RevokedKeyAttack(),
          new RestoredDiskAttack(),
          new EditedLogAttack());

  /**
   * What a tour has found.
   *
   * @param commands all that were asked, for the reckoning with the plant's own journal
   */
  record Report(List<Attempt> attempts, List<DemoCommand> commands) {

    static final Report NONE = new Report(List.of(), List.of());

    Report {
      attempts = List.copyOf(attempts);
      commands = List.copyOf(commands);
    }

    boolean isHeld() {
      return attempts.stream().allMatch(Attempt::held);
    }
  }

  private AttackTour() {}

  static Report run(DemoStage stage, DemoTools tools, Consumer<String> say)
      throws IOException, InterruptedException, CannotGoOn {
    List<Attempt> attempts = new ArrayList<>();
    try (AttackGround ground = new AttackGround(stage, tools)) {
      ground.awaitReady();
      for (Attack attack : ATTACKS) {
        Attempt attempt = attack.attempt(ground);
        attempts.add(attempt);
        attempt.lines().forEach(say);
      }
      return new Report(attempts, ground.commands());
    }
  }
}
