package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Resume;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the signed messages in records: who signed each, and that what a record says of it is what
 * was signed. For a command that means: this person signed this operate, which names this offer,
 * which the gateway signed and which shows this point and value.
 */
final class MessageCheck {

  private final TrustInLog trust;
  private final Set<String> intents = new HashSet<>();
  private final Set<String> operated = new HashSet<>();
  private long commands;
  private long signatures;
  private long unchecked;

  MessageCheck(TrustInLog trust) {
    this.trust = trust;
  }

  void check(AuditRecord record, Json body) throws Wrong, MalformedException {
    switch (record.type()) {
      case SELECT -> verified(body, "select", PayloadType.SELECT);
      case APPROVAL -> verified(body, "approval", PayloadType.APPROVAL);
      case INTENT -> intent(body);
      case ABORTED, OUTCOME, LEASE_END, REVERT_INTENT, REVERT_OUTCOME, OVERRIDDEN -> follows(body);
      case REVOCATION -> revocation(body);
      default -> {
        if (body.has("message") && !body.get("message").text().isEmpty()) {
          open(body.get("message").text(), EnumSet.allOf(PayloadType.class));
        }
      }
    }
  }

  /** Leases that began in a part of the log that is not here. */
  void began(Json carried) {
    intents.addAll(leases(carried));
  }

  /** Whether there are no other leases than those that began here. */
  boolean agrees(Json carried) {
    return intents.containsAll(leases(carried));
  }

  private static List<String> leases(Json carried) {
    return carried.list(lease -> lease.get("lease_id").text());
  }

  /** Whatever ends a lease is about one that an intent began. */
  private void follows(Json body) throws Wrong {
    String lease = body.get("lease_id").text();
    require(intents.contains(lease), "is about lease " + lease + ", which no intent began");
  }

  private void intent(Json body) throws Wrong, MalformedException {
    intents.add(body.get("lease_id").text());
    commands++;
    String answers = body.get("answers").text();
    require(operated.add(answers), "is the second intent for one operate");
    Verified operate = verified(body, "operate", PayloadType.OPERATE);
    require(operate.digest().equals(answers), "names another operate than it holds");
    require(operate.signer().keyId().equals(body.get("key_id").text()), "names another key");
    Operate order = operate.read(Operate::read);
    require(order.head().issuer().equals(body.get("issuer").text()), "names another issuer");
    require(order.head().cmdId().equals(body.get("cmd_id").text()), "names another command");
    Offer offer = offer(body.get("offer").text(), order.offerSha256());
    String value = offer.asked().demand().value().toString();
    require(offer.asked().demand().point().equals(body.get("point").text()), "other point");
    require(value.equals(plain(body.get("value"))), "its value is not the one that was offered");
    require(body.has("approvals"), "does not say who approved");
    for (String approval : body.get("approvals").list(Json::text)) {
      approval(approval, order);
    }
  }

  private static String plain(Json value) {
    return String.valueOf(value.plain());
  }

  private Offer offer(String envelope, String digest) throws Wrong, MalformedException {
    VerifyKey gateway = trust.gatewayKey();
    KeyLookup keys = gateway == null ? id -> null : KeyLookup.of(gateway);
    Offer offer;
    if (gateway == null) {
      unchecked++;
      offer = read(envelope, Offer::read);
      require(Sha256.hex(offer.bytes()).equals(digest), "other offer");
    } else {
      Verified verified = EnvelopeReader.open(bytes(envelope), PayloadType.OFFER, keys);
      require(verified.isGood(), "its offer is not signed by the gateway");
      signatures++;
      require(verified.digest().equals(digest), "its operate is for another offer");
      offer = verified.read(Offer::read);
    }
    return offer;
  }

  private void approval(String envelope, Operate order) throws Wrong, MalformedException {
    Verified verified = open(envelope, EnumSet.of(PayloadType.APPROVAL));
    Approval approval = verified.read(Approval::read);
    require(approval.offerSha256().equals(order.offerSha256()), "an approval is of another offer");
    String issuer = approval.head().issuer();
    require(!issuer.equals(order.head().issuer()), "its issuer approved it");
    require(isName(verified, issuer), "an approval is not by " + issuer);
  }

  private boolean isName(Verified verified, String name) {
    return trust
        .member(verified.signer().keyId())
        .map(Member::name)
        .filter(name::equals)
        .isPresent();
  }

  private void revocation(Json body) throws Wrong, MalformedException {
    Verified verified = verified(body, "message", PayloadType.REVOCATION);
    Revocation revocation = verified.read(Revocation::read);
    List<String> named = body.get("points").list(Json::text);
    require(revocation.keys().equals(named), "names other keys than the revocation");
    trust.revoke(named);
  }

  /** A resume is signed like a roster. */
  void resume(Json body) throws Wrong, MalformedException {
    Verified verified = verified(body, "message", PayloadType.RESUME);
    boolean enough =
        trust.root().map(root -> root.quorum(PayloadType.RESUME).isMetBy(verified)).orElse(false);
    require(enough, "the resume is signed by too few of the roster's keys");
    Resume resume = verified.read(Resume::read);
    require(resume.nextOrigin().equals(body.get("origin").text()), "opens another origin");
  }

  private Verified verified(Json body, String name, PayloadType type) throws Wrong {
    return open(body.get(name).text(), EnumSet.of(type));
  }

  private Verified open(String envelope, Set<PayloadType> types) throws Wrong {
    require(trust.isKnown(), "holds a message before the trust documents that it counts by");
    Verified verified = EnvelopeReader.open(bytes(envelope), types, trust.keys());
    require(
        verified.isGood(), "a message in it is not what its sender signed: " + verified.verdict());
    signatures++;
    return verified;
  }

  /** What an envelope says, whoever signed it: for those whose signatures are checked apart. */
  <T> T read(String envelope, Verified.PayloadReader<T> reader) throws MalformedException {
    byte[] payload =
        Base64.getDecoder().decode(Json.parse(bytes(envelope), 1 << 20).get("payload").text());
    return reader.read(payload);
  }

  void count(boolean checked) {
    if (checked) {
      signatures++;
    } else {
      unchecked++;
    }
  }

  AuditReport.Checked checked() {
    return new AuditReport.Checked(signatures, unchecked, commands);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String otherwise) throws Wrong {
    if (!holds) {
      throw new Wrong(Kind.EVIDENCE_WRONG, otherwise);
    }
  }
}
