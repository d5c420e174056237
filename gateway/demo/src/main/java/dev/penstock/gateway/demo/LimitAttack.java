package dev.penstock.gateway.demo;

import java.io.IOException;
import java.util.List;

/** An operator with every right asks for more than the policy's limit. */
final class LimitAttack implements Attack {

  @Override
  public Attempt attempt(AttackGround ground) throws IOException {
    int before = ground.writes();
    AttackGround.Met met =
        ground.command(ground.operator(), AttackGround.wish(DemoScript.PUMP, "9"));
    int seen = ground.writes() - before;
    return new Attempt(
        "limit",
        "the operator operates 9 V, the policy allows 6",
        seen == 0 && met.isRefusedFor("RANGE"),
        List.of(met.words(), "the plant saw " + seen + " writes"));
  }
}
