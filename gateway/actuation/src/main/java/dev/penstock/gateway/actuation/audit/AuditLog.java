package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.log.Hashes;
import dev.penstock.contract.signing.log.MerkleTree;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import dev.penstock.gateway.actuation.audit.AuditRecord.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * The log of one gateway, open for writing. One thread writes; nothing is durable before {@link
 * #force} returned. A full file is followed by another one that was made ready beforehand and that
 * begins with what a start has to know of those before it, so that they are not needed any more.
 * Once a write or a force has failed nothing more is taken: what the medium holds is then unknown
 * until the next start reads it.
 */
public final class AuditLog implements AutoCloseable {

  private static final int BLOCK = 1 << 16;
  private static final int A_COMMAND = 1 << 17;

  private final AuditFiles files;
  private final String incarnation;
  private final MonotonicClock mono;
  private MerkleTree tree = new MerkleTree();
  private Carrying carrying = Carrying.NOTHING;
  private AuditFile file;
  private long end;
  private long nextIndex;
  private long exported;
  private byte[] lastHash;
  private boolean cut;
  private boolean unforced;
  private boolean failed;
  private LongSupplier trustedSeconds = () -> AuditRecord.NO_TIME;

  private AuditLog(AuditFiles files, String incarnation, MonotonicClock mono) {
    this.files = files;
    this.incarnation = incarnation;
    this.mono = mono;
    this.file = last(files.files());
    this.lastHash = new byte[AuditRecord.HASH_BYTES];
  }

  private static AuditFile last(List<AuditFile> all) {
    return all.get(all.size() - 1);
  }

  /**
   * Opens a log and hands over what a start has to know, oldest first: all of it, or what follows
   * the last CARRIED_OVER before which a twin has vouched for everything. A torn last record is cut
   * off and told.
   *
   * @param incarnation of this run, 32 hex digits
   * @throws AuditException of kind LOST if it is damaged in any other way
   */
  public static AuditLog open(
      AuditFiles files, String incarnation, MonotonicClock mono, Consumer<AuditRecord> history)
      throws AuditException {
    AuditLog log = new AuditLog(files, incarnation, mono);
    try {
      log.read(history);
      log.makeReady();
      return log;
    } catch (AuditException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw lost("a record is not what this version writes: " + e.getMessage());
    } catch (IOException e) {
      throw new AuditException(
          AuditException.Kind.FAILED, log.file.name() + ": " + e.getMessage(), e);
    }
  }

  private void read(Consumer<AuditRecord> history) throws IOException {
    List<AuditFile> all = files.files();
    AuditScan found =
        AuditScan.of(
            needed(all),
            record -> {
              learn(record);
              history.accept(record);
            });
    end = found.end();
    nextIndex = found.nextIndex();
    exported = found.exported();
    lastHash = found.lastHash();
    AuditDamage damage = found.damage();
    if (found.isNew()) {
      file.write(AuditFormat.header(0, lastHash), 0);
      file.force();
    } else if (damage != null && damage.kind() == Kind.TORN_TAIL) {
      cut();
    } else if (damage != null) {
      throw lost(damage.toString());
    } else if (begins(all.get(0)) > exported || found.firstIndex() != tree.first()) {
      throw lost("the log begins with record " + begins(all.get(0)) + ": earlier files are gone");
    }
  }

  /**
   * A log that was full when it was closed must not keep the gate shut when there is space again.
   */
  private void makeReady() {
    if (end > file.size() - file.size() / 4) {
      files.prepareNextNow();
    }
  }

  private static long begins(AuditFile file) throws IOException {
    return AuditFormat.start(file).map(AuditFormat.Start::index).orElse(0L);
  }

  /** From the newest file on before which a twin has vouched for everything. */
  private static List<AuditFile> needed(List<AuditFile> all) throws IOException {
    long cosigned = CarryOver.in(last(all)).map(CarryOver::cosigned).orElse(0L);
    for (int i = all.size() - 1; i > 0; i--) {
      if (begins(all.get(i)) <= cosigned && CarryOver.in(all.get(i)).isPresent()) {
        return all.subList(i, all.size());
      }
    }
    return all;
  }

  private void learn(AuditRecord record) {
    if (record.type() == RecordType.CARRIED_OVER && tree.size() == 0) {
      tree = CarryOver.of(record).tree();
    }
    tree.add(Hashes.leaf(record.bytes()));
  }

  private static AuditException lost(String what) {
    return new AuditException(
        AuditException.Kind.LOST,
        "LOG_LOST: " + what + "; nothing is written until a person has looked");
  }

  private void cut() throws IOException {
    for (long at = end; at < file.size(); at += BLOCK) {
      file.write(ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - at)), at);
    }
    file.force();
    cut = true;
    Logger.warn(
        "audit log ended in an unfinished record, which was cut off: log={} index={}",
        file.name(),
        nextIndex);
  }

  /** Whether an unfinished last record was cut off when the log was opened. */
  public boolean wasCut() {
    return cut;
  }

  /** From now on records say how late it is at least, in seconds since 1970. */
  public void timedBy(LongSupplier seconds) {
    trustedSeconds = seconds;
  }

  /** From now on a new file begins with this, and it is told of every record. */
  public void carry(Carrying what) {
    carrying = what;
  }

  /** Whether a record of this type and size can still be written. */
  public boolean hasRoom(RecordType type, int bodyBytes) {
    int span = AuditFormat.span(AuditRecord.FIXED_BYTES + bodyBytes);
    return !failed && (fits(type, span) || fitsIntoNext(span));
  }

  /** Bytes that all records of one command take at most, sixteen approvals included. */
  public int aCommand() {
    return (int) Math.min(A_COMMAND, file.size() / 8);
  }

  /** Without a file to follow, the last quarter is kept for what a write needs. */
  private boolean fits(RecordType type, int span) {
    long kept = type.isVital() || files.isNextReady() ? 0 : file.size() / 4;
    return end + span <= file.size() - kept;
  }

  private boolean fitsIntoNext(int span) {
    if (!files.isNextReady()) {
      return false;
    }
    int carried = AuditFormat.span(AuditRecord.FIXED_BYTES + carriedOver().length);
    return AuditFormat.HEADER_BYTES + carried + span <= files.nextBytes();
  }

  /** Goes on in the next file if a record of this size would: what it says may depend on that. */
  void makeRoom(RecordType type, int bodyBytes) throws AuditException {
    int span = AuditFormat.span(AuditRecord.FIXED_BYTES + bodyBytes);
    if (!failed && !fits(type, span) && fitsIntoNext(span)) {
      turnOver();
    }
  }

  /** Adds a record; it is durable only after {@link #force}. */
  public AuditRecord append(RecordType type, byte[] body) throws AuditException {
    requireSound();
    if (!hasRoom(type, body.length)) {
      files.prepareNext();
      throw new AuditException(
          AuditException.Kind.FULL,
          file.name() + " has no room for " + type + ": make space on its disk");
    }
    int span = AuditFormat.span(AuditRecord.FIXED_BYTES + body.length);
    if (!fits(type, span)) {
      turnOver();
    }
    AuditRecord record = next(type, body);
    try {
      file.write(AuditFormat.framed(record), end);
    } catch (IOException e) {
      throw failed(e);
    }
    end += span;
    unforced = true;
    took(record);
    prepareInTime();
    return record;
  }

  private AuditRecord next(RecordType type, byte[] body) {
    Moment now = new Moment(incarnation, mono.nanos(), trustedSeconds.getAsLong());
    return AuditRecord.of(type, nextIndex, now, lastHash, body);
  }

  private void took(AuditRecord record) {
    nextIndex++;
    lastHash = record.hash();
    tree.add(Hashes.leaf(record.bytes()));
    carrying.saw(record);
  }

  private void prepareInTime() {
    if (end > file.size() / 2 && !files.isNextReady()) {
      files.prepareNext();
    }
  }

  /**
   * The next file names the last record of this one, which must not be lost after that. It has its
   * name only when its first record is on the medium.
   */
  private void turnOver() throws AuditException {
    force();
    AuditRecord first = next(RecordType.CARRIED_OVER, carriedOver());
    ByteBuffer framed = AuditFormat.framed(first);
    end = (long) AuditFormat.HEADER_BYTES + framed.remaining();
    ByteBuffer beginning = ByteBuffer.allocate((int) end);
    beginning.put(AuditFormat.header(nextIndex, lastHash)).put(framed).flip();
    try {
      file = files.next(nextIndex, beginning);
    } catch (AuditException e) {
      failed = true;
      throw e;
    }
    took(first);
  }

  private byte[] carriedOver() {
    JsonWriter body = new JsonWriter().object();
    CarryOver.write(body, tree, carrying.cosigned(), exported);
    carrying.write(body);
    return body.endObject().bytes();
  }

  /** The oldest file, if it is full. */
  Optional<FullFile> oldest() throws AuditException {
    List<AuditFile> all = files.files();
    try {
      return all.size() < 2
          ? Optional.empty()
          : Optional.of(new FullFile(all.get(0), begins(all.get(0)), begins(all.get(1))));
    } catch (IOException e) {
      throw new AuditException(AuditException.Kind.FAILED, all.get(0).name() + ": " + e, e);
    }
  }

  /**
   * A file in which nothing is written any more.
   *
   * @param first number of its first record
   * @param next number of the first record after it
   */
  record FullFile(AuditFile file, long first, long next) {}

  /**
   * Removes the oldest file, of which somebody has a copy; that is on record before.
   *
   * @param sha256 of the copy, in hex
   */
  void remove(FullFile old, String sha256) throws AuditException {
    JsonWriter body = new JsonWriter().object().field("file", old.file().name());
    body.field("first", old.first()).field("next", old.next()).field("sha256", sha256);
    append(RecordType.EXPORTED, body.endObject().bytes());
    force();
    exported = old.next();
    try {
      files.remove(old.file());
    } catch (IOException e) {
      Logger.warn("an exported audit log file cannot be removed: file={} {}", old.file().name(), e);
    }
  }

  /** Returns when every record is on the medium. */
  public void force() throws AuditException {
    requireSound();
    if (!unforced) {
      return;
    }
    try {
      file.force();
      unforced = false;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void requireSound() throws AuditException {
    if (failed) {
      throw new AuditException(
          AuditException.Kind.FAILED,
          file.name() + " failed before: check the disk and restart the gateway");
    }
  }

  private AuditException failed(IOException e) {
    failed = true;
    return new AuditException(AuditException.Kind.FAILED, file.name() + ": " + e.getMessage(), e);
  }

  public String incarnation() {
    return incarnation;
  }

  public boolean isSound() {
    return !failed;
  }

  /** Of the record that would be written next, and so how many there are. */
  public long nextIndex() {
    return nextIndex;
  }

  /** In the present file. */
  public long freeBytes() {
    return file.size() - end;
  }

  /** The log as it is now. */
  public LogHead head(String origin) {
    return new LogHead(origin, tree.size(), HexFormat.of().formatHex(tree.root()));
  }

  /** Whether the log knows what it was like at a length: a start does not read old files. */
  boolean reachesBackTo(long size) {
    return size == 0 || size >= tree.first();
  }

  /** Whether the log begins with all of a log that somebody has seen, as far as it reaches back. */
  public boolean includes(LogHead seen) {
    return !reachesBackTo(seen.size())
        || (seen.size() <= tree.size()
            && HexFormat.of().formatHex(tree.root((int) seen.size())).equals(seen.root()));
  }

  /** Proves that the log with this head grew out of the one with that many records. */
  List<String> growth(long from, LogHead to) {
    return tree.consistency((int) from, (int) to.size()).stream()
        .map(HexFormat.of()::formatHex)
        .toList();
  }

  @Override
  public void close() {
    files.close();
  }
}
