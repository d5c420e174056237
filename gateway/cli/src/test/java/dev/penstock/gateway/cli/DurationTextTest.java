package dev.penstock.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {

  private final DurationText text = new DurationText();

  @Test
  void readsNumbersWithTheirUnit() {
    assertThat(text.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(text.convert("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(text.convert("5min")).isEqualTo(Duration.ofMinutes(5));
    assertThat(text.convert("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(text.convert("2h")).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void refusesANumberWithoutUnitAndSaysHowToWriteIt() {
    assertThatThrownBy(() -> text.convert("30"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"30\"")
        .hasMessageContaining("as in 30s");
  }
}
