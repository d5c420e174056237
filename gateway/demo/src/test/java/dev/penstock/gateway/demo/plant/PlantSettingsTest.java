package dev.penstock.gateway.demo.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantSettingsTest {

  private final PlantSettings settings = PlantSettings.of(Path.of("data"), List.of());

  @Test
  void refusesNonsense() {
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withScan(Duration.ofMillis(9)));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.withNoise(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withBench(1, Duration.ofMillis(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new PlantUser("operator", "", true));
  }

  @Test
  void neverShowsAPassword() {
    assertThat(new PlantUser("operator", "hush", true).toString()).doesNotContain("hush");
  }
}
