package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlantProcessTest {

  private final FakeTime time = new FakeTime();

  @Test
  void integratesWhatHasPassedOnTheMonotonicClock() {
    PlantProcess process = process(0);
    QuadrupleTank expected = QuadrupleTank.atPublishedPoint();
    expected.setVolts(1, 4);
    expected.advance(6_000);

    process.setVolts(1, 4);
    time.pass(Duration.ofMinutes(1));

    assertThat(process.levelCm(1)).isEqualTo(expected.levelCm(1));
  }

  @Test
  void losesNoTimeWhenAskedBetweenSteps() {
    PlantProcess asked = process(0);
    PlantProcess leftAlone = process(0);
    asked.setVolts(1, 4);
    leftAlone.setVolts(1, 4);

    for (int i = 0; i < 1_000; i++) {
      time.pass(Duration.ofMillis(7));
      asked.levelCm(1);
    }

    assertThat(asked.levelCm(1)).isEqualTo(leftAlone.levelCm(1));
  }

  @Test
  void doesNotMoveWhenOnlyTheWallClockSteps() {
    PlantProcess process = process(0);
    double before = process.levelCm(1);

    time.stepWall(Duration.ofHours(2));

    assertThat(process.levelCm(1)).isEqualTo(before);
  }

  @Test
  void survivesAWeekOfSleep() {
    PlantProcess process = process(0);
    PlantProcess tenMinutes = process(0);
    process.setVolts(1, 4);
    tenMinutes.setVolts(1, 4);

    time.pass(PlantProcess.LONGEST_CATCH_UP);
    double expected = tenMinutes.levelCm(1);
    time.pass(Duration.ofDays(7).minus(PlantProcess.LONGEST_CATCH_UP));

    assertThat(process.levelCm(1)).isEqualTo(expected);
  }

  @Test
  void theSensorsHaveNoMoreDigitsThanTheyResolve() {
    double sensed = sensed(process(0.02), PlantPoint.TANK2_LEVEL);

    assertThat(Double.toString(sensed)).matches("12\\.\\d{1,3}");
  }

  @Test
  void givesTheSensorsTheirNoise() {
    PlantProcess process = process(0.02);

    double[] errors =
        DoubleStream.generate(() -> sensed(process, PlantPoint.TANK2_LEVEL) - process.levelCm(2))
            .limit(2_000)
            .toArray();

    double mean = DoubleStream.of(errors).average().orElseThrow();
    double sigma =
        Math.sqrt(
            DoubleStream.of(errors).map(e -> (e - mean) * (e - mean)).average().orElseThrow());
    assertThat(mean).isCloseTo(0, within(0.002));
    assertThat(sigma).isCloseTo(0.02, within(0.002));
  }

  @Test
  void neverReportsANegativeLevel() {
    PlantProcess process = process(5);

    assertThat(DoubleStream.generate(() -> sensed(process, PlantPoint.TANK4_LEVEL)).limit(200))
        .allMatch(level -> level >= 0);
  }

  @Test
  void stampsASampleWithTheWallClock() {
    PlantProcess process = process(0);
    time.stepWall(Duration.ofHours(-3));

    PlantSample sample = process.sample();

    assertThat(sample.wallNanos()).isEqualTo(time.wallNanos());
    assertThat(sample.values()).hasSize(PlantPoint.values().length);
  }

  private PlantProcess process(double sigma) {
    return new PlantProcess(QuadrupleTank.atPublishedPoint(), time.clocks(), new Random(42), sigma);
  }

  private static double sensed(PlantProcess process, PlantPoint point) {
    return (double) process.sample().values().get(point);
  }
}
