package dev.penstock.gateway.actuation;

import dev.penstock.contract.Names;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.site.SiteRoles;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
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
 * @param revoked key ids that nobody obeys any more, ever
 */
record TrustSet(Root root, Policy policy, Roster roster, Set<String> revoked) {

  /** A member with this role is sent a copy of everything that the gateway answers. */
  static final String TWIN_ROLE = SiteRoles.TWIN;

  TrustSet {
    revoked = Set.copyOf(revoked);
  }

  TrustSet without(List<String> keys) {
    Set<String> more = new HashSet<>(revoked);
    more.addAll(keys);
    return new TrustSet(root, policy, roster, more);
  }

  /** The keys of those who may speak to the gate, and of those who may take rights away. */
  KeyLookup keys() {
    KeyLookup members = roster.keys();
    KeyLookup signers = root.keys();
    return id -> revoked.contains(id) ? null : either(members.find(id), signers.find(id));
  }

  private static @Nullable VerifyKey either(@Nullable VerifyKey one, @Nullable VerifyKey other) {
    return one == null ? other : one;
  }

  /** Who speaks with this key, if the key was not revoked and the entry has not run out. */
  Optional<Member> member(String keyId) {
    return revoked.contains(keyId)
        ? Optional.empty()
        : roster.withKey(keyId).filter(member -> member.isValidAt(floor()));
  }

  /** Key ids that get a copy of every answer. */
  List<String> twins() {
    return roster.members().stream()
        .filter(member -> member.roles().contains(TWIN_ROLE))
        .flatMap(member -> member.keys().stream())
        .map(VerifyKey::keyId)
        .toList();
  }

  /** No earlier than this it can be: the latest time that a signer has stated. */
  Instant floor() {
    return Stream.of(root.head(), policy.head(), roster.head())
        .map(head -> head.issued())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Whether a document has certainly run out. The wall clock is not asked. */
  boolean isExpired() {
    Instant floor = floor();
    return Stream.of(root.head(), policy.head(), roster.head())
        .anyMatch(head -> head.isExpiredAt(floor));
  }

  /** Of all three documents: the same versions must stay the same documents. */
  String sha256() {
    MessageDigest digest = Sha256.digest();
    digest.update(Sha256.of(root.bytes()));
    digest.update(Sha256.of(policy.bytes()));
    digest.update(Sha256.of(roster.bytes()));
    return HexFormat.of().formatHex(digest.digest());
  }

  Recovery.Versions versions() {
    return new Recovery.Versions(
        root.head().version(), policy.head().version(), roster.head().version());
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
