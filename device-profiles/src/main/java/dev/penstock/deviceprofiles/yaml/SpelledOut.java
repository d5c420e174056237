package dev.penstock.deviceprofiles.yaml;

import dev.penstock.contract.DecimalText;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a bound record back as YAML with every key spelled out: defaults are marked as such, and
 * what is absent stands there as a comment.
 */
public final class SpelledOut {

  private static final String DEFAULT = "  # default";

  private final StringBuilder out = new StringBuilder();

  private SpelledOut() {}

  public static String of(Record record) {
    SpelledOut writer = new SpelledOut();
    writer.keys(record, "");
    return writer.out.toString();
  }

  private void keys(Record record, String indent) {
    List<Component> components = Component.of(record.getClass());
    RecordComponent[] accessors = record.getClass().getRecordComponents();
    for (int i = 0; i < accessors.length; i++) {
      Component component = components.get(i);
      Object value = value(record, accessors[i]);
      if (isAbsent(value)) {
        line(indent, "# " + component.key() + ": none", "");
      } else {
        String mark = isDefault(component, value) ? DEFAULT : "";
        entry(indent, component.key(), value, mark);
      }
    }
  }

  private void entry(String indent, String key, Object value, String mark) {
    if (value instanceof Record record) {
      line(indent, key + (isEmpty(record) ? ": {}" : ":"), mark);
      keys(record, indent + "  ");
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      line(indent, key + ":", mark);
      map.forEach((name, each) -> entry(indent + "  ", text(name), each, ""));
    } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Record) {
      line(indent, key + ":", mark);
      list.forEach(each -> element(indent + "  ", (Record) each));
    } else {
      line(indent, key + ": " + text(value), mark);
    }
  }

  private void element(String indent, Record record) {
    line(indent, "-", "");
    keys(record, indent + "  ");
  }

  private void line(String indent, String text, String mark) {
    out.append(indent).append(text).append(mark).append('\n');
  }

  private static boolean isEmpty(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .allMatch(component -> isAbsent(value(record, component)));
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null || (value instanceof Double number && number.isNaN());
  }

  /** Binds the default anew: equal values are meant, not equal texts. */
  private static boolean isDefault(Component component, Object value) {
    return RecordBinder.otherwise(component).filter(value::equals).isPresent();
  }

  private static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(record);
      return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " cannot be read", e);
    }
  }

  static String text(Object value) {
    if (value instanceof Duration duration) {
      return Quantities.text(duration);
    } else if (value instanceof Double number) {
      return DecimalText.of(number);
    } else if (value instanceof Enum<?> constant) {
      return ScalarType.word(constant);
    } else if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(SpelledOut::text).toList()) + "]";
    } else if (value instanceof Map<?, ?>) {
      return "{}";
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  /** Quotes what YAML, or a reader, could take for something else. */
  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z/][A-Za-z0-9 ._/+@()-]*")
            && !text.endsWith(" ")
            && !text.equalsIgnoreCase("null");
    return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
