package dev.penstock.contract.device;

import java.util.HexFormat;

/**
 * A value as the device takes it.
 *
 * @param wireType in the protocol's own word, e.g. {@code Double}, {@code int16}
 * @param hex its bytes, big-endian
 */
public record RawValue(String wireType, String hex) {

  public static RawValue of(String wireType, byte[] bytes) {
    return new RawValue(wireType, HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** {@code int16:0ce4}. */
  @Override
  public String toString() {
    return wireType + ":" + hex;
  }
}
