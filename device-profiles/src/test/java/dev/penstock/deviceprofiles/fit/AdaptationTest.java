package dev.penstock.deviceprofiles.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.deviceprofiles.units.UcumUnit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdaptationTest {

  private static final UcumUnit CELSIUS = UcumUnit.parse("Cel");
  private static final UcumUnit KELVIN = UcumUnit.parse("K");

  @Test
  void convertsThenClipsAndSaysSo() {
    ValueAdaptation adaptation =
        new ValueAdaptation(
            CELSIUS, KELVIN, false, new Interval(-20, 150), new Interval(263.15, 400));
    assertThat(adaptation.adapt(20)).isEqualTo(new ValueAdaptation.Adapted(293.15, false));
    assertThat(adaptation.adapt(-20)).isEqualTo(new ValueAdaptation.Adapted(263.15, true));
    assertThat(adaptation.adapt(Double.NaN).value()).isNaN();
    assertThat(adaptation.adapt(Double.NaN).clipped()).isFalse();
    assertThat(adaptation.run()).allMatch(Vector::passed);
  }

  @Test
  void leavesTheZeroOutOfDifferences() {
    ValueAdaptation adaptation =
        new ValueAdaptation(CELSIUS, KELVIN, true, new Interval(-50, 50), Interval.ANY);
    assertThat(adaptation.adapt(10).value()).isEqualTo(10);
    assertThat(adaptation.run()).allMatch(Vector::passed);
  }

  @Test
  void failsAVectorWhoseOutputIsNotWhatIsExpected() {
    assertThat(Vector.near("x", 1, 1.1, 1.0, 1e-9).passed()).isFalse();
    assertThat(Vector.near("x", 1, Double.NaN, 1.0, 1e-9).passed()).isFalse();
    assertThat(Vector.near("x", 1, 1.0, Double.NaN, 1e-9).passed()).isFalse();
    assertThat(Vector.of("x", 1, true, false).passed()).isFalse();
  }

  @Test
  void doesNotFitIfItsPlanFails() {
    Fitted fitted = new Fitted("points.x");
    fitted.run(Aspect.RANGE, () -> List.of(Vector.of("broken", 1, 2, 3)));
    assertThat(fitted.findings())
        .extracting(Finding::verdict, Finding::code)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(Verdict.DOES_NOT_FIT, "PLAN_FAILED"));
  }

  @Test
  void keepsOneSampleAnIntervalAndTheFirstAfterAGap() {
    Downsampling downsampling = new Downsampling(Duration.ofMillis(300), Duration.ofSeconds(1));
    assertThat(
            downsampling.keep(
                List.of(0L, 300L, 600L, 900L, 1200L).stream().map(AdaptationTest::millis).toList()))
        .containsExactly(0, 4);
    assertThat(downsampling.run()).allMatch(Vector::passed);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  @Test
  void neverRaisesQuality() {
    QualityLowering lowering = new QualityLowering();
    assertThat(lowering.lower(Quality.UNCERTAIN)).isEqualTo(Quality.BAD);
    assertThat(lowering.lower(Quality.GOOD)).isEqualTo(Quality.GOOD);
    assertThat(lowering.run()).allMatch(Vector::passed);
  }

  @Test
  void translatesNoStateThatNobodyMapped() {
    StateMap map = new StateMap(List.of("a", "b"), List.of("on", "b"), Map.of("a", "on"));
    assertThat(map.translate("a")).isEqualTo("on");
    assertThat(map.translate("b")).isEqualTo("b");
    assertThat(map.translate("on")).isEqualTo(StateMap.UNKNOWN);
    assertThat(map.run()).allMatch(Vector::passed);
    StateMap gap = new StateMap(List.of("a", "b"), List.of("on"), Map.of("a", "on"));
    assertThat(gap.run()).anyMatch(v -> !v.passed());
  }

  @Test
  void refusesCommandsBeyondWhatIsOffered() {
    LimitTightening limits = new LimitTightening(new Interval(0, 6), new Interval(-1, 6));
    assertThat(limits.allows(6)).isTrue();
    assertThat(limits.allows(6.0001)).isFalse();
    assertThat(limits.allows(Double.NaN)).isFalse();
    assertThat(limits.run()).allMatch(Vector::passed);
  }

  @Test
  void passesOnlyAcceptedBases() {
    BasisFilter filter = new BasisFilter(Set.of(TimeBasis.SOURCE));
    assertThat(filter.passes(TimeBasis.SOURCE)).isTrue();
    assertThat(filter.passes(TimeBasis.UNKNOWN)).isFalse();
    assertThat(filter.run()).hasSize(TimeBasis.values().length).allMatch(Vector::passed);
  }
}
