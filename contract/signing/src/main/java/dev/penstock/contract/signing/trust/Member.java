package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.message.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person, a service or a gateway.
 *
 * @param name what {@code issuer} says; a gateway's is its id
 * @param roles what grants may name
 * @param origins where its commands may come from
 * @param delegation null for a member in its own right
 */
public record Member(
    String name,
    Kind kind,
    List<VerifyKey> keys,
    List<String> roles,
    List<Origin> origins,
    @Nullable Delegation delegation) {

  static final int MAX_KEYS = 8;

  private static final int MAX_ROLES = 32;

  /** What stands behind the keys. */
  public enum Kind {
    PERSON,
    SERVICE,
    GATEWAY
  }

  /**
   * Rights that somebody gave away for a few days.
   *
   * @param by the giver's name
   * @param until from then on the entry counts no more
   */
  public record Delegation(String by, Instant until) {}

  public Member {
    Texts.id("name", name);
    keys = Texts.distinct("keys", keys, MAX_KEYS);
    Rules.require(!keys.isEmpty(), name + " has no key");
    roles = Rules.ids("roles", roles, MAX_ROLES);
    origins = Texts.distinct("origins", origins, Origin.values().length);
  }

  public boolean hasKey(String keyId) {
    return keys.stream().anyMatch(key -> key.keyId().equals(keyId));
  }

  /** Whether the entry, if it is a delegation, has not run out. */
  public boolean isValidAt(Instant now) {
    return delegation == null || now.isBefore(delegation.until());
  }

  static Member from(Fields in) {
    return new Member(
        in.id("name"),
        in.word("kind", Kind.class),
        in.sha256s("keys", MAX_KEYS).stream().map(VerifyKey::parse).toList(),
        in.ids("roles", MAX_ROLES),
        in.words("origins", Origin.class, Origin.values().length),
        in.objectOrNull("delegation", one -> new Delegation(one.id("by"), one.time("until"))));
  }

  void write(JsonWriter out) {
    out.field("name", name).field("kind", kind.name());
    Payload.strings(out, "keys", keys.stream().map(VerifyKey::hex).toList());
    Payload.strings(out, "roles", roles);
    Payload.strings(out, "origins", origins);
    Payload.object(
        out,
        "delegation",
        delegation,
        (one, inside) -> {
          inside.field("by", one.by());
          Payload.time(inside, "until", one.until());
        });
  }
}
