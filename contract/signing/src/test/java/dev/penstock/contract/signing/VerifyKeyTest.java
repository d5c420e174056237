package dev.penstock.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyKeyTest {

  private static final byte[] MESSAGE = "open the valve".getBytes(UTF_8);

  private final KeySigner signer = Keys.signer(1);
  private final VerifyKey key = signer.publicKey();
  private final byte[] signature = signer.sign(MESSAGE);

  /** RFC 8032, 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39"
        + "701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f36"
        + "13d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7"
        + "60984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void agreesWithThePublishedVectors(String seed, String key, String message, String signature) {
    HexFormat hex = HexFormat.of();
    KeySigner signer = KeySigner.ofSeed(hex.parseHex(seed));

    assertThat(signer.publicKey().hex()).isEqualTo(key);
    assertThat(hex.formatHex(signer.sign(hex.parseHex(message)))).isEqualTo(signature);
    assertThat(VerifyKey.parse(key).verifies(hex.parseHex(message), hex.parseHex(signature)))
        .isTrue();
  }

  @Test
  void agreesWithAForeignVerifierAboutHonestSignatures() {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] honest = signer.sign(message);
      assertThat(key.verifies(message, honest)).isTrue();
      assertThat(ForeignVerifier.accepts(key.bytes(), message, honest)).isTrue();
    }
  }

  @Test
  void isNamedByTheHashOfItsBytes() {
    assertThat(key.keyId()).isEqualTo(Sha256.hex(key.bytes())).matches("[0-9a-f]{64}");
    assertThat(signer.keyId()).isEqualTo(key.keyId());
    assertThat(VerifyKey.parse(key.hex())).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(VerifyKey.of(key.bytes())).contains(key);
    assertThat(key).isNotEqualTo(Keys.key(2));
  }

  @Test
  void makesAnotherPairEachTime() {
    SecureRandom random = new SecureRandom();
    KeySigner one = KeySigner.generate(random);
    assertThat(one.publicKey()).isNotEqualTo(KeySigner.generate(random).publicKey());
    assertThat(one.publicKey().verifies(MESSAGE, one.sign(MESSAGE))).isTrue();
    assertThat(KeySigner.ofSeed(one.seed()).publicKey()).isEqualTo(one.publicKey());
  }

  @Test
  void showsNothingOfThePrivateHalf() {
    assertThat(signer.toString()).doesNotContain(HexFormat.of().formatHex(signer.seed()));
  }

  @Test
  void refusesEveryFlippedBitOfSignatureAndMessage() {
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertThat(key.verifies(MESSAGE, flip(signature, bit))).as("signature bit " + bit).isFalse();
    }
    for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
      assertThat(key.verifies(flip(MESSAGE, bit), signature)).as("message bit " + bit).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 63, 65, 128})
  void refusesASignatureOfAnyOtherLength(int length) {
    assertThat(key.verifies(MESSAGE, Arrays.copyOf(signature, length))).isFalse();
  }

  @Test
  void refusesTheSameSignatureWithSPlusTheOrder() {
    BigInteger s = EdwardsPoint.number(Arrays.copyOfRange(signature, 32, 64));
    assertThat(key.verifies(MESSAGE, withS(s))).isTrue();
    assertThat(key.verifies(MESSAGE, withS(s.add(EdwardsPoint.L)))).isFalse();
    assertThat(key.verifies(MESSAGE, withS(EdwardsPoint.L))).isFalse();
  }

  @Test
  void refusesAMixedOrderRThatItsLibraryAloneWouldAccept() {
    EdwardsPoint torsion = EdwardsPoint.ofOrderEight();
    for (int order = 1; order < 8; order++) {
      byte[] forged = signature(torsion.times(BigInteger.valueOf(order)), secret(), key.bytes());
      assertThat(Ed25519.verify(forged, 0, key.bytes(), 0, MESSAGE, 0, MESSAGE.length)).isTrue();
      assertThat(ForeignVerifier.accepts(key.bytes(), MESSAGE, forged)).isFalse();
      assertThat(key.verifies(MESSAGE, forged)).isFalse();
    }
  }

  @Test
  void makesHonestSignaturesWithTheSlowArithmeticToo() {
    assertThat(key.verifies(MESSAGE, signature(EdwardsPoint.ZERO, secret(), key.bytes()))).isTrue();
  }

  @Test
  void refusesAMixedOrderKey() {
    EdwardsPoint torsion = EdwardsPoint.ofOrderEight();
    EdwardsPoint honest = EdwardsPoint.BASE.times(secret());
    assertThat(honest.encode()).isEqualTo(key.bytes());
    for (int order = 1; order < 8; order++) {
      byte[] mixed = honest.plus(torsion.times(BigInteger.valueOf(order))).encode();
      byte[] forged = signature(EdwardsPoint.ZERO, secret(), mixed);
      assertThat(Ed25519.verify(forged, 0, mixed, 0, MESSAGE, 0, MESSAGE.length)).isTrue();
      assertThat(VerifyKey.of(mixed)).isEmpty();
    }
  }

  @Test
  void refusesEverySmallOrderKey() {
    EdwardsPoint torsion = EdwardsPoint.ofOrderEight();
    for (int order = 0; order < 8; order++) {
      byte[] small = torsion.times(BigInteger.valueOf(order)).encode();
      assertThat(VerifyKey.of(small)).as("order " + order).isEmpty();
    }
  }

  @Test
  void refusesASmallOrderR() {
    byte[] forged = signature.clone();
    System.arraycopy(EdwardsPoint.ZERO.encode(), 0, forged, 0, 32);
    assertThat(key.verifies(MESSAGE, forged)).isFalse();
  }

  @Test
  void refusesEncodingsThatAreNoReducedPoint() {
    byte[] p = EdwardsPoint.littleEndian(EdwardsPoint.P);
    byte[] pPlusOne = EdwardsPoint.littleEndian(EdwardsPoint.P.add(BigInteger.ONE));
    byte[] beyond = EdwardsPoint.littleEndian(BigInteger.TWO.pow(255).subtract(BigInteger.ONE));
    assertThat(VerifyKey.of(p)).isEmpty();
    assertThat(VerifyKey.of(pPlusOne)).isEmpty();
    assertThat(VerifyKey.of(beyond)).isEmpty();
    assertThat(VerifyKey.of(new byte[31])).isEmpty();
    assertThat(VerifyKey.of(Arrays.copyOf(key.bytes(), 33))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A",
        "0100000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesToParseWhatIsNoKey(String hex) {
    assertThatThrownBy(() -> VerifyKey.parse(hex)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signsOnlyWithASeedOfTheRightLength() {
    assertThatThrownBy(() -> KeySigner.ofSeed(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private BigInteger secret() {
    byte[] scalar = Arrays.copyOf(sha512(signer.seed()), 32);
    scalar[0] &= (byte) 0xf8;
    scalar[31] &= (byte) 0x7f;
    scalar[31] |= (byte) 0x40;
    return EdwardsPoint.number(scalar);
  }

  /** By the key's owner, but with something added to R that cofactored verifiers do not see. */
  private static byte[] signature(EdwardsPoint added, BigInteger secret, byte[] publicKey) {
    BigInteger r = new BigInteger(250, new Random(11));
    byte[] encodedR = EdwardsPoint.BASE.times(r).plus(added).encode();
    BigInteger k = EdwardsPoint.number(sha512(encodedR, publicKey, MESSAGE));
    BigInteger s = r.add(k.multiply(secret)).mod(EdwardsPoint.L);
    byte[] signature = Arrays.copyOf(encodedR, 64);
    System.arraycopy(EdwardsPoint.littleEndian(s), 0, signature, 32, 32);
    return signature;
  }

  private byte[] withS(BigInteger s) {
    byte[] changed = signature.clone();
    System.arraycopy(EdwardsPoint.littleEndian(s), 0, changed, 32, 32);
    return changed;
  }

  private static byte[] flip(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
