package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Pump 2 asks for clean air, by a sensor that must prove itself. Whoever owns the broker speaks for
 * the sensor, and says that the air is clean.
 */
final class FakeSensorAttack implements Attack {

  static final String SENSOR = "harbour/no2";
  private static final String PUMP = GatewayYaml.TANK + "/pump2Voltage";
  private static final String FAKE = "{\"no2\":44.0625,\"noise\":58.0}";

  @Override
  public Attempt attempt(AttackGround ground) throws IOException, InterruptedException, CannotGoOn {
    int before = ground.writes();
    Wish wish = AttackGround.wish(PUMP, "2.8");
    ground.require("the fake value does not arrive", () -> isShown(ground, wish));
    AttackGround.Met met = ground.command(ground.operator(), wish);
    int seen = ground.writes() - before;
    return new Attempt(
        "fake sensor",
        "the broker's owner speaks for a sensor that an interlock looks at",
        seen == 0 && met.isRefusedFor("SOURCE_UNAUTHORISED"),
        List.of(
            "the offer showed the fake value, and did not count it",
            met.words(),
            "the plant saw " + seen + " writes"));
  }

  private static boolean isShown(AttackGround ground, Wish wish) throws IOException {
    ground.owner().publish("street/harbour/air", FAKE.getBytes(StandardCharsets.UTF_8), false);
    return ground
        .look(ground.operator(), wish)
        .filter(
            offered ->
                offered.offer().snapshot().values().stream()
                    .anyMatch(v -> v.point().equals(SENSOR) && v.value().equals("44.0625")))
        .isPresent();
  }
}
