package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Quorum;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents in force, all verified. Immutable.
 *
 * @param signatures under policy and roster
 * @param revoked key ids that nobody obeys any more, ever
 */
record TrustSet(
    Root root, Policy policy, Roster roster, Signatures signatures, Set<String> revoked) {

  /** A member with this role is sent a copy of everything that the gateway answers. */
  static final String TWIN_ROLE = SiteRoles.TWIN;

  /** A member with this role is challenged, and its pulse counts. */
  static final String PULSE_ROLE = SiteRoles.PULSE;

  /** Who signed what. */
  record Signatures(Verified policy, Verified roster) {}

  TrustSet {
    revoked = Set.copyOf(revoked);
  }

  TrustSet without(List<String> keys) {
    Set<String> more = new HashSet<>(revoked);
    more.addAll(keys);
    return new TrustSet(root, policy, roster, signatures, more);
  }

  TrustSet with(Root next) {
    return new TrustSet(next, policy, roster, signatures, revoked);
  }

  TrustSet with(Policy next, Verified proof) {
    Signatures both = new Signatures(proof, signatures.roster());
    return new TrustSet(root, next, roster, both, revoked);
  }

  TrustSet with(Roster next, Verified proof) {
    Signatures both = new Signatures(signatures.policy(), proof);
    return new TrustSet(root, policy, next, both, revoked);
  }

  /** The keys of those who may speak to the gate, and of those who may change its rules. */
  KeyLookup keys() {
    KeyLookup members = roster.keys();
    KeyLookup signers = root.keys();
    return id -> revoked.contains(id) ? null : either(members.find(id), signers.find(id));
  }

  private static @Nullable VerifyKey either(@Nullable VerifyKey one, @Nullable VerifyKey other) {
    return one == null ? other : one;
  }

  /** Whether enough keys signed it of those that the root names and nobody revoked. */
  boolean isSigned(Verified verified) {
    return isMet(root.quorum(verified.type()), verified);
  }

  boolean isMet(Quorum quorum, Verified verified) {
    List<VerifyKey> valid =
        quorum.keys().stream().filter(key -> !revoked.contains(key.keyId())).toList();
    return verified.isGood() && verified.isSignedBy(quorum.threshold(), valid);
  }

  /** Whether policy or roster rest on signatures that do not count any more. */
  boolean isUndermined() {
    return !isSigned(signatures.policy()) || !isSigned(signatures.roster());
  }

  /** Who speaks with this key, if the key was not revoked and the entry has not run out. */
  Optional<Member> member(String keyId, Instant now) {
    return revoked.contains(keyId)
        ? Optional.empty()
        : roster.withKey(keyId).filter(member -> member.isValidAt(now));
  }

  /** Key ids that get a copy of every answer. */
  List<String> twins() {
    return keyIds(TWIN_ROLE);
  }

  /** Key ids that get the challenges. */
  List<String> pulsers() {
    return Stream.concat(keyIds(PULSE_ROLE).stream(), twins().stream()).distinct().toList();
  }

  private List<String> keyIds(String role) {
    return roster.members().stream()
        .filter(member -> member.roles().contains(role))
        .flatMap(member -> member.keys().stream())
        .map(VerifyKey::keyId)
        .filter(keyId -> !revoked.contains(keyId))
        .toList();
  }

  private Stream<Document> documents() {
    return Stream.of(root, policy, roster);
  }

  /** The latest time that a signer has stated: no earlier than this it can be. */
  Instant newest() {
    return documents().map(one -> one.head().issued()).max(Instant::compareTo).orElseThrow();
  }

  /** Whether a document has certainly run out. The wall clock is not asked. */
  boolean isExpired(Instant floor) {
    return documents().anyMatch(one -> one.head().isExpiredAt(floor));
  }

  /** Whether none of these is older than somebody who knows says is needed. */
  boolean isAtLeast(Freshness.Minimum least) {
    return root.head().version() >= least.root()
        && policy.head().version() >= least.policy()
        && roster.head().version() >= least.roster();
  }

  /** Of all three documents: the same versions must stay the same documents. */
  String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(Sha256.of(root.bytes()));
    digest.update(HexFormat.of().parseHex(signatures.policy().digest()));
    digest.update(HexFormat.of().parseHex(signatures.roster().digest()));
    return HexFormat.of().formatHex(digest.digest());
  }

  RulesSeen.Versions versions() {
    return new RulesSeen.Versions(
        root.head().version(), policy.head().version(), roster.head().version());
  }

  /** In force in the place of a document of this type. */
  Document document(PayloadType type) {
    return switch (type) {
      case ROOT -> root;
      case POLICY -> policy;
      case ROSTER -> roster;
      default -> throw new IllegalArgumentException("no versioned document: " + type);
    };
  }

  Mode atMost(Mode asked) {
    return asked.isAtMost(policy.scope().maxMode()) ? asked : policy.scope().maxMode();
  }

  Optional<BoundPoint> point(String path) {
    return policy.point(path);
  }

  /** Every device that the policy names. */
  Stream<String> devices() {
    return Stream.concat(
            policy.inputs().stream().map(binding -> binding.point()),
            policy.points().stream().map(BoundPoint::point))
        .map(Names::device)
        .distinct();
  }
}
