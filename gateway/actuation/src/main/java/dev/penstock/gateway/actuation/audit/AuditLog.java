package dev.penstock.gateway.actuation.audit;

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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * The log of one gateway, open for writing. One thread writes; nothing is durable before {@link
 * #force} returned. A full file is followed by another one that was made ready beforehand. Once a
 * write or a force has failed nothing more is taken: what the medium holds is then unknown until
 * the next start reads it.
 */
public final class AuditLog implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final AuditFiles files;
  private final String incarnation;
  private final MonotonicClock mono;
  private final MerkleTree tree = new MerkleTree();
  private AuditFile file;
  private long end;
  private long nextIndex;
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
   * Opens a log and hands over what it holds, oldest first. A torn last record is cut off and told.
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
      return log;
    } catch (AuditException e) {
      throw e;
    } catch (IOException e) {
      throw new AuditException(
          AuditException.Kind.FAILED, log.file.name() + ": " + e.getMessage(), e);
    }
  }

  private void read(Consumer<AuditRecord> history) throws IOException {
    AuditScan found =
        AuditScan.of(
            files.files(),
            record -> {
              tree.add(Hashes.leaf(record.bytes()));
              history.accept(record);
            });
    end = found.end();
    nextIndex = found.nextIndex();
    lastHash = found.lastHash();
    AuditDamage damage = found.damage();
    if (found.isNew()) {
      file.write(AuditFormat.header(0, lastHash), 0);
      file.force();
    } else if (damage != null && damage.kind() == Kind.TORN_TAIL) {
      cut();
    } else if (damage != null) {
      throw lost(damage.toString());
    } else if (found.firstIndex() > 0) {
      throw lost("the log begins with record " + found.firstIndex() + ": earlier files are gone");
    }
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

  /** Whether a record of this type and size can still be written. */
  public boolean hasRoom(RecordType type, int bodyBytes) {
    int span = AuditFormat.span(AuditRecord.FIXED_BYTES + bodyBytes);
    return !failed && (fits(type, span) || fitsIntoNext(span));
  }

  /** Without a file to follow, the last quarter is kept for what a write needs. */
  private boolean fits(RecordType type, int span) {
    long kept = type.isVital() || files.isNextReady() ? 0 : file.size() / 4;
    return end + span <= file.size() - kept;
  }

  private boolean fitsIntoNext(int span) {
    return files.isNextReady() && AuditFormat.HEADER_BYTES + span <= files.nextBytes();
  }

  /** Adds a record; it is durable only after {@link #force}. */
  public AuditRecord append(RecordType type, byte[] body) throws AuditException {
    requireSound();
    Moment now = new Moment(incarnation, mono.nanos(), trustedSeconds.getAsLong());
    AuditRecord record = AuditRecord.of(type, nextIndex, now, lastHash, body);
    ByteBuffer framed = AuditFormat.framed(record);
    int span = framed.remaining();
    if (!hasRoom(type, body.length)) {
      throw new AuditException(
          AuditException.Kind.FULL,
          file.name() + " has no room for " + type + ": make space on its disk");
    }
    if (!fits(type, span)) {
      turnOver();
    }
    try {
      file.write(framed, end);
    } catch (IOException e) {
      throw failed(e);
    }
    end += span;
    nextIndex++;
    lastHash = record.hash();
    tree.add(Hashes.leaf(record.bytes()));
    unforced = true;
    prepareInTime();
    return record;
  }

  private void prepareInTime() {
    if (end > file.size() / 2 && !files.isNextReady()) {
      files.prepareNext();
    }
  }

  /** The next file names the last record of this one, which must not be lost after that. */
  private void turnOver() throws AuditException {
    force();
    try {
      file = files.next(nextIndex, lastHash);
    } catch (AuditException e) {
      failed = true;
      throw e;
    }
    end = AuditFormat.HEADER_BYTES;
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

  /** Whether the log begins with all of a log that somebody has seen. */
  public boolean includes(LogHead seen) {
    return seen.size() <= tree.size()
        && HexFormat.of().formatHex(tree.root((int) seen.size())).equals(seen.root());
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
