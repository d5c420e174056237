package dev.penstock.deviceprofiles.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "500ms,500000000",
    "10s,10000000000",
    "1.5s,1500000000",
    "5m,300000000000",
    "1min,60000000000",
    "24h,86400000000000",
    "7d,604800000000000",
    "250us,250000",
    "0s,0"
  })
  void readsDurations(String text, long nanos) {
    assertThat(Quantities.duration(text)).contains(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1 hour", "1S", "0.1ns", "999999999d", "1h30m"})
  void readsNothingElseAsADuration(String text) {
    assertThat(Quantities.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64KiB,65536", "1GiB,1073741824", "1.5MiB,1572864", "12B,12"})
  void readsSizes(String text, long bytes) {
    assertThat(Quantities.bytes(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1GB", "1", "1k", "9999999TiB", "-1B"})
  void readsNothingElseAsASize(String text) {
    assertThat(Quantities.bytes(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "10s", "5m", "24h", "7d", "3us", "90s", "0s"})
  void writesDurationsThatReadBack(String text) {
    String written = Quantities.text(Quantities.duration(text).orElseThrow());
    assertThat(Quantities.duration(written)).isEqualTo(Quantities.duration(text));
  }

  @Test
  void writesInTheLargestUnitThatIsExact() {
    assertThat(Quantities.text(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Quantities.text(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Quantities.text(3L << 20)).isEqualTo("3MiB");
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> known = List.of("endpoint", "securityPolicy", "user");
    assertThat(Suggestion.among("endpiont", known)).contains("endpoint");
    assertThat(Suggestion.among("security_policy", known)).contains("securityPolicy");
    assertThat(Suggestion.among("Users", known)).contains("user");
    assertThat(Suggestion.among("colour", known)).isEmpty();
    assertThat(Suggestion.among("", known)).isEmpty();
  }
}
