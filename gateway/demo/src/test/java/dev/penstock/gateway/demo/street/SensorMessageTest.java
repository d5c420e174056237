package dev.penstock.gateway.demo.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorMessageTest {

  private static final StreetAir.Reading READING = new StreetAir.Reading(23.4, 58.1);
  private static final long AT = 1_772_350_200_007_999_999L;

  @Test
  void writesTheTimeAsTheSensorKnowsIt() {
    assertThat(text(SensorTime.NONE, SensorFault.NONE)).isEqualTo("{\"no2\":23.4,\"noise\":58.1}");
    assertThat(text(SensorTime.ISO_8601, SensorFault.NONE))
        .isEqualTo("{\"ts\":\"2026-03-01T07:30:00.007Z\",\"no2\":23.4,\"noise\":58.1}");
    assertThat(text(SensorTime.EPOCH_MILLIS, SensorFault.NONE))
        .isEqualTo("{\"ts\":1772350200007,\"no2\":23.4,\"noise\":58.1}");
  }

  @Test
  void breaksAsTold() {
    assertThat(text(SensorTime.NONE, SensorFault.MALFORMED_JSON)).doesNotEndWith("}");
    assertThat(text(SensorTime.NONE, SensorFault.MISSING_FIELD)).isEqualTo("{\"noise\":58.1}");
    assertThat(text(SensorTime.NONE, SensorFault.WRONG_TYPE))
        .isEqualTo("{\"no2\":\"calibrating\",\"noise\":58.1}");
  }

  @Test
  void refusesSensorsThatCannotBeToldApart() {
    StreetSettings.Sensor sensor = new StreetSettings.Sensor("harbour", SensorTime.NONE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new StreetSettings(
                    "tcp://127.0.0.1:1", "", "", Duration.ofSeconds(1), List.of(sensor, sensor)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StreetSettings.Sensor("Harbour/1", SensorTime.NONE));
  }

  @Test
  void neverShowsAPassword() {
    assertThat(StreetSettings.ofTwo("tcp://127.0.0.1:1", "sensor", "hush").toString())
        .doesNotContain("hush");
  }

  private static String text(SensorTime time, SensorFault fault) {
    return new String(SensorMessage.of(READING, AT, time, fault), StandardCharsets.UTF_8);
  }
}
