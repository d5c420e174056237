package dev.penstock.contract.signing;

import java.util.Arrays;

/** Keys for tests, the same in every run. */
public final class Keys {

  private Keys() {}

  public static KeySigner signer(int number) {
    byte[] seed = new byte[KeySigner.SEED_BYTES];
    Arrays.fill(seed, (byte) number);
    return KeySigner.ofSeed(seed);
  }

  public static VerifyKey key(int number) {
    return signer(number).publicKey();
  }
}
