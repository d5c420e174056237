package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {

  private static final long SECOND = 1_000_000_000L;
  private static final PointRow LEVEL =
      new PointRow("tank/tank1Level", "12.41987", "cm", "± 0.021", "GOOD", 10 * SECOND);
  private static final PointRow GONE =
      new PointRow("tank/tank2Level", "", "cm", "± ? (stale)", "BAD COMM", 4 * SECOND);

  @Test
  void showsValueUnitHowNearThePlantIsQualityAndAge() {
    List<String> lines = LiveTable.lines(List.of(LEVEL, GONE), 12 * SECOND);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1))
        .containsSubsequence("tank/tank1Level", "12.420", "cm", "± 0.021", "GOOD", "2.0 s");
    assertThat(lines.get(2))
        .containsSubsequence("tank/tank2Level", "-", "± ? (stale)", "BAD COMM", "8.0 s");
  }

  @Test
  void saysInOneLineHowOldTheNewestIs() {
    assertThat(LiveTable.brief(List.of(GONE, LEVEL), 12 * SECOND))
        .startsWith("2 points, newest 2.0 s old")
        .contains("tank/tank1Level 12.420 cm");
  }
}
