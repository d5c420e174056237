package dev.penstock.gateway.demo.street;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.gateway.demo.street.StreetAir.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreetAirTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void isWorseInTheRushHourThanAtNight() {
    assertThat(mean(8, Reading::no2)).isGreaterThan(mean(3, Reading::no2) + 20);
    assertThat(mean(17, Reading::noise)).isGreaterThan(mean(3, Reading::noise) + 10);
  }

  @Test
  void staysPlausibleAllDay() {
    StreetAir air = new StreetAir(new Random(3));

    List<Reading> day =
        IntStream.range(0, 24 * 60).mapToObj(m -> air.at(nanos(Duration.ofMinutes(m)))).toList();

    assertThat(day).allMatch(reading -> reading.no2() >= 0 && reading.no2() < 80);
    assertThat(day).allMatch(reading -> reading.noise() > 38 && reading.noise() < 75);
  }

  @Test
  void saysTheSameForTheSameSeed() {
    StreetAir one = new StreetAir(new Random(5));
    StreetAir other = new StreetAir(new Random(5));

    for (int second = 0; second < 100; second++) {
      long at = nanos(Duration.ofSeconds(second));
      assertThat(one.at(at)).isEqualTo(other.at(at));
    }
  }

  private static double mean(int hour, ToDoubleFunction<Reading> what) {
    StreetAir air = new StreetAir(new Random(11));
    return IntStream.range(0, 600)
        .mapToObj(second -> air.at(nanos(Duration.ofHours(hour).plusSeconds(second))))
        .mapToDouble(what)
        .average()
        .orElseThrow();
  }

  private static long nanos(Duration intoTheDay) {
    return MIDNIGHT.getEpochSecond() * 1_000_000_000L + intoTheDay.toNanos();
  }
}
