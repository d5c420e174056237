package dev.penstock.contract;

import java.util.Locale;

/** The types a value may have. */
public enum ValueType implements Coded {
  /** No value: the row is BAD. */
  NONE(0),
  DOUBLE(1),
  INT64(2),
  BOOL(3),
  STRING(4),
  BYTES(5),
  DOUBLES(6);

  private static final ValueType[] VALUES = values();
  private final int code;

  ValueType(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  public static ValueType of(int code) {
    return Coded.of(VALUES, code, NONE);
  }

  /** Whether the value lies in the bytes area and not in its 64 bits. */
  public boolean isLong() {
    return this == STRING || this == BYTES || this == DOUBLES;
  }

  public boolean isNumeric() {
    return this == DOUBLE || this == INT64;
  }

  /** As written in a profile: {@code double}, {@code int64}, … */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this word; NONE for a type of a newer version. */
  public static ValueType parse(String word) {
    for (ValueType type : VALUES) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return NONE;
  }
}
