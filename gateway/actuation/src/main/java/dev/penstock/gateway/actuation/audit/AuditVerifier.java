package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.log.Hashes;
import dev.penstock.contract.signing.log.MerkleTree;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log with nothing but its bytes and public keys. {@link AuditScan} has followed the chain
 * of hashes; here is everything else, in the order of docs/audit-format.md: each checkpoint against
 * the records before it, each cosignature against its checkpoint, each signed message against the
 * trust documents in the log, and at the end the witnesses. Stops at the first thing that is wrong.
 */
public final class AuditVerifier {

  private static final int MOST_BYTES = AuditRecord.MAX_BYTES;

  private final AuditKeys known;
  private final TrustInLog trust;
  private final MessageCheck messages;
  private MerkleTree tree = new MerkleTree();
  private final Map<LogHead, Boolean> stated = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable AuditDamage damage;
  private String gateway = "";
  private String origin = "";
  private long byGateway;
  private long byTwin;

  private AuditVerifier(AuditKeys known) {
    this.known = known;
    this.trust = new TrustInLog(known);
    this.messages = new MessageCheck(trust);
  }

  /** Checks all of a log. */
  public static AuditReport verify(AuditArchive log, AuditKeys known) throws AuditException {
    AuditVerifier verifier = new AuditVerifier(known);
    Optional<AuditDamage> chain = log.read(record -> verifier.take(record, log));
    AuditDamage first = verifier.damage != null ? verifier.damage : chain.orElse(null);
    return verifier.report(first != null ? first : verifier.disagreement(log));
  }

  private void take(AuditRecord record, AuditArchive log) {
    if (damage != null) {
      return;
    }
    try {
      check(record, Json.parse(record.body(), MOST_BYTES));
    } catch (Wrong e) {
      damage = new AuditDamage(e.kind(), log.fileOf(record.index()), record.index(), words(e));
    } catch (MalformedException | IllegalArgumentException e) {
      String words = "its body cannot be read: " + e.getMessage();
      damage =
          new AuditDamage(Kind.EVIDENCE_WRONG, log.fileOf(record.index()), record.index(), words);
    }
    tree.add(Hashes.leaf(record.bytes()));
  }

  private static String words(Wrong e) {
    return String.valueOf(e.getMessage());
  }

  private void check(AuditRecord record, Json body) throws Wrong, MalformedException {
    switch (record.type()) {
      case START -> start(record, body);
      case CARRIED_OVER -> carriedOver(record, body);
      case TRUST_SET -> trust.set(body);
      case CHECKPOINT -> checkpoint(record, SignedNote.parse(body.get("note").text()));
      case COSIGNATURE -> cosignature(body);
      case ROLLED_BACK -> note(record, "the gateway found that its log had been rolled back");
      case RESUME -> resume(record, body);
      default -> messages.check(record, body);
    }
  }

  /** The first start names the gateway, and so the log's first origin. */
  private void start(AuditRecord record, Json body) throws Wrong {
    String name = body.get("gateway").text();
    if (gateway.isEmpty()) {
      gateway = name;
      origin = named(gateway + "/audit");
      trust.gateway(gateway);
    } else if (!gateway.equals(name)) {
      throw new Wrong(Kind.EVIDENCE_WRONG, "starts gateway " + name + " in a log of " + gateway);
    }
    if (body.has("cut") && body.get("cut").bool()) {
      note(record, "an unfinished record was cut off before this start");
    }
  }

  /**
   * What a file says of those before it: here they are, and have to agree; or they are elsewhere,
   * and this is where the check begins. Then the next checkpoint stands for the peaks.
   */
  private void carriedOver(AuditRecord record, Json body) throws Wrong, MalformedException {
    MerkleTree before = CarryOver.of(record).tree();
    Json custody = body.get("custody");
    Json gate = body.get("gate");
    if (tree.size() == 0) {
      tree = before;
      gateway = custody.get("gateway").text();
      origin = named(custody.get("origin").text());
      trust.gateway(gateway);
      trust.set(gate.get("trust"));
      trust.revoke(gate.get("revoked").list(Json::text));
      messages.began(gate.get("open"));
      note(record, "the records before this one are elsewhere: name the exported files, too");
      return;
    }
    boolean agrees =
        hex(before.root()).equals(hex(tree.root()))
            && custody.get("gateway").text().equals(gateway)
            && custody.get("origin").text().equals(origin)
            && trust.agrees(gate)
            && messages.agrees(gate.get("open"));
    if (!agrees) {
      throw new Wrong(Kind.EVIDENCE_WRONG, "does not say what the records before it say");
    }
  }

  /** It is about exactly the records before it. */
  private void checkpoint(AuditRecord record, SignedNote note) throws Wrong {
    LogHead head = note.head();
    if (!head.origin().equals(origin)) {
      throw new Wrong(Kind.CHECKPOINT_WRONG, "is of another log: " + head.origin());
    }
    if (head.size() != tree.size() || !head.root().equals(hex(tree.root()))) {
      throw new Wrong(
          Kind.CHECKPOINT_WRONG,
          "states " + head.size() + " records with a root that those before it do not have");
    }
    VerifyKey key = trust.gatewayKey();
    if (key != null && !note.isSignedBy(gateway, key)) {
      throw new Wrong(Kind.CHECKPOINT_WRONG, "is not signed by the key of " + gateway);
    }
    messages.count(key != null);
    stated.put(head, true);
    byGateway = key == null ? byGateway : record.index() + 1;
  }

  private void cosignature(Json body) throws Wrong, MalformedException {
    Cosignature said = messages.read(body.get("message").text(), Cosignature::read);
    if (said.head().size() < tree.first()) {
      messages.count(false);
      return;
    }
    if (!stated.containsKey(said.head())) {
      throw new Wrong(Kind.COSIGNATURE_WRONG, "is over a checkpoint that is not in the log");
    }
    SignedNote note = SignedNote.of(said);
    List<VerifyKey> twins = trust.twinKeys(said.issuer());
    if (twins.stream().noneMatch(key -> note.isSignedBy(said.issuer(), key))) {
      throw new Wrong(Kind.COSIGNATURE_WRONG, "is not signed by a key of " + said.issuer());
    }
    messages.count(true);
    byTwin = said.head().size();
  }

  private void resume(AuditRecord record, Json body) throws Wrong, MalformedException {
    messages.resume(body);
    origin = named(body.get("origin").text());
    note(record, "the site resumed the log under the origin " + origin);
  }

  /** What twins and people have kept must be the beginning of this log. */
  private @Nullable AuditDamage disagreement(AuditArchive log) {
    for (SignedNote note : known.witnesses()) {
      LogHead seen = note.head();
      if (seen.size() < tree.first()) {
        notes.add("the witness over " + seen.size() + " records is of a part that is not here");
        continue;
      }
      boolean ours =
          seen.size() <= tree.size() && hex(tree.root((int) seen.size())).equals(seen.root());
      if (!ours) {
        long record = Math.min(seen.size(), tree.size());
        String words =
            seen.size() > tree.size()
                ? "the log ends before this record; the witness has seen " + seen.size()
                : "the " + seen.size() + " records before this one are not those of the witness";
        return new AuditDamage(Kind.WITNESS_DISAGREES, log.fileOf(record), record, words);
      }
    }
    return null;
  }

  private AuditReport report(@Nullable AuditDamage wrong) {
    long after = tree.size() - byGateway;
    if (after > 0) {
      notes.add(
          after
              + " of "
              + tree.size()
              + " records come after the last signed checkpoint:"
              + " only the chain of hashes holds them");
    }
    trust.unpinned().ifPresent(notes::add);
    LogHead head =
        new LogHead(origin.isEmpty() ? "unknown" : origin, tree.size(), hex(tree.root()));
    return new AuditReport(
        head, new AuditReport.Vouched(byGateway, byTwin), messages.checked(), notes, wrong);
  }

  private static String named(String origin) throws Wrong {
    try {
      Texts.id("origin", origin);
      return origin;
    } catch (IllegalArgumentException e) {
      throw new Wrong(Kind.EVIDENCE_WRONG, e.getMessage());
    }
  }

  private void note(AuditRecord record, String words) {
    notes.add("record " + record.index() + ": " + words);
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
