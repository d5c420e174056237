package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where records lie in a file: after a header of {@value #HEADER_BYTES} bytes (magic, first index,
 * hash before it, zeros), each at a multiple of 8: length (4), CRC-32C of the record (4), the
 * record, zeros. After the last record there are only zeros. docs/audit-format.md says it for
 * everybody.
 */
final class AuditFormat {

  static final int HEADER_BYTES = 64;
  static final int PREFIX = 8;
  private static final byte[] MAGIC = "PENAUD01".getBytes(StandardCharsets.US_ASCII);

  private AuditFormat() {}

  static ByteBuffer header(long firstIndex, byte[] hashBefore) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putLong(firstIndex);
    return out.put(hashBefore).position(0);
  }

  /** Where a file begins. Empty if it does not begin with a header. */
  static Optional<Start> start(AuditFile file) throws IOException {
    if (file.size() < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    file.read(header, 0);
    header.flip();
    byte[] magic = new byte[MAGIC.length];
    header.get(magic);
    long index = header.getLong();
    byte[] hash = new byte[AuditRecord.HASH_BYTES];
    header.get(hash);
    boolean whole = Arrays.equals(magic, MAGIC) && index >= 0 && isZero(header);
    return whole ? Optional.of(new Start(index, hash)) : Optional.empty();
  }

  /** The first index of a file and the hash that its first record names. */
  static final class Start {
    static final Start OF_ALL = new Start(0, new byte[AuditRecord.HASH_BYTES]);

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

  static boolean isPossible(int length) {
    return length >= AuditRecord.FIXED_BYTES && length <= AuditRecord.MAX_BYTES;
  }

  /** The record at this place. Empty if there is none that is whole. */
  static Optional<AuditRecord> at(AuditFile file, long place) throws IOException {
    if (place + PREFIX > file.size()) {
      return Optional.empty();
    }
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    file.read(prefix, place);
    int length = prefix.getInt(0);
    if (!isPossible(length) || place + span(length) > file.size()) {
      return Optional.empty();
    }
    ByteBuffer rest = ByteBuffer.allocate(span(length) - PREFIX);
    file.read(rest, place + PREFIX);
    byte[] bytes = Arrays.copyOf(rest.array(), length);
    boolean whole = crc(bytes) == prefix.getInt(4) && isZero(rest.position(length));
    return whole ? AuditRecord.read(bytes) : Optional.empty();
  }

  /** Eight bytes at a time: a start looks at every byte behind the last record. */
  static boolean isZero(ByteBuffer rest) {
    while (rest.remaining() >= Long.BYTES) {
      if (rest.getLong() != 0) {
        return false;
      }
    }
    while (rest.hasRemaining()) {
      if (rest.get() != 0) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
