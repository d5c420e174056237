package dev.penstock.gateway.demo;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Json;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The twin is away, and somebody tells the gateway that the twin has everything. */
final class ForgedAckAttack implements Attack {

  private static final long SOME_ROWS = 50;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    ground.stage().twinLeaves();
    ground.require("nothing waits for the twin", () -> pending(ground) > SOME_ROWS);
    long before = pending(ground);
    Epoch epoch = Epoch.parse(ground.status().get("gateway").get("epoch").text());
    Ack forged =
        new Ack(
            new Ack.Stream(GatewayYaml.GATEWAY, GatewayYaml.UPLINK, epoch),
            List.of(new Range(1, 1_000_000_000L)),
            List.of(),
            List.of());
    String topic = "penstock/" + GatewayYaml.GATEWAY + "/" + GatewayYaml.UPLINK + "/ack";
    byte[] envelope = Envelope.sign(forged, ground.owner().key()).bytes();
    ground.owner().publish(topic, envelope, false);
    ground.pass(LONG_ENOUGH);
    long after = pending(ground);
    ground.stage().twinComesBack();
    boolean delivered = ground.until(AttackGround.PATIENCE, () -> pending(ground) < SOME_ROWS);
    return new Attempt(
        "forged ack",
        "the twin is away, and a foreign key acknowledges everything for it",
        after >= before && delivered,
        List.of(
            "%d rows waited before, %d after".formatted(before, after),
            delivered ? "the twin came back and got them" : "the twin did not get them"));
  }

  private static long pending(AttackGround ground) throws IOException {
    List<Json> uplinks = ground.status().get("uplinks").list(uplink -> uplink);
    return uplinks.get(0).get("pending").int64();
  }
}
