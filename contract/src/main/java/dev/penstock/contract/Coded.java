package dev.penstock.contract;

/**
 * An enum value with a number that is stored and sent, and therefore never changes or is reused.
 */
interface Coded {

  /** The stored number, 0 to 127. */
  int code();

  /** The value with this code; {@code unknown} for a code of a newer version. */
  static <E extends Coded> E of(E[] values, int code, E unknown) {
    if (code >= 0 && code < values.length && values[code].code() == code) {
      return values[code];
    }
    for (E value : values) {
      if (value.code() == code) {
        return value;
      }
    }
    return unknown;
  }
}
