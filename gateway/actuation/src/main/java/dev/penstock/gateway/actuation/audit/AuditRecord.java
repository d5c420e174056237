package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One record: what, when by the monotonic clock of which run, after which record. Big-endian: type
 * (1), index (8), incarnation (16), monotonic ns (8), trusted time in seconds or -1 (8), hash of
 * the record before (32), body. The hash of these bytes is what the next record names.
 */
public final class AuditRecord {

  public static final int HASH_BYTES = 32;
  static final int INCARNATION_BYTES = 16;
  static final int FIXED_BYTES = 1 + 8 + INCARNATION_BYTES + 8 + 8 + HASH_BYTES;
  static final int MAX_BYTES = 1 << 22;
  public static final long NO_TIME = -1;

  private final byte[] bytes;
  private final RecordType type;

  private AuditRecord(byte[] bytes, RecordType type) {
    this.bytes = bytes;
    this.type = type;
  }

  static AuditRecord of(
      RecordType type, long index, Moment moment, byte[] previousHash, byte[] body) {
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + body.length);
    out.put((byte) type.code()).putLong(index);
    out.put(HexFormat.of().parseHex(moment.incarnation()));
    out.putLong(moment.mono()).putLong(moment.trusted()).put(previousHash).put(body);
    return new AuditRecord(out.array(), type);
  }

  /** Empty if these are no record's bytes. */
  static Optional<AuditRecord> read(byte[] bytes) {
    if (bytes.length < FIXED_BYTES || bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    return RecordType.of(bytes[0]).map(type -> new AuditRecord(bytes, type));
  }

  /**
   * When it was written, as far as the gateway can know.
   *
   * @param incarnation 32 hex digits
   * @param trusted seconds since 1970, or {@link #NO_TIME}
   */
  record Moment(String incarnation, long mono, long trusted) {}

  public RecordType type() {
    return type;
  }

  public long index() {
    return ByteBuffer.wrap(bytes).getLong(1);
  }

  /** The run of the process that wrote it, in hex. */
  public String incarnation() {
    return HexFormat.of().formatHex(bytes, 9, 9 + INCARNATION_BYTES);
  }

  public long mono() {
    return ByteBuffer.wrap(bytes).getLong(9 + INCARNATION_BYTES);
  }

  /** Seconds since 1970 that were proved when it was written, or {@link #NO_TIME}. */
  public long trusted() {
    return ByteBuffer.wrap(bytes).getLong(17 + INCARNATION_BYTES);
  }

  byte[] previousHash() {
    return slice(FIXED_BYTES - HASH_BYTES, HASH_BYTES);
  }

  public byte[] body() {
    return slice(FIXED_BYTES, bytes.length - FIXED_BYTES);
  }

  /** The body, which is JSON. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** What is hashed: everything but length, checksum and padding. */
  byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  public byte[] hash() {
    return Sha256.of(bytes);
  }

  @Override
  public String toString() {
    return index() + " " + type + " " + text();
  }

  private byte[] slice(int from, int length) {
    byte[] part = new byte[length];
    System.arraycopy(bytes, from, part, 0, length);
    return part;
  }
}
