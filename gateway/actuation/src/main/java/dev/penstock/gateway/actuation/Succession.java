package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.trust.Document;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a document may take the place of the one in force: signed by enough keys that the root
 * names, of this site and gateway, newer and not too much newer, and not run out. A root needs the
 * old root's signatures and its own; the first one never comes this way.
 */
final class Succession {

  private final TrustSet present;
  private final String gateway;

  Succession(TrustSet present, String gateway) {
    this.present = present;
    this.gateway = gateway;
  }

  /** The documents that are in force from now on, or why they are not. */
  record Result(Finding finding, @Nullable TrustSet next) {}

  Result of(Arrived message, Instant floor) throws MalformedException {
    Verified verified = message.verified();
    return switch (verified.type()) {
      case ROOT -> root(message, floor);
      case POLICY -> {
        Policy policy = verified.read(Policy::read);
        boolean ours = policy.scope().gateway().equals(gateway);
        Finding finding =
            ours
                ? check(policy, present.isSigned(verified), floor)
                : no("it is for " + policy.scope().gateway());
        yield result(finding, present.with(policy, verified));
      }
      case ROSTER -> {
        Roster roster = verified.read(Roster::read);
        Finding finding = check(roster, present.isSigned(verified), floor);
        yield result(finding, present.with(roster, verified));
      }
      default -> throw new IllegalArgumentException("no document: " + verified.type());
    };
  }

  /** The keys of the next root are known from itself alone, so it is opened once more. */
  private Result root(Arrived message, Instant floor) throws MalformedException {
    Root next = message.verified().read(Root::read);
    Verified byBoth = EnvelopeReader.open(message.raw(), PayloadType.ROOT, ofBoth(next));
    return result(check(next, follows(present, next, byBoth), floor), present.with(next));
  }

  private KeyLookup ofBoth(Root next) {
    KeyLookup old = present.root().keys();
    KeyLookup own = next.keys();
    return id -> {
      VerifyKey known = old.find(id);
      return known == null ? own.find(id) : known;
    };
  }

  /** Whether enough of the old root's keys signed it, and enough of its own. */
  static boolean follows(TrustSet present, Root next, Verified verified) {
    return present.isMet(present.root().root(), verified) && present.isMet(next.root(), verified);
  }

  private Finding check(Document next, boolean signed, Instant floor) {
    Document before = present.document(next.type());
    DocumentHead head = next.head();
    if (!signed) {
      return no("it is signed by too few of the keys that the root names for it");
    }
    if (!head.site().equals(before.head().site()) || head.demo() != before.head().demo()) {
      return no("it is of another site");
    }
    if (!head.mayFollow(before.head().version())) {
      return no(
          "version " + head.version() + " does not follow version " + before.head().version());
    }
    return head.isExpiredAt(floor) ? no("it ran out on " + head.expires()) : Finding.YES;
  }

  private static Finding no(String detail) {
    return Finding.no(Reason.DOCUMENT_REFUSED, detail);
  }

  private static Result result(Finding finding, TrustSet next) {
    return new Result(finding, finding.isYes() ? next : null);
  }
}
