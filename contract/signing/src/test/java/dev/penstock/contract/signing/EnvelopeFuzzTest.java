package dev.penstock.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, the reader answers; and it says GOOD to nothing that was not signed. */
class EnvelopeFuzzTest {

  private static final int ROUNDS = 20_000;
  private static final String ALPHABET = "{}[]\",:\\u0123456789abcdef+-/= \n\u00e9";

  private final byte[] payload = "{\"v\":1,\"kind\":\"select\"}".getBytes(UTF_8);
  private final KeySigner signer = Keys.signer(1);
  private final KeyLookup known = KeyLookup.of(signer.publicKey());
  private final byte[] good = Envelope.sign(PayloadType.SELECT, payload, signer).bytes();

  @Test
  void answersToAnyBytes() {
    Random random = new Random(20);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(open(bytes).isGood()).as("round " + i).isFalse();
    }
  }

  @Test
  void answersToAnyTextThatLooksLikeJson() {
    Random random = new Random(21);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "{\"payload\":" : "");
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      assertThat(open(text.toString().getBytes(UTF_8)).isGood()).as("round " + i).isFalse();
    }
  }

  @Test
  void saysGoodToAMutantOnlyIfItHoldsTheSamePayload() {
    Random random = new Random(22);
    for (int i = 0; i < ROUNDS; i++) {
      Verified verified = open(mutate(good, random));
      if (verified.isGood()) {
        assertThat(verified.payload()).as("round " + i).isEqualTo(payload);
        assertThat(verified.signer()).isEqualTo(signer.publicKey());
      }
    }
  }

  private Verified open(byte[] raw) {
    return EnvelopeReader.open(raw, EnumSet.allOf(PayloadType.class), known);
  }

  static byte[] mutate(byte[] good, Random random) {
    byte[] mutant = good.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(4)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        case 2 -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
        default -> System.arraycopy(good, 0, mutant, at, Math.min(good.length, mutant.length - at));
      }
    }
    return mutant;
  }
}
