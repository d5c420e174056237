package dev.penstock.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** One value with its type. Immutable. */
public final class Value {

  private static final byte[] NO_BYTES = {};

  private final ValueType type;
  private final long bits;
  private final byte[] bytes;

  private Value(ValueType type, long bits, byte[] bytes) {
    this.type = type;
    this.bits = bits;
    this.bytes = bytes;
  }

  public static Value of(double value) {
    return new Value(ValueType.DOUBLE, Double.doubleToRawLongBits(value), NO_BYTES);
  }

  public static Value of(long value) {
    return new Value(ValueType.INT64, value, NO_BYTES);
  }

  public static Value of(boolean value) {
    return new Value(ValueType.BOOL, value ? 1 : 0, NO_BYTES);
  }

  public static Value of(String value) {
    return new Value(ValueType.STRING, 0, value.getBytes(StandardCharsets.UTF_8));
  }

  public static Value of(byte[] value) {
    return new Value(ValueType.BYTES, 0, value.clone());
  }

  public static Value of(double[] value) {
    ByteBuffer buffer = ByteBuffer.allocate(value.length * Double.BYTES);
    for (double d : value) {
      buffer.putDouble(d);
    }
    return new Value(ValueType.DOUBLES, 0, buffer.array());
  }

  /** From the stored form: {@code bits} for the short types, {@code bytes} for the long ones. */
  public static Value stored(ValueType type, long bits, byte[] bytes) {
    if (type == ValueType.NONE) {
      throw new IllegalArgumentException("an absent value has no stored form");
    }
    return type.isLong() ? new Value(type, 0, bytes.clone()) : new Value(type, bits, NO_BYTES);
  }

  public ValueType type() {
    return type;
  }

  /** The 64 bits of a short value. */
  public long bits() {
    return bits;
  }

  /** The bytes of a long value: UTF-8 for a string, big-endian for doubles. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A DOUBLE, INT64 or BOOL (1 or 0) as a double. */
  public double asDouble() {
    return switch (type) {
      case DOUBLE -> Double.longBitsToDouble(bits);
      case INT64, BOOL -> bits;
      default -> throw new IllegalStateException(type.word() + " is not a number");
    };
  }

  public boolean isNumber() {
    return type.isNumeric() || type == ValueType.BOOL;
  }

  public double[] asDoubles() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    double[] values = new double[bytes.length / Double.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getDouble();
    }
    return values;
  }

  /** For people: the number, the text, {@code true}, hex, or a list. */
  @Override
  public String toString() {
    return switch (type) {
      case DOUBLE -> number(asDouble());
      case INT64 -> Long.toString(bits);
      case BOOL -> Boolean.toString(bits != 0);
      case STRING -> new String(bytes, StandardCharsets.UTF_8);
      case DOUBLES ->
          DoubleStream.of(asDoubles())
              .mapToObj(Value::number)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> HexFormat.of().formatHex(bytes);
    };
  }

  private static String number(double d) {
    return Double.isFinite(d) ? DecimalText.of(d) : Double.toString(d);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value value
        && value.type == type
        && value.bits == bits
        && Arrays.equals(value.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + Long.hashCode(bits)) + Arrays.hashCode(bytes);
  }
}
