package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A write that no command asks for.
 *
 * @param point {@code device/point}, which must be bound
 * @param value of a PIN_DEFAULT; a tick counts or toggles by itself
 * @param period of a WATCHDOG_TICK; 0 otherwise
 * @param testedBy who saw the PLC act when the ticks stopped; empty: nobody yet
 */
public record Standing(
    Kind kind, String point, @Nullable SignedValue value, Duration period, String testedBy) {

  /** The kinds. */
  public enum Kind {
    /** Tells the PLC that the gate lives; one for a device. */
    WATCHDOG_TICK,
    /** What an output pin shows before the first command. */
    PIN_DEFAULT
  }

  public Standing {
    Names.path(point);
    boolean tick = kind == Kind.WATCHDOG_TICK;
    Rules.require(
        tick == (value == null), point + ": a pin default, and nothing else, has a value");
    Rules.require(
        tick != Rules.span("period", period).isZero(),
        point + ": a tick, and nothing else, has a period");
    Texts.idOrEmpty("tested_by", testedBy);
  }

  static Standing from(Fields in) {
    Kind kind = in.word("kind", Kind.class);
    boolean tick = kind == Kind.WATCHDOG_TICK;
    return new Standing(
        kind,
        in.id("point"),
        tick ? null : SignedValue.from(in, "value"),
        tick ? in.millis("period_ms") : Duration.ZERO,
        in.has("tested_by") ? in.id("tested_by") : "");
  }

  void write(JsonWriter out) {
    out.field("kind", kind.name()).field("point", point);
    if (value == null) {
      Payload.millis(out, "period_ms", period);
    } else {
      value.write(out, "value");
    }
    Payload.optional(out, "tested_by", testedBy.isEmpty() ? null : testedBy);
  }
}
