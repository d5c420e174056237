package dev.penstock.contract.wire;

import dev.penstock.contract.wire.FrameException.Reason;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes around header and body. Big-endian:
 *
 * <pre>
 *  0  4  magic "PNSK"
 *  4  1  version of the container, 1
 *  5  1  kind
 *  6  1  coding of the body: 0 as it is, 1 raw deflate
 *  7  1  bit 0: signed
 *  8  4  length of the header
 * 12  4  length of the body as it stands here
 * 16  4  length of the body, inflated
 * 20  4  CRC32C of bytes 0 to 19, header and body
 * 24     header, body
 *        when signed: 32 bytes key id, 64 bytes Ed25519 over everything before the key id
 * </pre>
 */
record Container(FrameKind kind, boolean deflated, boolean signed, int header, int body, int full) {

  static final int MAGIC = 0x504E534B;
  static final int PREFIX = 24;
  static final int KEY_ID = 32;
  static final int SIGNATURE = 64;
  static final int MAX_HEADER = 64 << 10;
  static final int MAX_BODY = 1 << 20;
  static final int MAX_DICTIONARY = 8 << 20;

  private static final int VERSION = 1;
  private static final int SIGNED = 1;

  /** Deflate cannot do better than this; who claims so is lying about a length. */
  private static final int MAX_RATIO = 1040;

  /** Up to the signature. */
  int unsignedLength() {
    return PREFIX + header + body;
  }

  int length() {
    return unsignedLength() + (signed ? KEY_ID + SIGNATURE : 0);
  }

  /** Writes prefix, header and body to the start of a wrapped array. */
  void write(byte[] headerBytes, byte[] bodyBytes, ByteBuffer out) {
    out.putInt(MAGIC).put((byte) VERSION).put((byte) kind.code());
    out.put((byte) (deflated ? 1 : 0)).put((byte) (signed ? SIGNED : 0));
    out.putInt(header).putInt(body).putInt(full).putInt(0);
    out.put(headerBytes).put(bodyBytes, 0, body);
    out.putInt(20, crc(out, 0));
  }

  /** How long the frame at this place says it is, whether or not that can be. */
  static long statedLength(ByteBuffer in, int start) {
    long header = Integer.toUnsignedLong(in.getInt(start + 8));
    long body = Integer.toUnsignedLong(in.getInt(start + 12));
    boolean signed = (in.get(start + 7) & SIGNED) != 0;
    return PREFIX + header + body + (signed ? KEY_ID + SIGNATURE : 0);
  }

  /** Reads the prefix at the buffer's position, which stays, and checks that all of it is there. */
  static Container read(ByteBuffer in, int start) throws FrameException {
    int there = in.limit() - start;
    if (there < 4 || in.getInt(start) != MAGIC) {
      throw new FrameException(Reason.NOT_A_FRAME, "does not begin with PNSK");
    }
    if (there < PREFIX) {
      throw truncated(there, PREFIX);
    }
    FrameKind kind = FrameKind.of(in.get(start + 5));
    int coding = in.get(start + 6);
    int marks = in.get(start + 7);
    if (in.get(start + 4) != VERSION || kind == null || coding >> 1 != 0 || marks >> 1 != 0) {
      throw new FrameException(
          Reason.NEWER_VERSION, "container version " + in.get(start + 4) + " is not known here");
    }
    Container container =
        new Container(
            kind,
            coding == 1,
            marks == SIGNED,
            in.getInt(start + 8),
            in.getInt(start + 12),
            in.getInt(start + 16));
    container.check(there);
    container.checkCrc(in, start);
    return container;
  }

  private void check(int there) throws FrameException {
    int most = kind == FrameKind.DICTIONARY ? MAX_DICTIONARY : MAX_BODY;
    tooLarge("header", header, MAX_HEADER);
    tooLarge("body", body, most);
    tooLarge("inflated body", full, most);
    if (there < length()) {
      throw truncated(there, length());
    }
    if (deflated ? full > (long) body * MAX_RATIO : full != body) {
      throw FrameException.malformed("a body of " + body + " bytes cannot hold " + full);
    }
  }

  private static void tooLarge(String what, int length, int most) throws FrameException {
    if (length < 0 || length > most) {
      throw new FrameException(
          Reason.TOO_LARGE, what + " of " + (length & 0xFFFFFFFFL) + " bytes, at most " + most);
    }
  }

  private static FrameException truncated(int there, int length) {
    return new FrameException(
        Reason.TRUNCATED, there + " bytes of at least " + length + " have arrived");
  }

  private void checkCrc(ByteBuffer in, int start) throws FrameException {
    if (crc(in, start) != in.getInt(start + 20)) {
      throw new FrameException(Reason.CORRUPT, "the checksum does not match");
    }
  }

  private int crc(ByteBuffer frame, int start) {
    CRC32C crc = new CRC32C();
    crc.update(frame.slice(start, 20));
    crc.update(frame.slice(start + PREFIX, header + body));
    return (int) crc.getValue();
  }
}
