package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.settings.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A line of a GPIO chip. */
public record GpioAddress(
    @Setting(value = "Number of /dev/gpiochip.", otherwise = "0") int chip,
    @Setting(value = "Offset of the line.", example = "17") int line,
    @Setting(value = "Whether it is read or driven.", otherwise = "in") Direction direction,
    @Setting(value = "Whether a low level means true.", otherwise = "false") boolean activeLow,
    @Setting(value = "Bias of an input.", otherwise = "none") Bias bias)
    implements Address {

  /** Who drives the line. */
  public enum Direction {
    IN,
    OUT
  }

  /** Resistor on the line. */
  public enum Bias {
    NONE,
    PULL_UP,
    PULL_DOWN
  }

  public GpioAddress {
    Check.that(chip >= 0 && chip < 64, "chip", "must be 0 to 63");
    Check.that(line >= 0 && line < 1024, "line", "must be 0 to 1023");
    Check.that(bias == Bias.NONE || direction == Direction.IN, "bias", "only for an input");
  }

  @Override
  public String protocol() {
    return "gpio";
  }

  @Override
  public SortedMap<String, String> words() {
    SortedMap<String, String> words = new TreeMap<>();
    words.put("chip", Integer.toString(chip));
    words.put("line", Integer.toString(line));
    words.put("direction", direction.name().toLowerCase(Locale.ROOT));
    words.put("activeLow", Boolean.toString(activeLow));
    words.put("bias", bias.name().toLowerCase(Locale.ROOT).replace('_', '-'));
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
    return direction == Direction.IN ? Optional.of("its direction is in") : Optional.empty();
  }

  @Override
  public Optional<String> unfitFor(PointType type) {
    return type == PointType.BOOL ? Optional.empty() : Optional.of("a GPIO line is a bool");
  }

  @Override
  public Optional<String> noSourceTimeBecause() {
    return Optional.of("a GPIO line carries no time");
  }
}
