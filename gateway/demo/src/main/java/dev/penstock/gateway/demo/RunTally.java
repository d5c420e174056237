package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * How the run itself went.
 *
 * @param firstValue from the start until the twin had its first value
 * @param p50 from source time to twin
 * @param measured how many latencies p50 and p99 are of
 * @param restarts how often the gateway ended and was started again
 */
record RunTally(
    Optional<Duration> firstValue,
    Optional<Duration> p50,
    Optional<Duration> p99,
    long measured,
    int restarts) {

  static String millis(Optional<Duration> duration) {
    return duration.map(d -> "%.1f ms".formatted(d.toNanos() / 1e6)).orElse("-");
  }

  void write(JsonWriter json) {
    json.key("latency").object();
    millis(json, "p50_ms", p50);
    millis(json, "p99_ms", p99);
    json.field("values", measured).endObject();
    millis(json, "first_value_ms", firstValue);
    json.key("gateway_restarts").int32(restarts);
  }

  private static void millis(JsonWriter json, String name, Optional<Duration> duration) {
    json.field(name, duration.map(d -> d.toNanos() / 1e6).orElse(Double.NaN));
  }
}
