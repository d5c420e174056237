package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where records lie in a file: after a header of {@value #HEADER_BYTES} bytes (magic, first index,
 * hash before it), each at a multiple of 8: length (4), CRC-32C of the record (4), the record.
 */
final class AuditFormat {

  static final int HEADER_BYTES = 64;
  private static final byte[] MAGIC = "PENAUD01".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX = 8;

  private AuditFormat() {}

  static ByteBuffer header(long firstIndex, byte[] hashBefore) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putLong(firstIndex);
    return out.put(hashBefore).position(0);
  }

  /** Where a log begins. Empty if these bytes are no header. */
  static Optional<Start> start(ByteBuffer header) {
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      return Optional.empty();
    }
    long index = header.getLong();
    byte[] hash = new byte[AuditRecord.HASH_BYTES];
    header.get(hash);
    return Optional.of(new Start(index, hash));
  }

  /** The first index of a file and the hash that its first record names. */
  static final class Start {
    private final long index;
    private final byte[] hash;

    Start(long index, byte[] hash) {
      this.index = index;
      this.hash = hash;
    }

    long index() {
      return index;
    }

    byte[] hash() {
      return hash.clone();
    }
  }

  static ByteBuffer framed(AuditRecord record) {
    byte[] bytes = record.bytes();
    ByteBuffer out = ByteBuffer.allocate(span(bytes.length));
    return out.putInt(bytes.length).putInt(crc(bytes)).put(bytes).position(0);
  }

  /** Bytes that a record of this length takes in the file. */
  static int span(int length) {
    return (PREFIX + length + 7) & ~7;
  }

  /** The record at this place. Empty if there is none that is whole. */
  static Optional<AuditRecord> at(AuditFile file, long place) throws IOException {
    if (place + PREFIX > file.size()) {
      return Optional.empty();
    }
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    file.read(prefix, place);
    int length = prefix.getInt(0);
    boolean possible =
        length >= AuditRecord.FIXED_BYTES
            && length <= AuditRecord.MAX_BYTES
            && place + span(length) <= file.size();
    if (!possible) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, place + PREFIX);
    return crc(bytes.array()) == prefix.getInt(4)
        ? AuditRecord.read(bytes.array())
        : Optional.empty();
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
