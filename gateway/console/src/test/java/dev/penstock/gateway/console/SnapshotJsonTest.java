package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.ValueType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void givesEveryReadingWithQualityFlagsTimeAndBasis() {
    PointReading reading =
        new PointReading(
            PointValue.of(12.5),
            Quality.UNCERTAIN,
            Set.of(Flag.COMM, Flag.STALE),
            NOW,
            TimeBasis.SERVER);
    assertThat(SnapshotJson.full(with(point("d/a", reading))))
        .contains("\"path\":\"d/a\"")
        .contains(
            "\"reading\":{\"number\":12.5,\"text\":\"12.5\",\"quality\":\"UNCERTAIN\","
                + "\"flags\":[\"STALE\",\"COMM\"],\"event_time_ms\":1772366400000,"
                + "\"basis\":\"SERVER\"}");
  }

  @Test
  void keepsA64BitValueExactAsText() {
    assertThat(SnapshotJson.full(with(point("d/a", good(PointValue.of(Long.MAX_VALUE))))))
        .contains("\"text\":\"9223372036854775807\"");
  }

  @Test
  void aPointWithoutAnObservationHasNoReading() {
    assertThat(SnapshotJson.full(with(point("d/a", null)))).contains("\"reading\":null");
  }

  @Test
  void aBadReadingHasNoValue() {
    PointReading bad = new PointReading(null, Quality.BAD, Set.of(), NOW, TimeBasis.SOURCE);
    assertThat(SnapshotJson.full(with(point("d/a", bad))))
        .contains("\"number\":null,\"text\":null,\"quality\":\"BAD\"");
  }

  @Test
  void changesNameOnlyThePointsThatChanged() {
    PointStatus still = point("d/a", good(PointValue.of(1.0)));
    Snapshot before = with(still, point("d/b", good(PointValue.of(1.0))));
    Snapshot now = with(still, point("d/b", good(PointValue.of(2.0))));
    assertThat(SnapshotJson.sameDefinitions(now, before)).isTrue();
    assertThat(SnapshotJson.changes(now, before))
        .contains("\"changed\":[{\"index\":1,\"reading\":{\"number\":2.0,")
        .doesNotContain("\"index\":0")
        .doesNotContain("\"points\":[");
  }

  @Test
  void aNewPointOrAnotherMeaningCannotBeToldAsAChange() {
    Snapshot before = with(point("d/a", null));
    assertThat(SnapshotJson.sameDefinitions(with(point("d/b", null)), before)).isFalse();
    assertThat(SnapshotJson.sameDefinitions(with(), before)).isFalse();
    PointStatus otherUnit =
        new PointStatus(
            "d/a",
            new PointMeaning("", "m", ValueType.DOUBLE, false, PointMeaning.ValidRange.NONE),
            null);
    assertThat(SnapshotJson.sameDefinitions(with(otherUnit), before)).isFalse();
  }

  private static PointStatus point(String path, @Nullable PointReading reading) {
    PointMeaning meaning =
        new PointMeaning("", "cm", ValueType.DOUBLE, false, PointMeaning.ValidRange.NONE);
    return new PointStatus(path, meaning, reading);
  }

  private static PointReading good(PointValue value) {
    return new PointReading(value, Quality.GOOD, Set.of(), NOW, TimeBasis.SOURCE);
  }

  private static Snapshot with(PointStatus... points) {
    Snapshot fake = new FakeGateway(InstantSource.fixed(NOW), 0).snapshot();
    return new Snapshot(
        fake.takenAt(),
        fake.gateway(),
        new PlantStatus(fake.plant().devices(), List.of(points)),
        fake.delivery(),
        fake.commands());
  }
}
