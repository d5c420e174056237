package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.client.SignedOffer;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.util.List;

/** Tank 1 is nearly full, and the operator wants to pump on. */
final class InterlockAttack implements Attack {

  private static final double FULL_CM = 19.5;
  private static final double USUAL_CM = 12;

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    ground.plant().process().setLevelCm(1, FULL_CM);
    Wish wish = AttackGround.wish(DemoScript.PUMP, ground.step());
    ground.require(
        "the gateway does not see tank 1 fill",
        () -> ground.look(ground.operator(), wish).filter(this::isTripped).isPresent());
    int before = ground.writes();
    AttackGround.Met met = ground.command(ground.operator(), wish);
    int seen = ground.writes() - before;
    String level = "tank 1 stands at %.1f cm".formatted(ground.plant().process().levelCm(1));
    ground.plant().process().setLevelCm(1, USUAL_CM);
    ground.awaitReady();
    return new Attempt(
        "interlock",
        "tank 1 is nearly full, and the operator pumps on",
        seen == 0 && met.isRefusedFor("INTERLOCK"),
        List.of(level, met.words(), "the plant saw " + seen + " writes"));
  }

  private boolean isTripped(SignedOffer offered) {
    return offered.offer().snapshot().interlocks().stream()
        .anyMatch(check -> check.result() == Truth.FALSE);
  }
}
