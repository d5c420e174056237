package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import dev.penstock.uplink.twin.TwinSummary;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How the run itself went.
 *
 * @param firstValue from the start until the twin had its first value
 * @param latency from source time until stored at the twin
 * @param restarts how often the gateway ended and was started again
 */
record RunTally(Optional<Duration> firstValue, TwinSummary.Latency latency, int restarts) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** In milliseconds, or a dash. */
  String firstValueText() {
    return firstValue.map(first -> millis(first.toNanos())).orElse("-");
  }

  String latencyText() {
    return "p50 %s, p99 %s from source to twin, %d values"
        .formatted(millis(latency.p50()), millis(latency.p99()), latency.rows());
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.0f ms", nanos / NANOS_PER_MILLI);
  }

  void write(JsonWriter json) {
    json.key("latency").object();
    json.field("p50_ms", latency.p50() / NANOS_PER_MILLI);
    json.field("p99_ms", latency.p99() / NANOS_PER_MILLI);
    json.field("values", latency.rows()).endObject();
    double first = firstValue.map(d -> d.toNanos() / NANOS_PER_MILLI).orElse(Double.NaN);
    json.field("first_value_ms", first);
    json.key("gateway_restarts").int32(restarts);
  }
}
