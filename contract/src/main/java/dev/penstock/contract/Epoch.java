package dev.penstock.contract;

import java.util.HexFormat;

/**
 * One opening of a journal for writing. Sequences count from 1 within it and are never continued in
 * another.
 *
 * @param bits 64 random bits, written as 16 hex digits
 */
public record Epoch(long bits) {

  public static Epoch parse(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("epoch \"" + hex + "\" must be 16 hex digits");
    }
    return new Epoch(HexFormat.fromHexDigitsToLong(hex));
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(bits);
  }
}
