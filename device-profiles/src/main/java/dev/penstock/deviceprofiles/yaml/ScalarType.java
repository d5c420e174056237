package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.settings.Setting;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type that is written as one word.
 *
 * @param name for the reference
 * @param allowed in words
 * @param words all that may be written, where they can be listed
 * @param parse empty for what is not allowed
 */
record ScalarType(
    String name, String allowed, List<String> words, Function<String, Optional<?>> parse) {

  private static final String DURATION = "a duration with its unit: 500ms, 10s, 5m, 24h, 7d";
  private static final String SIZE = "a size with its unit: 64KiB, 32MiB, 1GiB";

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,3})?");

  private static final Map<Class<?>, ScalarType> TYPES =
      Map.of(
          String.class, of("text", "a text", Optional::of),
          int.class, of("integer", "an integer", t -> integer(t).map(ScalarType::narrow)),
          long.class, of("integer", "an integer", ScalarType::integer),
          double.class, of("number", "a number", ScalarType::number),
          boolean.class, new ScalarType("boolean", "", List.of("true", "false"), ScalarType::bool),
          Duration.class, of("duration", DURATION, Quantities::duration),
          URI.class, of("URI", "a URI such as mqtts://host:8883", ScalarType::uri));

  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Integer.class, int.class,
          Long.class, long.class,
          Double.class, double.class,
          Boolean.class, boolean.class);

  private static final ClassValue<ScalarType> ENUMS =
      new ClassValue<>() {
        @Override
        protected ScalarType computeValue(Class<?> type) {
          return enumeration(type);
        }
      };

  private static final ScalarType BYTE_SIZE = of("size", SIZE, Quantities::bytes);

  private static ScalarType of(String name, String allowed, Function<String, Optional<?>> parse) {
    return new ScalarType(name, allowed, List.of(), parse);
  }

  /**
   * The scalar type of a component. A {@code long} whose default or example is written as a size
   * ({@code 1GiB}) is a byte size.
   */
  static Optional<ScalarType> of(Class<?> type, @Nullable Setting setting) {
    Class<?> plain = UNBOXED.getOrDefault(type, type);
    if (plain == long.class && isSize(setting)) {
      return Optional.of(BYTE_SIZE);
    }
    return type.isEnum() ? Optional.of(ENUMS.get(type)) : Optional.ofNullable(TYPES.get(plain));
  }

  private static boolean isSize(@Nullable Setting setting) {
    return setting != null
        && (Quantities.bytes(setting.otherwise()).isPresent()
            || Quantities.bytes(setting.example()).isPresent());
  }

  private static ScalarType enumeration(Class<?> type) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(c -> ((Enum<?>) c).name()).toList();
    List<String> words = constants.stream().map(c -> word((Enum<?>) c)).toList();
    return new ScalarType(
        "word",
        "",
        words,
        text -> {
          int index = Math.max(words.indexOf(text), names.indexOf(text));
          return index < 0 ? Optional.empty() : Optional.of(constants.get(index));
        });
  }

  /** An enum's constant as written: {@code DROP_OLDEST} is {@code drop-oldest}. */
  static String word(Enum<?> constant) {
    String name = constant.name();
    String bare = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    return bare.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What may be written, for people. */
  String inWords() {
    return words.isEmpty() ? allowed : String.join(", ", words);
  }

  private static Optional<Long> integer(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer narrow(long value) {
    return value == (int) value ? (int) value : null;
  }

  private static Optional<Double> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    double value = new BigDecimal(text).doubleValue();
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Boolean> bool(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = URI.create(text);
      return uri.isAbsolute() ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
