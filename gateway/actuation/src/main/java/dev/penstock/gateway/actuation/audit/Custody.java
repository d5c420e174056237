package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Resume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Has others vouch for the log: states its root in signed checkpoints, keeps what twins cosigned,
 * and notices when the log lacks something that was cosigned. Then it states nothing more, for it
 * would contradict itself, until the site opens another origin. Used by one thread.
 */
public final class Custody {

  private static final int RECORDS = 256;
  private static final long EVERY = Duration.ofSeconds(60).toNanos();
  private static final long AGAIN = Duration.ofSeconds(10).toNanos();

  /** A checkpoint is about all records before it, so nothing may come between. */
  private static final int MOST_OF_A_NOTE = 1 << 11;

  /** Who states it: the gateway by its name and key. */
  public record Owner(String gateway, KeySigner key) {}

  /**
   * What is missing: a head that the gateway signed and the log does not have.
   *
   * @param nonce a resume has to name it
   */
  public record RolledBack(SignedNote seen, String nonce) {}

  private final AuditLog log;
  private final Owner owner;
  private final CustodyHistory history;
  private final WitnessMemory memory;
  private final String nonce;
  private final Map<String, Long> cosigned = new HashMap<>();
  private @Nullable RolledBack rolledBack;
  private @Nullable LogHead stated;
  private String statement = "";
  private long sealed;
  private long quietUntil;
  private long sealedAt;
  private long toldAt;

  /**
   * Looks whether the log has all that was cosigned, and records it if not.
   *
   * @param history of the same log
   * @param nonce 16 random bytes in hex, new in each run
   */
  public Custody(
      AuditLog log, Owner owner, CustodyHistory history, WitnessMemory memory, String nonce)
      throws AuditException {
    this.log = log;
    this.owner = owner;
    this.history = history;
    this.memory = memory;
    this.nonce = nonce;
    Optional<SignedNote> seen = history.rolledBackTo();
    if (seen.isEmpty()) {
      seen = memory.read().filter(note -> isMissing(note.head()));
    }
    if (seen.isPresent()) {
      rollBack(seen.get());
    }
  }

  /** Whether it is of a log that this one does not go on from. */
  public boolean isMissing(LogHead seen) {
    boolean earlier = history.isEarlier(seen.origin());
    return !earlier && !(seen.origin().equals(history.origin()) && log.includes(seen));
  }

  private void rollBack(SignedNote seen) throws AuditException {
    rolledBack = new RolledBack(seen, nonce);
    LogHead head = seen.head();
    Logger.error(
        "ROLLED_BACK: the audit log lacks what was cosigned; only toward-safe acts until the"
            + " roster's signers resume it (penstock trust resume): origin={} cosigned={} here={}"
            + " nonce={}",
        head.origin(),
        head.size(),
        log.nextIndex(),
        nonce);
    JsonWriter body = new JsonWriter().object().field("seen", seen.toString());
    put(RecordType.ROLLED_BACK, body.field("nonce", nonce));
  }

  /** A record of ours is no news to be sealed. */
  private void put(RecordType type, JsonWriter body) throws AuditException {
    boolean news = hasNews();
    history.saw(log.append(type, body.endObject().bytes()));
    log.force();
    quietUntil = news ? quietUntil : log.nextIndex();
  }

  private boolean hasNews() {
    return log.nextIndex() > quietUntil;
  }

  /** What is missing; empty as long as all is well. */
  public Optional<RolledBack> rolledBack() {
    return Optional.ofNullable(rolledBack);
  }

  /** Names the log in checkpoints. */
  public String origin() {
    return history.origin();
  }

  /** Whether there is something to tell the twins. */
  public boolean isDue(long now) {
    boolean able = rolledBack == null && log.isSound();
    return able && (isSealDue(now) || (now - toldAt >= AGAIN && !isCosigned()));
  }

  private boolean isSealDue(long now) {
    boolean full = now - sealedAt >= EVERY || log.nextIndex() - sealed >= RECORDS;
    return stated == null || (full && hasNews());
  }

  private boolean isCosigned() {
    LogHead head = stated;
    return head == null || cosigned.values().stream().anyMatch(size -> size >= head.size());
  }

  /** Whether each of these twins has vouched in this run for so many records. */
  boolean isCosigned(Collection<String> twinKeyIds, long size) {
    return !twinKeyIds.isEmpty()
        && rolledBack == null
        && twinKeyIds.stream().allMatch(twin -> cosigned.getOrDefault(twin, 0L) >= size);
  }

  /** Makes ready what is to be told; a new checkpoint's record is durable when it returns. */
  public void prepare(long now) throws AuditException {
    toldAt = now;
    if (isSealDue(now)) {
      seal(now);
    }
  }

  /** States the log as it is, if it says anything new; to be done before it is closed, too. */
  public void seal(long now) throws AuditException {
    boolean news = stated == null || hasNews();
    if (rolledBack != null || !news) {
      return;
    }
    log.makeRoom(RecordType.CHECKPOINT, MOST_OF_A_NOTE);
    LogHead head = log.head(history.origin());
    String line = SignedNote.sign(head, owner.gateway(), owner.key().publicKey(), owner.key());
    String note = new SignedNote(head, List.of(line)).toString();
    put(RecordType.CHECKPOINT, new JsonWriter().object().field("note", note));
    sealed = log.nextIndex();
    quietUntil = sealed;
    sealedAt = now;
    stated = head;
    statement = line;
  }

  /** The last checkpoint for a twin, with the proof from what it is known to have. */
  public Optional<Checkpoint> statementFor(String twinKeyId) {
    LogHead head = stated;
    if (head == null || rolledBack != null) {
      return Optional.empty();
    }
    long since = Math.min(cosigned.getOrDefault(twinKeyId, 0L), head.size());
    if (!log.reachesBackTo(since)) {
      Logger.warn(
          "a twin has an older log than can be proved from; give it the newest witness:"
              + " twin={} has={}",
          twinKeyId,
          since);
      return Optional.empty();
    }
    return Optional.of(
        new Checkpoint(owner.gateway(), head, statement, since, log.growth(since, head)));
  }

  /**
   * Takes what a twin answered to a checkpoint.
   *
   * @param twin the key that the twin signs with
   * @param envelope as it came, for the log
   * @return whether the twin lacks what was stated and should be told again, with a proof
   */
  public boolean cosigned(Cosignature answer, VerifyKey twin, byte[] envelope)
      throws AuditException {
    LogHead head = answer.head();
    VerifyKey own = owner.key().publicKey();
    boolean signed =
        answer.aud().equals(owner.gateway())
            && SignedNote.verifies(head, answer.signature(), answer.issuer(), twin)
            && SignedNote.verifies(head, answer.gatewaySignature(), owner.gateway(), own);
    if (!signed || rolledBack != null || history.isEarlier(head.origin())) {
      return false;
    }
    SignedNote note = SignedNote.of(answer);
    if (isMissing(head)) {
      rollBack(note);
      return false;
    }
    if (head.size() > cosigned.getOrDefault(twin.keyId(), -1L)) {
      cosigned.put(twin.keyId(), head.size());
      keep(note, envelope);
    }
    return stated != null && stated.size() > head.size();
  }

  /** The same head again is not worth a record. */
  private void keep(SignedNote note, byte[] envelope) throws AuditException {
    if (note.head().size() <= history.cosigned()) {
      return;
    }
    String text = new String(envelope, StandardCharsets.UTF_8);
    JsonWriter body = new JsonWriter().object().field("size", note.head().size());
    put(RecordType.COSIGNATURE, body.field("message", text));
    try {
      memory.write(note);
    } catch (IOException e) {
      Logger.warn("a cosigned checkpoint could not be kept beside the trust set: {}", e.toString());
    }
  }

  /**
   * Opens another origin after the log was rolled back. That the roster's signers want it, the
   * caller has checked.
   *
   * @return why not; empty if it was done
   */
  public Optional<String> resume(Resume resume, byte[] envelope) throws AuditException {
    RolledBack missing = rolledBack;
    if (missing == null) {
      return Optional.of("the log is not rolled back");
    }
    if (!resume.aud().equals(owner.gateway()) || !resume.nonce().equals(missing.nonce())) {
      return Optional.of("it answers another gateway or run; the nonce is " + missing.nonce());
    }
    if (!resume.lost().equals(missing.seen().head())) {
      return Optional.of("it is about another log than " + missing.seen().head());
    }
    if (resume.nextOrigin().equals(history.origin()) || history.isEarlier(resume.nextOrigin())) {
      return Optional.of("the origin " + resume.nextOrigin() + " was used before");
    }
    String text = new String(envelope, StandardCharsets.UTF_8);
    put(RecordType.RESUME, resumed(resume, text));
    rolledBack = null;
    stated = null;
    cosigned.clear();
    try {
      memory.forget();
    } catch (IOException e) {
      Logger.warn("the old witness memory could not be removed: {}", e.toString());
    }
    return Optional.empty();
  }

  private static JsonWriter resumed(Resume resume, String message) {
    return new JsonWriter()
        .object()
        .field("origin", resume.nextOrigin())
        .field("lost_origin", resume.lost().origin())
        .field("message", message);
  }

  /** The notes of a log can be read by anybody who has its text. */
  static SignedNote note(String text) {
    try {
      return SignedNote.parse(text);
    } catch (MalformedException e) {
      throw new IllegalStateException("a note in the log is damaged", e);
    }
  }
}
