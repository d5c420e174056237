package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.ObservationBatch;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "epoch-s, 1735689600, 1735689600000000000",
    "epoch-s, 1735689600.25, 1735689600250000000",
    "epoch-s, -0.0000000001, -1",
    "epoch-ms, 1735689600123, 1735689600123000000",
    "epoch-us, 1735689600123456, 1735689600123456000",
    "epoch-ns, 1735689600123456789, 1735689600123456789",
  })
  void readsNumbersAndTheirDigits(String format, String written, long expected) {
    TimeFormat time = TimeFormat.of(format);

    assertThat(time.nanos(new BigDecimal(written))).isEqualTo(expected);
    assertThat(time.nanos(written)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-01-01T00:00:00.5Z",
        "2025-01-01T01:00:00.500+01:00",
        "2024-12-31T19:00:00.500000000-05:00"
      })
  void readsIsoWithItsOffset(String written) {
    assertThat(TimeFormat.ISO.nanos(written)).isEqualTo(1_735_689_600_500_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-01-01T00:00:00", "yesterday", "", "9999-01-01T00:00:00Z"})
  void takesNoIsoTimeThatCouldBeAnyHourOrFitsNowhere(String written) {
    assertThat(TimeFormat.ISO.nanos(written)).isEqualTo(ObservationBatch.ABSENT);
  }

  @Test
  void takesNoTimeOfAnotherKind() {
    assertThat(TimeFormat.ISO.nanos(new BigDecimal("1735689600")))
        .isEqualTo(ObservationBatch.ABSENT);
    assertThat(TimeFormat.EPOCH_S.nanos("2025-01-01T00:00:00Z")).isEqualTo(ObservationBatch.ABSENT);
    assertThat(TimeFormat.EPOCH_S.nanos(new BigDecimal("1e300")))
        .isEqualTo(ObservationBatch.ABSENT);
    assertThat(TimeFormat.EPOCH_S.nanos(true)).isEqualTo(ObservationBatch.ABSENT);
    assertThat(TimeFormat.EPOCH_S.nanos(null)).isEqualTo(ObservationBatch.ABSENT);
  }

  @Test
  void saysWhichFormatsThereAre() {
    assertThatThrownBy(() -> TimeFormat.of("epoch"))
        .hasMessageContaining("iso, epoch-s, epoch-ms, epoch-us or epoch-ns");
  }
}
