package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  @Test
  void comesBackFromItsCanonicalBytes() {
    Dictionary dictionary = Samples.dictionary();
    Dictionary read = Dictionary.read(dictionary.canonical());
    assertEquals(dictionary.points(), read.points());
    assertEquals(dictionary.hash(), read.hash());
  }

  @Test
  void itsHashIsFrozen() {
    // A changed hash means that every stored dictionary has changed its name.
    assertEquals(
        "{\"points\":[{\"point\":\"tank/level\",\"asset\":\"https://example.org/asset/1\","
            + "\"profile\":{\"id\":\"quadruple-tank\",\"version\":\"1.0.0\",\"hash\":\"ab12\"},"
            + "\"type\":\"double\",\"unit\":\"cm\","
            + "\"concept\":\"http://qudt.org/vocab/quantitykind/Height\","
            + "\"interval_ns\":\"100000000\",\"deadband\":0.01,\"heartbeat_ns\":\"30000000000\","
            + "\"stale_after_ns\":\"5000000000\",\"time_basis\":\"UNKNOWN\","
            + "\"max_clock_offset_ns\":\"200000000\",\"max_time_uncertainty_ns\":\"0\","
            + "\"allowed_lateness_ns\":\"10000000000\",\"min\":0,\"max\":20,\"max_rate\":null,"
            + "\"uncertainty\":0.02,\"data_class\":\"operational\"}]}",
        new String(
            new Dictionary(List.of(Samples.level("tank/level"))).canonical(),
            StandardCharsets.UTF_8));
  }

  @Test
  void tellsAnAggregationAndLeavesOutTheUsualOne() {
    Dictionary means = new Dictionary(List.of(Samples.level("tank/a", Aggregation.MEAN)));
    String canonical = new String(means.canonical(), StandardCharsets.UTF_8);
    assertTrue(canonical.contains("Height\",\"aggregation\":\"mean\",\"interval_ns\""), canonical);
    assertEquals(means.points(), Dictionary.read(means.canonical()).points());
    byte[] newer = canonical.replace("mean", "median").getBytes(StandardCharsets.UTF_8);
    assertEquals(Aggregation.UNKNOWN, Dictionary.read(newer).at(0).aggregation());
  }

  @Test
  void anotherMeaningIsAnotherHash() {
    assertNotEquals(
        new Dictionary(List.of(Samples.level("tank/a"))).hash(),
        new Dictionary(List.of(Samples.level("tank/b"))).hash());
  }

  @Test
  void refusesTwoPointsOfOneName() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Dictionary(List.of(Samples.level("tank/a"), Samples.level("tank/a"))));
  }

  @Test
  void refusesNamesThatCannotTravel() {
    for (String name : new String[] {"tank", "Tank/a", "tank/ä", "tank/", "tank/a/b", "/a"}) {
      assertThrows(IllegalArgumentException.class, () -> Samples.level(name), name);
    }
  }
}
