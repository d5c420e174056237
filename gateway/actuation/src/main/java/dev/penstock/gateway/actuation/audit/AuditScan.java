package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a log from its start and says where it ends and in what state: whole; torn (a last record
 * was being written: cut it); or damaged (a record is missing or changed: a person must look).
 */
final class AuditScan {

  private static final int BLOCK = 1 << 16;

  /** In what state the log was found. */
  enum State {
    NEW,
    WHOLE,
    TORN,
    DAMAGED
  }

  private final AuditFile file;
  private State state = State.WHOLE;
  private long end = AuditFormat.HEADER_BYTES;
  private long nextIndex;
  private byte[] lastHash = new byte[AuditRecord.HASH_BYTES];

  private AuditScan(AuditFile file) {
    this.file = file;
  }

  static AuditScan of(AuditFile file, Consumer<AuditRecord> each) throws IOException {
    AuditScan scan = new AuditScan(file);
    scan.read(each);
    return scan;
  }

  private void read(Consumer<AuditRecord> each) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(AuditFormat.HEADER_BYTES);
    file.read(header, 0);
    Optional<AuditFormat.Start> start = AuditFormat.start(header.flip());
    if (start.isEmpty()) {
      state = isZeroFrom(0) ? State.NEW : State.DAMAGED;
      return;
    }
    nextIndex = start.get().index();
    lastHash = start.get().hash();
    Optional<AuditRecord> record = AuditFormat.at(file, end);
    while (record.isPresent()) {
      if (!follows(record.get())) {
        state = State.DAMAGED;
        return;
      }
      take(record.get(), each);
      record = AuditFormat.at(file, end);
    }
    if (!isZeroFrom(end)) {
      state = hasRecordAfter(end) ? State.DAMAGED : State.TORN;
    }
  }

  private boolean follows(AuditRecord record) {
    return record.index() == nextIndex && Arrays.equals(record.previousHash(), lastHash);
  }

  private void take(AuditRecord record, Consumer<AuditRecord> each) {
    each.accept(record);
    end += AuditFormat.span(record.bytes().length);
    nextIndex++;
    lastHash = record.hash();
  }

  private boolean hasRecordAfter(long place) throws IOException {
    for (long at = place + 8; at < file.size(); at += 8) {
      if (AuditFormat.at(file, at).filter(r -> r.index() > nextIndex).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean isZeroFrom(long place) throws IOException {
    for (long at = place; at < file.size(); at += BLOCK) {
      ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - at));
      file.read(block, at);
      for (byte b : block.array()) {
        if (b != 0) {
          return false;
        }
      }
    }
    return true;
  }

  State state() {
    return state;
  }

  /** Where the next record goes. */
  long end() {
    return end;
  }

  long nextIndex() {
    return nextIndex;
  }

  byte[] lastHash() {
    return lastHash.clone();
  }
}
