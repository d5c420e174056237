package dev.penstock.drivers.mqtt;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a JSON text (RFC 6901). */
final class JsonPointer {

  /** What {@link #find} gives where there is nothing; a JSON null is null. */
  static final Object ABSENT = new Object();

  private static final Pattern SYNTAX = Pattern.compile("(/([^~/]|~[01])*)*");
  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final List<String> steps;

  private JsonPointer(List<String> steps) {
    this.steps = steps;
  }

  /** The empty pointer is the whole text. */
  static JsonPointer of(String pointer) {
    if (!SYNTAX.matcher(pointer).matches()) {
      throw new IllegalArgumentException(
          "\"" + pointer + "\" is not a JSON pointer such as /no2 (RFC 6901)");
    }
    return new JsonPointer(
        pointer.isEmpty()
            ? List.of()
            : Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
  }

  /**
   * @param document maps, lists and plain values
   */
  @Nullable Object find(@Nullable Object document) {
    Object at = document;
    for (String step : steps) {
      at = step(at, step);
      if (at == ABSENT) {
        return ABSENT;
      }
    }
    return at;
  }

  private static @Nullable Object step(@Nullable Object at, String step) {
    if (at instanceof Map<?, ?> members) {
      return members.containsKey(step) ? members.get(step) : ABSENT;
    }
    if (at instanceof List<?> elements && INDEX.matcher(step).matches()) {
      int index = Integer.parseInt(step);
      return index < elements.size() ? elements.get(index) : ABSENT;
    }
    return ABSENT;
  }
}
