package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadrupleTankTest {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  @Test
  void restsWhereTorricelliSaysItMust() {
    QuadrupleTank tank = QuadrupleTank.atPublishedPoint();
    List<Double> resting = TankParameters.minimumPhase().restingLevelsCm(3, 3);

    advance(tank, AN_HOUR);

    assertThat(levels(tank)).usingElementComparator(QuadrupleTankTest::almost).isEqualTo(resting);
  }

  /**
   * The paper prints levels it measured; its rounded parameters come to rest this far from them.
   */
  @Test
  void restsNearTheLevelsThePaperPrints() {
    List<Double> resting = TankParameters.minimumPhase().restingLevelsCm(3, 3);

    assertThat(resting.get(0)).isCloseTo(12.4, within(0.14));
    assertThat(resting.get(1)).isCloseTo(12.7, within(0.09));
    assertThat(resting.get(2)).isCloseTo(1.8, within(0.17));
    assertThat(resting.get(3)).isCloseTo(1.4, within(0.01));
  }

  @Test
  void doesNotMoveOnceItRests() {
    TankParameters parameters = TankParameters.minimumPhase();
    QuadrupleTank tank = new QuadrupleTank(parameters, parameters.restingLevelsCm(3, 3));
    tank.setVolts(1, 3);
    tank.setVolts(2, 3);

    advance(tank, AN_HOUR);

    assertThat(levels(tank))
        .usingElementComparator(QuadrupleTankTest::almost)
        .isEqualTo(parameters.restingLevelsCm(3, 3));
  }

  /** Linearised at the printed point, the paper gives 62, 90, 23 and 30 s. */
  @ParameterizedTest
  @CsvSource({"1, 62.7, 0.5", "2, 90.3, 0.5", "3, 23.9, 0.5", "4, 30.0, 0.5"})
  void forgetsADisturbanceWithThePublishedTimeConstant(int tank, double seconds, double tolerance) {
    assertThat(timeConstantSeconds(tank)).isCloseTo(seconds, within(tolerance));
  }

  @Test
  void raisesTheTanksItFeedsWhenPumpOneIsTurnedUp() {
    QuadrupleTank tank = atRest(TankParameters.minimumPhase());
    List<Double> before = levels(tank);
    tank.setVolts(1, 3.3);

    advance(tank, Duration.ofMinutes(5));

    assertThat(tank.levelCm(1)).isGreaterThan(before.get(0) + 0.5);
    assertThat(tank.levelCm(4)).isGreaterThan(before.get(3) + 0.1);
    assertThat(tank.levelCm(2)).isGreaterThan(before.get(1) + 0.1);
    assertThat(tank.levelCm(3)).isCloseTo(before.get(2), within(1e-9));
  }

  @Test
  void goesStraightUpWhereMostWaterTakesTheLowerTanks() {
    assertThat(dipWhileRaisingOnlyTankOne(TankParameters.minimumPhase())).isZero();
  }

  /** The zero in the right half plane: to end higher, the level must first fall. */
  @Test
  void movesTheWrongWayFirstWhereMostWaterTakesTheUpperTanks() {
    assertThat(dipWhileRaisingOnlyTankOne(TankParameters.nonMinimumPhase())).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void accountsForEveryCubicCentimetre(long seed) {
    Random random = new Random(seed);
    QuadrupleTank tank =
        new QuadrupleTank(TankParameters.minimumPhase(), random.doubles(4, 0, 20).boxed().toList());
    double before = tank.volumeCm3();

    for (int i = 0; i < 200; i++) {
      tank.setVolts(1, random.nextDouble(-2, 12));
      tank.setVolts(2, random.nextInt(3) == 0 ? 0 : random.nextDouble(0, 10));
      tank.setLeaking(random.nextBoolean());
      tank.advance(random.nextInt(4_000));
      assertThat(levels(tank)).allMatch(level -> level >= 0 && level <= 20);
    }

    double accounted = before + tank.pumpedCm3() - tank.drainedCm3() - tank.overflowedCm3();
    assertThat(tank.volumeCm3()).as("seed " + seed).isCloseTo(accounted, within(1e-5));
    assertThat(tank.overflowedCm3()).as("seed " + seed).isPositive();
  }

  @Test
  void runsDryAndStaysDryWithoutPumps() {
    QuadrupleTank tank = QuadrupleTank.atPublishedPoint();
    tank.setVolts(1, 0);
    tank.setVolts(2, 0);

    advance(tank, AN_HOUR);

    assertThat(levels(tank)).allMatch(level -> level >= 0 && level < 1e-6);
  }

  @Test
  void stopsRisingAtTheRimAndCountsWhatRunsOver() {
    QuadrupleTank tank = QuadrupleTank.atPublishedPoint();
    tank.setVolts(1, 10);
    tank.setVolts(2, 10);

    advance(tank, Duration.ofMinutes(10));

    assertThat(tank.levelCm(1)).isEqualTo(20);
    assertThat(tank.overflowedCm3()).isGreaterThan(1_000);
  }

  @Test
  void sinksInTankOneWhileItLeaksAndRecovers() {
    QuadrupleTank tank = atRest(TankParameters.minimumPhase());
    List<Double> before = levels(tank);

    tank.setLeaking(true);
    advance(tank, AN_HOUR);
    List<Double> leaking = levels(tank);
    tank.setLeaking(false);
    advance(tank, AN_HOUR);

    assertThat(leaking.get(0)).isLessThan(before.get(0) - 3);
    assertThat(leaking.subList(1, 4))
        .usingElementComparator(QuadrupleTankTest::almost)
        .isEqualTo(before.subList(1, 4));
    assertThat(levels(tank)).usingElementComparator(QuadrupleTankTest::almost).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "11, 10", "4.5, 4.5"})
  void saturatesTheAmplifier(double asked, double got) {
    QuadrupleTank tank = QuadrupleTank.atPublishedPoint();

    tank.setVolts(2, asked);

    assertThat(tank.volts(2)).isEqualTo(got);
    assertThat(tank.flowCm3PerS(2)).isCloseTo(3.35 * got, within(1e-12));
  }

  @Test
  void refusesWhatIsNoVoltageAndWhatNoTankHolds() {
    QuadrupleTank tank = QuadrupleTank.atPublishedPoint();

    assertThatIllegalArgumentException().isThrownBy(() -> tank.setVolts(1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new QuadrupleTank(TankParameters.minimumPhase(), List.of(1.0, 20.1, 1.0, 1.0)))
        .withMessageContaining("tank 2");
  }

  private static QuadrupleTank atRest(TankParameters parameters) {
    QuadrupleTank tank = new QuadrupleTank(parameters, parameters.restingLevelsCm(3, 3));
    tank.setVolts(1, 3);
    tank.setVolts(2, 3);
    return tank;
  }

  /**
   * How long one tank takes to lose all but 1/e of a small excess over the printed point, compared
   * with a plant that was not disturbed.
   */
  private static double timeConstantSeconds(int tank) {
    List<Double> printed = List.of(12.4, 12.7, 1.8, 1.4);
    double[] raised = printed.stream().mapToDouble(Double::doubleValue).toArray();
    double excess = 1e-4;
    raised[tank - 1] += excess;
    QuadrupleTank disturbed =
        new QuadrupleTank(TankParameters.minimumPhase(), Arrays.stream(raised).boxed().toList());
    QuadrupleTank undisturbed = new QuadrupleTank(TankParameters.minimumPhase(), printed);
    disturbed.advance(1);
    undisturbed.advance(1);
    double left = disturbed.levelCm(tank) - undisturbed.levelCm(tank);
    return -QuadrupleTank.STEP.toNanos() / 1e9 / Math.log(left / excess);
  }

  /**
   * Steps both pumps so that in the end tank 1 stands 1 cm higher and tank 2 where it was, and
   * returns how far tank 1 fell below its start on the way.
   */
  private static double dipWhileRaisingOnlyTankOne(TankParameters parameters) {
    List<Double> before = parameters.restingLevelsCm(3, 3);
    double[] volts = voltsFor(parameters, before.get(0) + 1, before.get(1));
    QuadrupleTank tank = atRest(parameters);
    tank.setVolts(1, volts[0]);
    tank.setVolts(2, volts[1]);
    double lowest = before.get(0);
    for (int i = 0; i < 3_600; i++) {
      advance(tank, Duration.ofSeconds(1));
      lowest = Math.min(lowest, tank.levelCm(1));
    }
    assertThat(tank.levelCm(1)).isCloseTo(before.get(0) + 1, within(0.01));
    assertThat(tank.levelCm(2)).isCloseTo(before.get(1), within(0.01));
    return before.get(0) - lowest;
  }

  /**
   * Both lower levels follow from the flows through their outlets, which are linear in the volts.
   */
  private static double[] voltsFor(TankParameters parameters, double level1, double level2) {
    double out1 = outflow(parameters, 1, level1);
    double out2 = outflow(parameters, 2, level2);
    double k1 = parameters.pumps().get(0).gain();
    double k2 = parameters.pumps().get(1).gain();
    double g1 = parameters.pumps().get(0).gamma();
    double g2 = parameters.pumps().get(1).gamma();
    double determinant = k1 * k2 * (g1 * g2 - (1 - g1) * (1 - g2));
    double volts1 = (g2 * k2 * out1 - (1 - g2) * k2 * out2) / determinant;
    double volts2 = (g1 * k1 * out2 - (1 - g1) * k1 * out1) / determinant;
    return new double[] {volts1, volts2};
  }

  private static double outflow(TankParameters parameters, int tank, double levelCm) {
    return parameters.tanks().get(tank - 1).outletCm2() * Math.sqrt(2 * 981 * levelCm);
  }

  private static void advance(QuadrupleTank tank, Duration time) {
    tank.advance(time.toNanos() / QuadrupleTank.STEP.toNanos());
  }

  private static List<Double> levels(QuadrupleTank tank) {
    return List.of(tank.levelCm(1), tank.levelCm(2), tank.levelCm(3), tank.levelCm(4));
  }

  private static int almost(double one, double other) {
    return Math.abs(one - other) < 1e-6 ? 0 : Double.compare(one, other);
  }
}
