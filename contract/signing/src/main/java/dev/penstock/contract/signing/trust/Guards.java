package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the plant must be right for a point to be commanded. Each absence is signed as "none".
 *
 * @param local the condition that means somebody works at the device; null: it has no such switch
 * @param lifecycle null: the device has no such states
 */
public record Guards(
    Interlock interlocks, @Nullable Condition local, @Nullable Lifecycle lifecycle) {

  public static final Guards NONE = new Guards(Interlock.NONE, null, null);

  public Guards {
    Rules.require(
        interlocks.conditions().count() <= Interlock.MAX_CONDITIONS,
        "more than " + Interlock.MAX_CONDITIONS + " conditions");
  }

  /** Every condition, of the interlocks and of the lock-out. */
  public Stream<Condition> conditions() {
    return Stream.concat(interlocks.conditions(), Stream.ofNullable(local));
  }

  static Guards from(Fields in) {
    return new Guards(
        Interlock.from(in, "interlocks"),
        orNone(in, "local", Condition::from),
        orNone(in, "lifecycle", Lifecycle::from));
  }

  void write(JsonWriter out) {
    Interlock.write(out, "interlocks", interlocks);
    orNone(out, "local", local, Condition::write);
    orNone(out, "lifecycle", lifecycle, Lifecycle::write);
  }

  private static <T> @Nullable T orNone(Fields in, String name, Function<Fields, T> reader) {
    if (in.isText(name)) {
      Rules.require(in.string(name).equals(Rules.NONE), name + " must be an object or \"none\"");
      return null;
    }
    return in.object(name, reader);
  }

  private static <T> void orNone(
      JsonWriter out, String name, @Nullable T value, Payload.Part<T> part) {
    if (value == null) {
      out.field(name, Rules.NONE);
    } else {
      Payload.object(out, name, value, part);
    }
  }
}
