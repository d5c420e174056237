package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.Origin;
import java.util.List;

/**
 * A standing permission, or a standing refusal, which wins. What no grant allows is denied.
 *
 * @param id for the log and for people
 * @param points {@code device/point}; empty only where none of the actions is about a point
 */
public record Grant(
    String id,
    Effect effect,
    Who who,
    List<Action> actions,
    List<String> points,
    GrantTerms terms) {

  static final int MAX_POINTS = 1_000;

  private static final int MAX_WHO = 64;

  /** What a matching grant says. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * Whom it is about: who has one of the roles or one of the keys, with one of the origins.
   *
   * @param keys key ids
   * @param origins empty for messages that have no origin, and in a DENY for all
   */
  public record Who(List<String> roles, List<String> keys, List<Origin> origins) {

    public Who {
      roles = Rules.ids("roles", roles, MAX_WHO);
      keys = Texts.distinct("keys", keys, MAX_WHO);
      keys.forEach(key -> Texts.sha256("keys", key));
      origins = Texts.distinct("origins", origins, Origin.values().length);
      Rules.require(!roles.isEmpty() || !keys.isEmpty(), "a grant needs a role or a key");
    }

    public boolean includes(Member member, String keyId) {
      return keys.contains(keyId) || member.roles().stream().anyMatch(roles::contains);
    }
  }

  public Grant {
    Texts.id("id", id);
    actions = Texts.distinct("actions", actions, Action.values().length);
    Rules.require(!actions.isEmpty(), id + ": no action");
    points = Texts.distinct("points", points, MAX_POINTS);
    points.forEach(Names::path);
    boolean aboutPoints =
        actions.contains(Action.SET)
            || actions.contains(Action.STOP)
            || actions.contains(Action.APPROVE);
    Rules.require(!aboutPoints || !points.isEmpty(), id + ": no point");
    Rules.require(
        effect == Effect.DENY || !actions.contains(Action.SET) || !who.origins().isEmpty(),
        id + ": no origin");
  }

  static Grant from(Fields in) {
    return new Grant(
        in.id("id"),
        in.word("effect", Effect.class),
        new Who(
            in.ids("roles", MAX_WHO),
            in.sha256s("keys", MAX_WHO),
            in.words("origins", Origin.class, Origin.values().length)),
        in.words("actions", Action.class, Action.values().length),
        in.ids("points", MAX_POINTS),
        in.object("terms", GrantTerms::from));
  }

  void write(JsonWriter out) {
    out.field("id", id).field("effect", effect.name());
    Payload.strings(out, "roles", who.roles());
    Payload.strings(out, "keys", who.keys());
    Payload.strings(out, "origins", who.origins());
    Payload.strings(out, "actions", actions);
    Payload.strings(out, "points", points);
    Payload.object(out, "terms", terms, GrantTerms::write);
  }
}
