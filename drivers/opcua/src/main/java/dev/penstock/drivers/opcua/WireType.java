package dev.penstock.drivers.opcua;

import dev.penstock.contract.ValueType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** The built-in types of OPC UA that can be written. */
enum WireType {
  BOOLEAN("Boolean", 1, 1),
  SBYTE("SByte", 2, 1),
  BYTE("Byte", 3, 1),
  INT16("Int16", 4, 2),
  UINT16("UInt16", 5, 2),
  INT32("Int32", 6, 4),
  UINT32("UInt32", 7, 4),
  INT64("Int64", 8, 8),
  UINT64("UInt64", 9, 8),
  FLOAT("Float", 10, 4),
  DOUBLE("Double", 11, 8),
  STRING("String", 12, 0),
  DATE_TIME("DateTime", 13, 8),
  BYTE_STRING("ByteString", 15, 0);

  /** Types of the base namespace that are another name for a built-in one. */
  private static final int ENUMERATION = 29;

  private static final int DURATION = 290;
  private static final int UTC_TIME = 294;

  private final String word;
  private final int id;
  private final int size;

  WireType(String word, int id, int size) {
    this.word = word;
    this.id = id;
    this.size = size;
  }

  /** The specification's word: {@code Int16}. */
  String word() {
    return word;
  }

  /** The type of this word, upper or lower case. */
  static Optional<WireType> of(String word) {
    for (WireType type : values()) {
      if (type.word.toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The built-in type of a node's DataType; empty if it is not one of the base namespace. */
  static Optional<WireType> of(NodeId dataType) {
    if (dataType.getNamespaceIndex().intValue() != 0
        || !(dataType.getIdentifier() instanceof UInteger number)) {
      return Optional.empty();
    }
    int wanted =
        switch (number.intValue()) {
          case ENUMERATION -> INT32.id;
          case DURATION -> DOUBLE.id;
          case UTC_TIME -> DATE_TIME.id;
          default -> number.intValue();
        };
    for (WireType type : values()) {
      if (type.id == wanted) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  boolean isInteger() {
    return id >= SBYTE.id && id <= UINT64.id;
  }

  boolean isSigned() {
    return this == SBYTE || this == INT16 || this == INT32 || this == INT64;
  }

  /** Whether a point of this type can be bound to it. */
  boolean fits(ValueType type) {
    return switch (type) {
      case DOUBLE -> isInteger() || this == FLOAT || this == DOUBLE;
      case INT64 -> isInteger() || this == DATE_TIME;
      case BOOL -> this == BOOLEAN;
      case STRING -> this == STRING;
      case BYTES -> this == BYTE_STRING;
      default -> false;
    };
  }

  BigInteger least() {
    return isSigned() ? BigInteger.TWO.pow(bits() - 1).negate() : BigInteger.ZERO;
  }

  BigInteger most() {
    return BigInteger.TWO.pow(isSigned() ? bits() - 1 : bits()).subtract(BigInteger.ONE);
  }

  private int bits() {
    return size * Byte.SIZE;
  }

  /** The low bytes of a number, as many as this type has. */
  byte[] bytes(long bits) {
    byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(bits).array();
    return ByteBuffer.allocate(size).put(all, Long.BYTES - size, size).array();
  }

  /** Milo's object for these bytes. */
  Object object(byte[] bytes) {
    if (size > 0 && bytes.length != size) {
      throw new IllegalArgumentException(word + " has " + size + " bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return switch (this) {
      case BOOLEAN -> bytes[0] != 0;
      case SBYTE -> bytes[0];
      case BYTE -> Unsigned.ubyte(bytes[0]);
      case INT16 -> buffer.getShort();
      case UINT16 -> Unsigned.ushort(buffer.getShort());
      case INT32 -> buffer.getInt();
      case UINT32 -> Unsigned.uint(buffer.getInt());
      case INT64 -> buffer.getLong();
      case UINT64 -> ULong.valueOf(buffer.getLong());
      case FLOAT -> buffer.getFloat();
      case DOUBLE -> buffer.getDouble();
      case STRING -> new String(bytes, StandardCharsets.UTF_8);
      case DATE_TIME -> new DateTime(buffer.getLong());
      case BYTE_STRING -> ByteString.of(bytes);
    };
  }
}
