package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import dev.penstock.gateway.actuation.audit.AuditRecord.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.tinylog.Logger;

/**
 * The log of one gateway, open for writing. One thread writes; nothing is durable before {@link
 * #force} returned. Once a write or a force has failed nothing more is taken: what the medium holds
 * is then unknown until the next start reads it.
 */
public final class AuditLog implements AutoCloseable {

  private static final int BLOCK = 1 << 16;

  private final AuditFile file;
  private final String incarnation;
  private final MonotonicClock mono;
  private long end;
  private long nextIndex;
  private byte[] lastHash;
  private boolean unforced;
  private boolean failed;

  private AuditLog(AuditFile file, String incarnation, MonotonicClock mono, AuditScan found) {
    this.file = file;
    this.incarnation = incarnation;
    this.mono = mono;
    this.end = found.end();
    this.nextIndex = found.nextIndex();
    this.lastHash = found.lastHash();
  }

  /**
   * Opens a log and hands over what it holds, oldest first. A torn last record is cut off and told.
   *
   * @param incarnation of this run, 32 hex digits
   * @throws AuditException of kind LOST if it is damaged in any other way
   */
  public static AuditLog open(
      AuditFile file, String incarnation, MonotonicClock mono, Consumer<AuditRecord> history)
      throws AuditException {
    try {
      AuditScan found = AuditScan.of(file, history);
      AuditLog log = new AuditLog(file, incarnation, mono, found);
      switch (found.state()) {
        case NEW -> log.begin();
        case TORN -> log.cut();
        case DAMAGED ->
            throw new AuditException(
                Kind.LOST,
                file.name()
                    + ": record "
                    + found.nextIndex()
                    + " is damaged or missing; nothing is written until a person has looked");
        case WHOLE -> {}
      }
      return log;
    } catch (AuditException e) {
      throw e;
    } catch (IOException e) {
      throw new AuditException(Kind.FAILED, file.name() + ": " + e.getMessage(), e);
    }
  }

  private void begin() throws IOException {
    file.write(AuditFormat.header(0, lastHash), 0);
    file.force();
  }

  private void cut() throws IOException {
    for (long at = end; at < file.size(); at += BLOCK) {
      file.write(ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - at)), at);
    }
    file.force();
    Logger.warn(
        "audit log ended in an unfinished record, which was cut off: log={} index={}",
        file.name(),
        nextIndex);
  }

  /** Whether a record of this type and size can still be written. */
  public boolean hasRoom(RecordType type, int bodyBytes) {
    long kept = type.isVital() ? 0 : file.size() / 4;
    int span = AuditFormat.span(AuditRecord.FIXED_BYTES + bodyBytes);
    return !failed && end + span <= file.size() - kept;
  }

  /** Adds a record; it is durable only after {@link #force}. */
  public AuditRecord append(RecordType type, byte[] body) throws AuditException {
    requireSound();
    if (!hasRoom(type, body.length)) {
      throw new AuditException(
          Kind.FULL, file.name() + " has no room for " + type + ": export it and start a new one");
    }
    Moment now = new Moment(incarnation, mono.nanos(), AuditRecord.NO_TIME);
    AuditRecord record = AuditRecord.of(type, nextIndex, now, lastHash, body);
    ByteBuffer framed = AuditFormat.framed(record);
    int span = framed.remaining();
    try {
      file.write(framed, end);
    } catch (IOException e) {
      throw failed(e);
    }
    end += span;
    nextIndex++;
    lastHash = record.hash();
    unforced = true;
    return record;
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
          Kind.FAILED, file.name() + " failed before: check the disk and restart the gateway");
    }
  }

  private AuditException failed(IOException e) {
    failed = true;
    return new AuditException(Kind.FAILED, file.name() + ": " + e.getMessage(), e);
  }

  public String incarnation() {
    return incarnation;
  }

  public boolean isSound() {
    return !failed;
  }

  /** Of the record that would be written next. */
  public long nextIndex() {
    return nextIndex;
  }

  public long freeBytes() {
    return file.size() - end;
  }

  @Override
  public void close() {
    file.close();
  }
}
