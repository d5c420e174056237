package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Reply;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whoever owns the broker commands with a key of its own, changes what it carries, and forges. */
final class BrokerAttack implements Attack {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);
  private static final int RUBBISH = 2_000;
  private static final String DIGEST = "ab".repeat(32);

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    int before = ground.writes();
    KeySigner own = ground.owner().key();
    Wish wish = AttackGround.wish(DemoScript.PUMP, ground.step());
    Head head = new Head(GatewayYaml.GATEWAY, "owner-1", "operator");
    ground.sign(new Select(head, wish.demand(), Origin.OPERATOR, "", Claims.NONE), own);
    ground.sign(new Operate(new Head(GatewayYaml.GATEWAY, "owner-2", "operator"), DIGEST), own);
    int changed = changed(ground);
    rubbish(ground);
    boolean fooled = isOperatorFooled(ground);
    boolean served = ground.hasTakenAll();
    int seen = ground.writes() - before;
    boolean answered = !ground.owner().overheard(replies(own.keyId())).isEmpty();
    return new Attempt(
        "broker owner",
        "commands with a foreign key, %d changed ones, %d of rubbish, a forged receipt"
            .formatted(changed, RUBBISH),
        seen == 0 && !answered && !fooled && served,
        List.of(
            "the plant saw " + seen + " writes; the foreign key was " + word(answered, "answered"),
            "the operator was " + word(fooled, "fooled") + ", and is " + word(served, "served")));
  }

  private static String word(boolean is, String what) {
    return is ? what : "not " + what;
  }

  private static String replies(String keyId) {
    return "penstock/" + GatewayYaml.GATEWAY + "/reply/" + keyId;
  }

  /** One bit of each overheard message, somewhere in the signed part. */
  private static int changed(AttackGround ground) throws IOException {
    List<byte[]> tape = ground.owner().overheard(AttackGround.COMMANDS);
    int sent = 0;
    for (byte[] envelope : tape.subList(Math.max(0, tape.size() - 20), tape.size())) {
      if (envelope.length > 0) {
        envelope[envelope.length / 2] ^= 1;
        ground.owner().publish(AttackGround.COMMANDS, envelope, false);
        sent++;
      }
    }
    return sent;
  }

  private static void rubbish(AttackGround ground) throws IOException {
    byte[] rubbish =
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[]}"
            .getBytes(StandardCharsets.US_ASCII);
    ground.owner().flood(AttackGround.COMMANDS, rubbish, RUBBISH);
  }

  /** A receipt that says CONFIRMED, signed by who is not the gateway. */
  private static boolean isOperatorFooled(AttackGround ground) throws IOException {
    String keyId = ground.stage().operatorParty().signer().keyId();
    Receipt forged =
        new Receipt(
            new Reply(GatewayYaml.GATEWAY, keyId, "operator-1"),
            DIGEST,
            new Receipt.Result(Outcome.CONFIRMED, "", "Carried out and read back."),
            null,
            new LogPlace("00".repeat(16), 1));
    byte[] envelope = Envelope.sign(forged, ground.owner().key()).bytes();
    ground.owner().publish(replies(keyId), envelope, false);
    Optional<Receipt> believed = ground.operator().next(DIGEST, LONG_ENOUGH);
    return believed.isPresent();
  }
}
