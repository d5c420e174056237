package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.junit.jupiter.api.Test;

class PlantValuesTest {

  private final FakeTime time = new FakeTime();
  private final PlantFaults faults = new PlantFaults(time.clocks().wall());
  private final PlantProcess process =
      new PlantProcess(QuadrupleTank.atPublishedPoint(), time.clocks(), new Random(1), 0.02);
  private final PlantValues values =
      new PlantValues(
          PlantSettings.of(Path.of("unused"), List.of()).withBench(3, Duration.ofMillis(100)),
          process,
          faults);

  @Test
  void saysItWaitsBeforeTheFirstScan() {
    assertThat(level().statusCode().value()).isEqualTo(StatusCodes.Bad_WaitingForInitialData);
  }

  @Test
  void stampsBothTimesWithTheScan() {
    values.scan();

    assertThat(source()).isEqualTo(now());
    assertThat(server()).isEqualTo(now());
  }

  @Test
  void movesOnlyTheSourceTimeWhenTheControllersClockIsWrong() {
    faults.shiftSourceClock(Duration.ofHours(2));
    values.scan();

    assertThat(source()).isEqualTo(now().plus(Duration.ofHours(2)));
    assertThat(server()).isEqualTo(now());
  }

  @Test
  void repeatsAFrozenSourceTimeWhileValuesGoOn() {
    values.scan();
    DataValue before = level();
    Instant frozen = now();
    faults.freezeSourceTime(true);
    time.pass(Duration.ofSeconds(5));
    values.scan();

    assertThat(source()).isEqualTo(frozen);
    assertThat(server()).isEqualTo(now());
    assertThat(level().value()).isNotEqualTo(before.value());

    faults.freezeSourceTime(false);
    values.scan();
    assertThat(source()).isEqualTo(now());
  }

  @Test
  void hidesTheValueOfABrokenSensor() {
    faults.setSensorStatus(PlantPoint.TANK1_LEVEL, StatusCodes.Bad_SensorFailure);
    values.scan();

    assertThat(level().statusCode().value()).isEqualTo(StatusCodes.Bad_SensorFailure);
    assertThat(level().value().isNull()).isTrue();
    assertThat(values.get("Tank2.Level").current().statusCode().isGood()).isTrue();
  }

  @Test
  void countsBenchPeriodsInTheWholePartAndNamesThePointInTheFraction() {
    values.scanBench(time.wallNanos());
    values.scanBench(time.wallNanos());

    assertThat(values.benchNames()).containsExactly("Bench.0001", "Bench.0002", "Bench.0003");
    assertThat(values.get("Bench.0003").current().value().value()).isEqualTo(2.00003);
  }

  private DataValue level() {
    return values.get("Tank1.Level").current();
  }

  private Instant source() {
    return level().sourceTime().getJavaInstant();
  }

  private Instant server() {
    return level().serverTime().getJavaInstant();
  }

  private Instant now() {
    return Instant.ofEpochSecond(0, time.wallNanos());
  }
}
