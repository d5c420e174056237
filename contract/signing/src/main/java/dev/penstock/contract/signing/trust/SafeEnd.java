package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How every hold of a point ends.
 *
 * @param point of RELEASE_WRITE: where to write; else empty
 * @param value of SAFE_VALUE and RELEASE_WRITE; else null
 */
public record SafeEnd(
    Kind kind, String point, @Nullable SignedValue value, Statement statement, Revert revert) {

  /** The ways to end. */
  public enum Kind {
    /** The value is written to the point itself. */
    SAFE_VALUE,
    /** A value written elsewhere gives the point back to the PLC. */
    RELEASE_WRITE,
    /** The PLC takes the point back by itself; nothing is written. */
    RELEASE_NOTHING
  }

  /**
   * Somebody answers for it. Without both promises there is no such point.
   *
   * @param by who looked into it
   * @param inEveryState the end is safe in every state of the plant
   * @param allAtOnce also when all leases end together
   */
  public record Statement(String by, boolean inEveryState, boolean allAtOnce) {

    public Statement {
      Texts.id("by", by);
      Rules.require(
          inEveryState && allAtOnce,
          "nobody says that the end is safe in every state, and when all end together");
    }
  }

  /**
   * When it happens among others.
   *
   * @param order lower ones first
   * @param jitter at most so long after its turn, by chance
   * @param rearm how long the point stays closed afterwards
   */
  public record Revert(int order, Duration jitter, Duration rearm) {

    static final int MAX_ORDER = 1_000;

    public Revert {
      Rules.require(order >= 0 && order <= MAX_ORDER, "order must be 0 to " + MAX_ORDER);
      Rules.span("jitter", jitter);
      Rules.span("rearm", rearm);
    }
  }

  public SafeEnd {
    Rules.pathOrEmpty(point);
    Rules.require(
        (kind == Kind.RELEASE_WRITE) == !point.isEmpty(), kind + ": whether it has a point");
    Rules.require(
        (kind == Kind.RELEASE_NOTHING) == (value == null), kind + ": whether it has a value");
  }

  public static SafeEnd value(SignedValue value, Statement statement, Revert revert) {
    return new SafeEnd(Kind.SAFE_VALUE, "", value, statement, revert);
  }

  static SafeEnd from(Fields in) {
    Kind kind = in.word("end", Kind.class);
    return new SafeEnd(
        kind,
        kind == Kind.RELEASE_WRITE ? in.id("point") : "",
        kind == Kind.RELEASE_NOTHING ? null : SignedValue.from(in, "value"),
        new Statement(in.id("stated_by"), in.bool("safe_in_every_state"), in.bool("safe_at_once")),
        new Revert(
            in.integer("order", 0, Revert.MAX_ORDER),
            in.millis("jitter_ms"),
            in.millis("rearm_ms")));
  }

  void write(JsonWriter out) {
    out.field("end", kind.name());
    Payload.optional(out, "point", point.isEmpty() ? null : point);
    if (value != null) {
      value.write(out, "value");
    }
    out.field("stated_by", statement.by());
    out.field("safe_in_every_state", statement.inEveryState());
    out.field("safe_at_once", statement.allAtOnce());
    out.key("order").int32(revert.order());
    Payload.millis(out, "jitter_ms", revert.jitter());
    Payload.millis(out, "rearm_ms", revert.rearm());
  }
}
