package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One statement about the plant.
 *
 * @param point {@code device/point}
 * @param maxAge an older value makes the condition unknown
 * @param lasting for how long it must have been so, without a break
 */
public record Condition(String point, Test test, String unit, Duration maxAge, Duration lasting) {

  /** How a value is compared. ABOVE and BELOW exclude the bound, WITHIN includes both. */
  public enum Op {
    ABOVE,
    BELOW,
    EQUALS,
    WITHIN
  }

  /**
   * What a value is compared with.
   *
   * @param high of WITHIN alone, where {@code value} is the low end
   */
  public record Test(Op op, SignedValue value, @Nullable Decimal high) {

    public Test {
      Rules.require(op == Op.EQUALS || value.isNumber(), op + " compares numbers only");
      Rules.require(
          value.number() == null || op != Op.EQUALS || value.number().isInteger(),
          "EQUALS compares whole numbers, true and false only");
      Rules.require((op == Op.WITHIN) == (high != null), "high belongs to WITHIN");
      Rules.require(
          high == null || value.number() == null || value.number().compareTo(high) <= 0,
          "WITHIN must not end before it begins");
    }

    public static Test above(String value) {
      return new Test(Op.ABOVE, SignedValue.parse(value), null);
    }

    public static Test below(String value) {
      return new Test(Op.BELOW, SignedValue.parse(value), null);
    }

    public static Test equalTo(String value) {
      return new Test(Op.EQUALS, SignedValue.parse(value), null);
    }

    public static Test within(String low, String high) {
      return new Test(Op.WITHIN, SignedValue.parse(low), Decimal.parse(high));
    }

    @Override
    public String toString() {
      String to = high == null ? "" : " to " + high;
      return op.name().toLowerCase(Locale.ROOT) + " " + value + to;
    }
  }

  public Condition {
    Names.path(point);
    Rules.shortWords("unit", unit, 1, 64);
    Rules.require(!Rules.span("max_age", maxAge).isZero(), "max_age must be above 0");
    Rules.span("for", lasting);
  }

  static Condition from(Fields in) {
    return new Condition(
        in.id("point"),
        new Test(in.word("is", Op.class), SignedValue.from(in, "value"), in.decimalOrNull("high")),
        in.words("unit"),
        in.millis("max_age_ms"),
        in.has("for_ms") ? in.millis("for_ms") : Duration.ZERO);
  }

  void write(JsonWriter out) {
    out.field("point", point).field("is", test.op().name());
    test.value().write(out, "value");
    Payload.optional(out, "high", test.high());
    out.field("unit", unit);
    Payload.millis(out, "max_age_ms", maxAge);
    if (!lasting.isZero()) {
      Payload.millis(out, "for_ms", lasting);
    }
  }

  /** For people: {@code tank/level above 5 cm}. */
  @Override
  public String toString() {
    String shownUnit = unit.equals("1") ? "" : " " + unit;
    String shownFor = lasting.isZero() ? "" : " for " + lasting.toMillis() + " ms";
    return point + " " + test + shownUnit + shownFor;
  }
}
