package dev.penstock.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The layout that every document of a segment has, little-endian: a head that says what it is, how
 * long, and with which checksum, and a body. What is found by its magic and has the right checksum
 * can be believed without anything around it.
 */
final class Block {

  /** Written into every block; a reader refuses a segment of a greater one. */
  static final short VERSION = 1;

  static final int MAGIC = 0x314A5350; // "PSJ1"

  /** Also how much of a segment is held in memory by who reads it. */
  static final int MAX_LENGTH = 1 << 20;

  /** The head that Chronicle puts before each document. */
  static final int DOC_HEAD = 4;

  static final int HEAD = 96;

  private static final int VERSION_AT = 4;
  private static final int TYPE_AT = 6;
  private static final int MARKS_AT = 7;
  private static final int LENGTH_AT = 8;
  private static final int CRC_AT = 12;
  private static final int CHECKED_FROM = 16;
  static final int EPOCH_AT = 16;
  static final int FIRST_AT = 24;
  static final int ROWS_AT = 32;
  static final int COLUMNS_AT = 36;
  static final int BOOT_AT = 40;
  static final int WALL_AT = 48;
  static final int MONO_AT = 56;
  static final int ROUND_TRIP_AT = 64;
  static final int EVENT_FROM_AT = 72;
  static final int EVENT_TO_AT = 80;

  /** Tells dictionaries apart: rows are never read by another one than they were written by. */
  static final int DICTIONARY_AT = 88;

  /** Set in the marks of a block with CLOCK rows, so that who skips it still looks at those. */
  static final int HAS_CLOCKS = 1;

  /** What a block holds. The number is stored. */
  enum Type {
    UNKNOWN(0),
    /** The first of a segment: format, gateway, number. */
    SEGMENT(1),
    /** The epoch, the next sequence and the clock entries in force. */
    DEFINITIONS(2),
    /** One part of a deflated dictionary. */
    DICTIONARY(3),
    ROWS(4),
    /** The last of a sealed segment. */
    FOOTER(5);

    private static final Type[] ALL = values();
    private final byte code;

    Type(int code) {
      this.code = (byte) code;
    }

    static Type of(int code) {
      for (Type type : ALL) {
        if (type.code == code) {
          return type;
        }
      }
      return UNKNOWN;
    }
  }

  private Block() {}

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Completes a block from 0 to {@code length}: head and checksum. */
  static void finish(ByteBuffer buffer, Type type, int marks, int length, CRC32C crc) {
    buffer.putInt(0, MAGIC);
    buffer.putShort(VERSION_AT, VERSION);
    buffer.put(TYPE_AT, type.code);
    buffer.put(MARKS_AT, (byte) marks);
    buffer.putInt(LENGTH_AT, length);
    buffer.putInt(CRC_AT, checksum(buffer, 0, length, crc));
  }

  private static int checksum(ByteBuffer buffer, int at, int length, CRC32C crc) {
    crc.reset();
    buffer.limit(at + length).position(at + CHECKED_FROM);
    crc.update(buffer);
    buffer.clear();
    return (int) crc.getValue();
  }

  /**
   * Whether a whole block that can be believed begins at {@code at} and ends by {@code limit}. The
   * buffer's own position and limit are reset.
   */
  static boolean isWhole(ByteBuffer buffer, int at, int limit, CRC32C crc) {
    if (limit - at < HEAD || buffer.getInt(at) != MAGIC) {
      return false;
    }
    int length = length(buffer, at);
    return length >= HEAD
        && length <= limit - at
        && buffer.getInt(at + CRC_AT) == checksum(buffer, at, length, crc);
  }

  static int length(ByteBuffer buffer, int at) {
    return buffer.getInt(at + LENGTH_AT);
  }

  static int checksum(ByteBuffer buffer, int at) {
    return buffer.getInt(at + CRC_AT);
  }

  static int version(ByteBuffer buffer, int at) {
    return buffer.getShort(at + VERSION_AT);
  }

  static Type type(ByteBuffer buffer, int at) {
    return Type.of(buffer.get(at + TYPE_AT));
  }

  static boolean hasClocks(ByteBuffer buffer, int at) {
    return (buffer.get(at + MARKS_AT) & HAS_CLOCKS) != 0;
  }

  static long epoch(ByteBuffer buffer, int at) {
    return buffer.getLong(at + EPOCH_AT);
  }

  static long first(ByteBuffer buffer, int at) {
    return buffer.getLong(at + FIRST_AT);
  }

  static int rows(ByteBuffer buffer, int at) {
    return buffer.getInt(at + ROWS_AT);
  }

  static long last(ByteBuffer buffer, int at) {
    return first(buffer, at) + rows(buffer, at) - 1;
  }

  /** The body of a block that is not of rows. */
  static byte[] body(ByteBuffer buffer, int at) {
    byte[] body = new byte[length(buffer, at) - HEAD];
    buffer.get(at + HEAD, body);
    return body;
  }

  /** Eight bytes that tell boots, or the hashes of dictionaries, apart. */
  static long mark(String name) {
    long mark = 1125899906842597L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      mark = 31 * mark + b;
    }
    return mark;
  }
}
