package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Somebody who has the whole disk and knows the format: every hash and checksum fits again. */
public final class Forger {

  private final List<AuditRecord> records = new ArrayList<>();

  public Forger(MemoryAuditFile disk) throws AuditException {
    archive(disk).read(records::add);
  }

  /** A log on such a disk. */
  public static AuditArchive archive(MemoryAuditFile disk) {
    return new AuditArchive(List.of(disk));
  }

  public List<AuditRecord> records() {
    return records;
  }

  /** Where the next record would go. */
  public long end() {
    return records.stream()
        .mapToLong(record -> AuditFormat.span(record.length()))
        .reduce(AuditFormat.HEADER_BYTES, Long::sum);
  }

  public long indexOf(RecordType type) {
    return records.stream().filter(r -> r.type() == type).findFirst().orElseThrow().index();
  }

  /** The same story, with one record told differently. */
  public MemoryAuditFile retell(long index, UnaryOperator<String> body) throws IOException {
    List<AuditRecord> told = new ArrayList<>();
    for (AuditRecord record : records) {
      String text = record.index() == index ? body.apply(record.text()) : record.text();
      told.add(chained(told, record, text));
    }
    return disk(told);
  }

  /** The same story without one record. */
  public MemoryAuditFile without(long index) throws IOException {
    List<AuditRecord> told = new ArrayList<>();
    for (AuditRecord record : records) {
      if (record.index() != index) {
        told.add(chained(told, record, record.text()));
      }
    }
    return disk(told);
  }

  /** Only its first records. */
  public MemoryAuditFile first(int count) throws IOException {
    return disk(records.subList(0, count));
  }

  private static AuditRecord chained(List<AuditRecord> before, AuditRecord old, String text) {
    byte[] hash =
        before.isEmpty() ? new byte[AuditRecord.HASH_BYTES] : before.get(before.size() - 1).hash();
    AuditRecord.Moment moment =
        new AuditRecord.Moment(old.incarnation(), old.mono(), old.trusted());
    return AuditRecord.of(
        old.type(), before.size(), moment, hash, text.getBytes(StandardCharsets.UTF_8));
  }

  private static MemoryAuditFile disk(List<AuditRecord> told) throws IOException {
    MemoryAuditFile disk = new MemoryAuditFile(1 << 20);
    disk.write(AuditFormat.header(0, new byte[AuditRecord.HASH_BYTES]), 0);
    long at = AuditFormat.HEADER_BYTES;
    for (AuditRecord record : told) {
      disk.write(AuditFormat.framed(record), at);
      at += AuditFormat.span(record.length());
    }
    disk.force();
    return disk;
  }
}
