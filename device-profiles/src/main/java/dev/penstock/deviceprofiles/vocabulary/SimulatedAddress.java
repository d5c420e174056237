package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.DecimalText;
import dev.penstock.contract.settings.Setting;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A signal made up by the gateway itself, to try things out; every value is flagged SIMULATED. */
public record SimulatedAddress(
    @Setting(value = "Form of the signal.", otherwise = "sine") Shape shape,
    @Setting(value = "Smallest value.", otherwise = "0") double low,
    @Setting(value = "Largest value.", otherwise = "1") double high,
    @Setting(value = "Duration of one turn.", otherwise = "1m") Duration period)
    implements Address {

  /** Forms of a signal. */
  public enum Shape {
    CONSTANT,
    SINE,
    SAWTOOTH,
    SQUARE,
    RANDOM_WALK
  }

  public SimulatedAddress {
    Check.that(low <= high, "high", "must not be less than low");
    Check.positive("period", period);
  }

  @Override
  public String protocol() {
    return "simulated";
  }

  @Override
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("shape", shape.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    words.put("low", DecimalText.of(low));
    words.put("high", DecimalText.of(high));
    words.put("period", period.toNanos() + "ns");
    return words;
  }

  @Override
  public String wireType() {
    return "";
  }

  @Override
  public double scale() {
    return 1;
  }

  @Override
  public double offset() {
    return 0;
  }

  @Override
  public Optional<String> readOnlyBecause() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unfitFor(PointType type) {
    boolean fits = type == PointType.DOUBLE || type == PointType.INT64 || type == PointType.BOOL;
    return fits ? Optional.empty() : Optional.of("a simulated signal is no " + type.word());
  }
}
