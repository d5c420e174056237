package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.client.CommandClient;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.util.List;

/** A key is stolen and holds a pump; one roster signature, by any carrier, ends that. */
final class RevokedKeyAttack implements Attack {

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    Party stolen = ground.stage().supervisorParty();
    try (CommandClient thief = ground.stage().client(stolen)) {
      ground.awaitSafe();
      Wish wish = AttackGround.wish(DemoScript.PUMP, ground.step());
      ground.require("the stolen key cannot be used", () -> ground.isOpen(thief, wish));
      int before = ground.writes();
      AttackGround.Met met =
          ground.command(
              thief,
              new Wish(wish.point(), wish.value(), wish.unit(), DemoPolicy.LONGEST_LEASE, ""));
      Revocation revocation =
          new Revocation(
              "demo",
              "revocation-" + stolen.signer().keyId(),
              List.of(stolen.signer().keyId()),
              "");
      ground.sign(revocation, ground.stage().rosterSigners().get(0));
      ground.awaitSafe();
      AttackGround.Met after = ground.command(thief, wish);
      int seen = ground.writes() - before;
      ground.stage().forgetSupervisor();
      return new Attempt(
          "revoked key",
          "a stolen key holds pump 1, is revoked, and commands again",
          met.receipt().isPresent() && seen == 2 && after.receipt().isEmpty(),
          List.of(
              "before: " + met.words(),
              "after: " + after.words(),
              "the plant saw %d writes: the first command, and the safe value".formatted(seen)));
    }
  }
}
