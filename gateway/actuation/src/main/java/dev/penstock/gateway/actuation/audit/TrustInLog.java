package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.RootClaim;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trust documents that a log holds, each set checked like the gateway checks it: the root by a
 * fingerprint or by the signers of the root before, policy and roster by the root.
 */
final class TrustInLog {

  private static final List<String> KINDS = List.of("root", "policy", "roster");

  /** A set that was in force. */
  private record Documents(Root root, Roster roster) {}

  private final AuditKeys known;
  private final Map<String, Documents> sets = new HashMap<>();
  private final Set<String> revoked = new HashSet<>();
  private final Set<String> unpinned = new HashSet<>();
  private final Map<String, byte[]> newest = new HashMap<>();
  private @Nullable Documents now;
  private @Nullable Root before;
  private String gateway = "";
  private String inForce = "";

  TrustInLog(AuditKeys known) {
    this.known = known;
  }

  void gateway(String name) {
    gateway = name;
  }

  /**
   * From here on this set is in force. One whose documents the log does not hold proves nothing, so
   * whoever leaves them out must not get a good verdict.
   */
  void set(Json body) throws Wrong, MalformedException {
    String sha256 = body.get("sha256").text();
    inForce = sha256;
    if (learn(body)) {
      sets.put(sha256, documents(sha256));
    }
    now = sets.get(sha256);
    if (now == null) {
      throw new Wrong(Kind.EVIDENCE_WRONG, "the log does not hold the documents of this set");
    }
  }

  /** Keeps what is new; the others are those of the set before. Whether there is a whole set. */
  private boolean learn(Json body) {
    boolean news = false;
    for (String kind : KINDS) {
      String name = kind + "_document";
      if (body.has(name)) {
        newest.put(kind, body.get(name).text().getBytes(StandardCharsets.UTF_8));
        news = true;
      }
    }
    return news && newest.keySet().containsAll(KINDS);
  }

  private Documents documents(String sha256) throws Wrong, MalformedException {
    Root root = root(envelope("root"));
    Verified policy = signed(root, PayloadType.POLICY, envelope("policy"));
    Verified rosterDocument = signed(root, PayloadType.ROSTER, envelope("roster"));
    Roster roster = rosterDocument.read(Roster::read);
    MessageDigest digest = Sha256.digest();
    digest.update(Sha256.of(root.bytes()));
    digest.update(Sha256.of(policy.payload()));
    digest.update(Sha256.of(rosterDocument.payload()));
    if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
      throw new Wrong(Kind.EVIDENCE_WRONG, "sha256 is not that of the documents beside it");
    }
    before = root;
    return new Documents(root, roster);
  }

  private Root root(byte[] envelope) throws Wrong, MalformedException {
    Root claimed = RootClaim.read(envelope);
    KeyLookup own = claimed.keys();
    Root last = before;
    KeyLookup both =
        id -> own.find(id) == null && last != null ? last.keys().find(id) : own.find(id);
    Verified verified = EnvelopeReader.open(envelope, PayloadType.ROOT, both);
    if (!claimed.root().isMetBy(verified)) {
      throw new Wrong(Kind.EVIDENCE_WRONG, "the root is not signed by enough of its own keys");
    }
    boolean pinned = known.roots().contains(verified.digest());
    boolean handedOn = last != null && (last.equals(claimed) || last.root().isMetBy(verified));
    if (!pinned && !handedOn) {
      if (known.gateway() == null && !known.roots().isEmpty()) {
        throw new Wrong(
            Kind.EVIDENCE_WRONG, "the root " + verified.digest() + " is not one that you named");
      }
      unpinned.add(verified.digest());
    }
    return claimed;
  }

  private static Verified signed(Root root, PayloadType type, byte[] envelope) throws Wrong {
    Verified verified = EnvelopeReader.open(envelope, type, root.keys());
    if (!root.quorum(type).isMetBy(verified)) {
      throw new Wrong(
          Kind.EVIDENCE_WRONG,
          "the " + type.kind() + " is not signed by enough of the root's keys");
    }
    return verified;
  }

  private byte[] envelope(String kind) {
    return newest.getOrDefault(kind, new byte[0]);
  }

  /** Those whose signatures a gateway takes. */
  KeyLookup keys() {
    Documents set = now;
    if (set == null) {
      return id -> null;
    }
    KeyLookup members = set.roster().keys();
    KeyLookup signers = set.root().keys();
    return id ->
        revoked.contains(id)
            ? null
            : members.find(id) != null ? members.find(id) : signers.find(id);
  }

  boolean isKnown() {
    return now != null;
  }

  Optional<Member> member(String keyId) {
    return Optional.ofNullable(now).flatMap(set -> set.roster().withKey(keyId));
  }

  Optional<Root> root() {
    return Optional.ofNullable(now).map(Documents::root);
  }

  /** Whether this says what is in force and who was revoked. */
  boolean agrees(Json carried) {
    Set<String> named = new HashSet<>(carried.get("revoked").list(Json::text));
    return carried.get("trust").get("sha256").text().equals(inForce)
        && (named.equals(revoked) || !isKnown());
  }

  void revoke(List<String> keys) {
    revoked.addAll(keys);
  }

  /** The gateway's key, or null if neither the reader nor the roster knows it. */
  @Nullable VerifyKey gatewayKey() {
    if (known.gateway() != null) {
      return known.gateway();
    }
    return Optional.ofNullable(now)
        .flatMap(set -> set.roster().named(gateway))
        .filter(member -> member.kind() == Member.Kind.GATEWAY)
        .map(member -> member.keys().get(0))
        .orElse(null);
  }

  /** Keys under which a twin of this name may cosign. */
  List<VerifyKey> twinKeys(String name) {
    List<VerifyKey> keys = new ArrayList<>(known.twins());
    Optional.ofNullable(now)
        .flatMap(set -> set.roster().named(name))
        .ifPresent(member -> keys.addAll(member.keys()));
    return keys;
  }

  Optional<String> unpinned() {
    return unpinned.isEmpty()
        ? Optional.empty()
        : Optional.of("nobody vouches for these roots but the gateway: " + unpinned);
  }
}
