package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the plant for a point to be moved and held: a condition, or several under
 * all-of or any-of. Who evaluates it has three answers, and unknown refuses.
 *
 * @param condition of a CONDITION alone
 * @param parts of ALL_OF and ANY_OF, never empty there
 * @param alsoForRevert whether it holds back a revert too
 */
public record Interlock(
    Kind kind, @Nullable Condition condition, List<Interlock> parts, boolean alsoForRevert) {

  /** The forms; NONE is said on purpose and only at the top. */
  public enum Kind {
    NONE,
    CONDITION,
    ALL_OF,
    ANY_OF
  }

  public static final Interlock NONE = new Interlock(Kind.NONE, null, List.of(), false);

  static final int MAX_CONDITIONS = 64;

  private static final String ALL_OF_KEY = "all_of";
  private static final String ANY_OF_KEY = "any_of";
  private static final String REVERT_KEY = "also_for_revert";

  public Interlock {
    parts = List.copyOf(parts);
    boolean tree = kind == Kind.ALL_OF || kind == Kind.ANY_OF;
    Rules.require((kind == Kind.CONDITION) == (condition != null), "a condition has a condition");
    Rules.require(tree != parts.isEmpty(), "all-of and any-of must name at least one condition");
    Rules.require(parts.stream().noneMatch(part -> part.kind == Kind.NONE), "none stands alone");
  }

  public static Interlock of(Condition condition) {
    return new Interlock(Kind.CONDITION, condition, List.of(), false);
  }

  public static Interlock allOf(Interlock... parts) {
    return new Interlock(Kind.ALL_OF, null, List.of(parts), false);
  }

  public static Interlock anyOf(Interlock... parts) {
    return new Interlock(Kind.ANY_OF, null, List.of(parts), false);
  }

  public Interlock forRevertToo() {
    return new Interlock(kind, condition, parts, true);
  }

  /** Every condition in it, in order. */
  public Stream<Condition> conditions() {
    return condition == null ? parts.stream().flatMap(Interlock::conditions) : Stream.of(condition);
  }

  static Interlock from(Fields in, String name) {
    if (in.isText(name)) {
      Rules.require(in.string(name).equals(Rules.NONE), name + " must be an object or \"none\"");
      return NONE;
    }
    return in.object(name, Interlock::from);
  }

  private static Interlock from(Fields in) {
    boolean revert = in.flag(REVERT_KEY);
    if (in.has(ALL_OF_KEY)) {
      return new Interlock(Kind.ALL_OF, null, parts(in, ALL_OF_KEY), revert);
    }
    if (in.has(ANY_OF_KEY)) {
      return new Interlock(Kind.ANY_OF, null, parts(in, ANY_OF_KEY), revert);
    }
    return new Interlock(Kind.CONDITION, Condition.from(in), List.of(), revert);
  }

  private static List<Interlock> parts(Fields in, String name) {
    return in.objects(name, MAX_CONDITIONS, Interlock::from);
  }

  static void write(JsonWriter out, String name, Interlock interlock) {
    if (interlock.kind == Kind.NONE) {
      out.field(name, Rules.NONE);
    } else {
      Payload.object(out, name, interlock, Interlock::write);
    }
  }

  private void write(JsonWriter out) {
    if (condition == null) {
      Payload.objects(out, kind == Kind.ALL_OF ? ALL_OF_KEY : ANY_OF_KEY, parts, Interlock::write);
    } else {
      condition.write(out);
    }
    Payload.flag(out, REVERT_KEY, alsoForRevert);
  }
}
