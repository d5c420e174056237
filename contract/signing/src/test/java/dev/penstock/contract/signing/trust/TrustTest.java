package dev.penstock.contract.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.Keys;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.message.Origin;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustTest {

  private final Root root = TrustSamples.root();

  @Test
  void needsAsManySignaturesAsTheRootSays() {
    Policy policy = TrustSamples.policy();
    assertThat(root.quorum(PayloadType.POLICY).isMetBy(open(policy, 4, 5))).isTrue();
    assertThat(root.quorum(PayloadType.POLICY).isMetBy(open(policy, 4))).isFalse();
    // Key 6 is known, but for the roster alone.
    assertThat(root.quorum(PayloadType.POLICY).isMetBy(open(policy, 4, 6))).isFalse();
    assertThat(root.quorum(PayloadType.POLICY).isMetBy(open(policy, 4, 99))).isFalse();
    assertThat(root.quorum(PayloadType.POLICY).isMetBy(open(policy, 4, 4))).isFalse();
  }

  @Test
  void takesOneRosterSignatureToRevokeAndTwoForTheRoster() {
    assertThat(root.quorum(PayloadType.REVOCATION).isMetBy(open(TrustSamples.revocation(), 6)))
        .isTrue();
    assertThat(root.quorum(PayloadType.REVOCATION).isMetBy(open(TrustSamples.revocation(), 4)))
        .isFalse();
    assertThat(root.quorum(PayloadType.ROSTER).isMetBy(open(TrustSamples.roster(), 6))).isFalse();
    assertThat(root.quorum(PayloadType.RESUME)).isEqualTo(root.roster());
    assertThat(root.quorum(PayloadType.FRESHNESS)).isEqualTo(root.freshness());
    refuses(() -> root.quorum(PayloadType.SELECT), "no document");
  }

  @Test
  void needsTheOldAndTheNewKeysForTheNextRoot() {
    Root next =
        new Root(
            TrustSamples.HEAD,
            TrustSamples.quorum(1, 21),
            root.policy(),
            root.roster(),
            root.freshness());
    byte[] raw = envelope(next, 1, 2, 21).bytes();
    Verified byOld = EnvelopeReader.open(raw, PayloadType.ROOT, root.keys());
    Verified byNew = EnvelopeReader.open(raw, PayloadType.ROOT, next.keys());
    assertThat(root.root().isMetBy(byOld)).isTrue();
    assertThat(next.root().isMetBy(byNew)).isTrue();
    assertThat(next.root().isMetBy(byOld)).isFalse();
  }

  @Test
  void believesInSecondPersonsOnlyIfOneKeyCannotInventThem() {
    assertThat(root.hasCredibleRoster()).isTrue();
    Root small =
        new Root(
            TrustSamples.HEAD,
            root.root(),
            root.policy(),
            TrustSamples.quorum(1, 5, 6),
            root.freshness());
    assertThat(small.hasCredibleRoster()).isFalse();
  }

  @Test
  void refusesAQuorumThatCanNeverOrAlwaysBeMet() {
    refuses(() -> TrustSamples.quorum(0, 1), "threshold");
    refuses(() -> TrustSamples.quorum(3, 1, 2), "threshold");
    refuses(() -> TrustSamples.quorum(1, 1, 1), "none twice");
    refuses(() -> TrustSamples.quorum(1), "threshold");
  }

  @Test
  void isNotMetByWhatWasRefused() {
    byte[] nonsense = {1, 2, 3};
    Verified refused = EnvelopeReader.open(nonsense, PayloadType.ROOT, root.keys());
    assertThat(root.root().isMetBy(refused)).isFalse();
  }

  @Test
  void goesUpInVersionsAndNotTooFast() {
    assertThat(version(1).mayFollow(0)).isTrue();
    assertThat(version(5).mayFollow(4)).isTrue();
    assertThat(version(1_004).mayFollow(4)).isTrue();
    assertThat(version(1_005).mayFollow(4)).isFalse();
    assertThat(version(4).mayFollow(4)).isFalse();
    assertThat(version(3).mayFollow(4)).isFalse();
    assertThat(version(Long.MAX_VALUE).mayFollow(0)).isFalse();
    assertThat(version(Long.MAX_VALUE).mayFollow(Long.MAX_VALUE - 1)).isTrue();
    refuses(() -> version(0), "version");
  }

  @Test
  void expires() {
    Instant expires = TrustSamples.HEAD.expires();
    assertThat(TrustSamples.HEAD.isExpiredAt(expires.minusSeconds(1))).isFalse();
    assertThat(TrustSamples.HEAD.isExpiredAt(expires)).isTrue();
    refuses(() -> new DocumentHead("s", 1, expires, expires, false), "expire");
    refuses(() -> new DocumentHead("s", 1, Instant.EPOCH, expires, false), "from the year 2000");
    refuses(
        () -> new DocumentHead("s", 1, Instant.parse("2026-01-01T00:00:00.5Z"), expires, false),
        "whole seconds");
  }

  @Test
  void findsMembersByNameAndByKey() {
    Roster roster = TrustSamples.roster();
    String secondOfTwin = Keys.key(14).keyId();
    assertThat(roster.withKey(secondOfTwin)).isEqualTo(roster.named("twin")).isPresent();
    assertThat(roster.keys().find(secondOfTwin)).isEqualTo(Keys.key(14));
    assertThat(roster.withKey(Keys.key(99).keyId())).isEmpty();
    assertThat(roster.named("nobody")).isEmpty();
  }

  @Test
  void refusesTwoMembersWithOneNameOrOneKey() {
    Member alice = TrustSamples.person("alice", 1, "operator");
    refuses(() -> roster(alice, TrustSamples.person("alice", 2)), "names");
    refuses(() -> roster(alice, TrustSamples.person("bob", 1)), "keys");
    refuses(
        () -> new Member("carol", Member.Kind.PERSON, List.of(), List.of(), List.of(), null),
        "no key");
  }

  @Test
  void refusesADelegationThatIsWiderOrLongerThanItsGivers() {
    Member alice = TrustSamples.person("alice", 1, "operator");
    Instant week = Instant.parse("2026-03-08T00:00:00Z");
    assertThat(roster(alice, delegate("bob", 2, "alice", week, "operator")).members()).hasSize(2);
    refuses(
        () -> roster(alice, delegate("bob", 2, "alice", week.plusSeconds(1), "operator")),
        "7 days");
    refuses(
        () -> roster(alice, delegate("bob", 2, "alice", week, "supervisor")),
        "more than its giver");
    refuses(() -> roster(alice, delegate("bob", 2, "carol", week, "operator")), "no such giver");
    Member bob = delegate("bob", 2, "alice", week, "operator");
    refuses(
        () -> roster(alice, bob, delegate("carol", 3, "bob", week, "operator")),
        "only a delegation");
    Member optimiser =
        new Member(
            "bob",
            Member.Kind.PERSON,
            List.of(Keys.key(2)),
            List.of(),
            List.of(Origin.OPTIMISER),
            new Member.Delegation("alice", week));
    refuses(() -> roster(alice, optimiser), "more than its giver");
  }

  @Test
  void endsADelegationInTime() {
    Instant until = Instant.parse("2026-03-05T00:00:00Z");
    Member bob = delegate("bob", 2, "alice", until, "operator");
    assertThat(bob.isValidAt(until.minusSeconds(1))).isTrue();
    assertThat(bob.isValidAt(until)).isFalse();
    assertThat(TrustSamples.person("alice", 1).isValidAt(Instant.MAX)).isTrue();
  }

  @Test
  void refusesARevocationOfNothing() {
    refuses(() -> new Revocation("tanks", "r", List.of(), ""), "names a key");
    refuses(() -> new Freshness.Minimum(0, 1, 1), "1 or more");
  }

  private static DocumentHead version(long version) {
    return new DocumentHead(
        "tanks", version, TrustSamples.HEAD.issued(), TrustSamples.HEAD.expires(), false);
  }

  private static Member delegate(
      String name, int key, String giver, Instant until, String... roles) {
    return new Member(
        name,
        Member.Kind.PERSON,
        List.of(Keys.key(key)),
        List.of(roles),
        List.of(Origin.OPERATOR),
        new Member.Delegation(giver, until));
  }

  private static Roster roster(Member... members) {
    return new Roster(TrustSamples.HEAD, List.of(members));
  }

  private static Envelope envelope(Message message, int... keys) {
    Signer[] signers = new Signer[keys.length];
    for (int i = 0; i < keys.length; i++) {
      signers[i] = Keys.signer(keys[i]);
    }
    return Envelope.sign(message, signers);
  }

  private Verified open(Message message, int... keys) {
    return EnvelopeReader.open(envelope(message, keys).bytes(), message.type(), root.keys());
  }

  private static void refuses(ThrowingCallable making, String words) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
