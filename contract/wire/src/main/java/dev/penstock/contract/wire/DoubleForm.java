package dev.penstock.contract.wire;

/**
 * How the double values of one point are written in a frame. Most measurements are short decimals,
 * of which only the change of the last digit is worth sending. Whatever the form, the same 64 bits
 * come back.
 */
final class DoubleForm {

  /** 0 to 9: the value is m / 10^form. */
  static final int MAX_DIGITS = 9;

  /** 16 to 25: the value is m / 10^(form - 16), rounded to single precision. */
  static final int SINGLE = 16;

  /** The 32 bits of a single. */
  static final int RAW32 = 32;

  /** The 64 bits. */
  static final int RAW64 = 33;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double MAX_EXACT = 1L << 53;

  private DoubleForm() {}

  static boolean isKnown(int form) {
    return (form >= 0 && form <= MAX_DIGITS)
        || (form >= SINGLE && form <= SINGLE + MAX_DIGITS)
        || form == RAW32
        || form == RAW64;
  }

  /** The first form, from this one on, in which the value can be written. */
  static int fit(long bits, int form) {
    int candidate = form;
    while (!fits(bits, candidate)) {
      candidate = next(candidate);
    }
    return candidate;
  }

  private static int next(int form) {
    return switch (form) {
      case MAX_DIGITS -> SINGLE;
      case SINGLE + MAX_DIGITS -> RAW32;
      default -> form + 1;
    };
  }

  static boolean fits(long bits, int form) {
    double value = Double.longBitsToDouble(bits);
    if (form == RAW64) {
      return true;
    }
    if (Double.isNaN(value)) {
      return false; // A single's NaN does not keep its bits on every processor.
    }
    if (form < RAW32 && !(Math.abs(value) * POWERS[form & 15] < MAX_EXACT)) {
      return false;
    }
    return bits(mantissa(bits, form), form) == bits;
  }

  /** The number to send for a value that fits. */
  static long mantissa(long bits, int form) {
    double value = Double.longBitsToDouble(bits);
    return switch (form) {
      case RAW64 -> bits;
      case RAW32 -> Float.floatToRawIntBits((float) value) & 0xFFFFFFFFL;
      default -> (long) Math.rint(value * POWERS[form & 15]);
    };
  }

  /** The value's bits from the number that was sent. */
  static long bits(long mantissa, int form) {
    if (form == RAW64) {
      return mantissa;
    }
    if (form == RAW32) {
      return Double.doubleToRawLongBits(Float.intBitsToFloat((int) mantissa));
    }
    double value = mantissa / POWERS[form & 15];
    return Double.doubleToRawLongBits(form >= SINGLE ? (float) value : value);
  }
}
