package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import dev.penstock.contract.ValueType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrendHistoryTest {

  private static final Instant START = Instant.ofEpochMilli(1_000);

  @Test
  void givesSamplesOldestFirst() {
    TrendHistory history = new TrendHistory(4, 10);
    history.record(snapshot(0, good("d/a", 1)));
    history.record(snapshot(1, good("d/a", 2)));
    assertThat(history.json(List.of("d/a")))
        .isEqualTo("{\"times_ms\":[1000,2000],\"series\":{\"d/a\":[1.0,2.0]}}");
  }

  @Test
  void forgetsTheOldestWhenFull() {
    TrendHistory history = new TrendHistory(3, 10);
    for (int i = 0; i < 5; i++) {
      history.record(snapshot(i, good("d/a", i)));
    }
    assertThat(history.json(List.of("d/a")))
        .isEqualTo("{\"times_ms\":[3000,4000,5000],\"series\":{\"d/a\":[2.0,3.0,4.0]}}");
  }

  @Test
  void leavesAGapWhereAPointIsStaleBadOrMissing() {
    TrendHistory history = new TrendHistory(4, 10);
    history.record(snapshot(0, good("d/a", 1)));
    history.record(snapshot(1, point("d/a", Quality.UNCERTAIN, Set.of(Flag.STALE), 1)));
    history.record(snapshot(2));
    history.record(snapshot(3, point("d/a", Quality.UNCERTAIN, Set.of(), 2)));
    assertThat(history.json(List.of("d/a"))).contains("[1.0,null,null,2.0]");
  }

  @Test
  void aPointThatCameLaterHasNoPast() {
    TrendHistory history = new TrendHistory(4, 10);
    history.record(snapshot(0, good("d/a", 1)));
    history.record(snapshot(1, good("d/a", 1), good("d/b", 7)));
    assertThat(history.json(List.of("d/b", "d/unknown")))
        .endsWith("\"series\":{\"d/b\":[null,7.0]}}");
  }

  @Test
  void remembersNoMorePointsThanItMay() {
    TrendHistory history = new TrendHistory(2, 2);
    List<PointStatus> points = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      points.add(good("d/p" + i, i));
    }
    history.record(snapshot(0, points.toArray(PointStatus[]::new)));
    assertThat(history.json(List.of("d/p0", "d/p1", "d/p2", "d/p3")))
        .endsWith("\"series\":{\"d/p0\":[0.0],\"d/p1\":[1.0]}}");
  }

  @Test
  void makesRoomForNewPointsOnceOldOnesAreGone() {
    TrendHistory history = new TrendHistory(2, 1);
    history.record(snapshot(0, good("d/a", 1)));
    for (int i = 1; i < 4; i++) {
      history.record(snapshot(i, good("d/b", i)));
    }
    assertThat(history.json(List.of("d/a", "d/b"))).contains("\"d/b\":").doesNotContain("\"d/a\":");
  }

  private static PointStatus good(String path, double value) {
    return point(path, Quality.GOOD, Set.of(), value);
  }

  private static PointStatus point(String path, Quality quality, Set<Flag> flags, double value) {
    return new PointStatus(
        path,
        new PointMeaning("", "", ValueType.DOUBLE, false, PointMeaning.ValidRange.NONE),
        new PointReading(PointValue.of(value), quality, flags, START, TimeBasis.SOURCE));
  }

  private static Snapshot snapshot(int second, PointStatus... points) {
    Snapshot fake = new FakeGateway(InstantSource.fixed(START.plusSeconds(second)), 0).snapshot();
    return new Snapshot(
        fake.takenAt(),
        fake.gateway(),
        new PlantStatus(List.of(), List.of(points)),
        fake.delivery(),
        fake.commands());
  }
}
