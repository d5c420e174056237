package dev.penstock.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {

  private static final byte[] PAYLOAD = "{\"a\":\"bc\"}".getBytes(UTF_8);
  private static final KeySigner ALICE = Keys.signer(1);
  private static final KeySigner BOB = Keys.signer(2);
  private static final KeyLookup KNOWN = KeyLookup.of(ALICE.publicKey());

  private final String good = text(Envelope.sign(PayloadType.SELECT, PAYLOAD, ALICE));

  @Test
  void opensWhatAKnownKeySigned() {
    Verified verified = open(good);
    assertThat(verified.verdict()).isEqualTo(Verdict.GOOD);
    assertThat(verified.payload()).isEqualTo(PAYLOAD);
    assertThat(verified.digest()).isEqualTo(Sha256.hex(PAYLOAD));
    assertThat(verified.type()).isEqualTo(PayloadType.SELECT);
    assertThat(verified.signer()).isEqualTo(ALICE.publicKey());
  }

  /** The pre-authentication encoding of DSSE v1. */
  @Test
  void signsTypeAndPayloadEachWithItsLength() {
    byte[] signed = Envelope.preAuthentication(PayloadType.SELECT, "hi".getBytes(UTF_8));
    assertThat(new String(signed, UTF_8))
        .isEqualTo("DSSEv1 39 application/vnd.penstock.select.v1+json 2 hi");
  }

  @Test
  void takesTheFieldsInAnyOrderAndWithSpace() {
    String[] parts = good.substring(1, good.length() - 1).split(",\"", 3);
    String turned = "{ \"" + parts[2] + ",\n" + parts[0] + " , \"" + parts[1] + "}\n";
    assertThat(open(turned).verdict()).isEqualTo(Verdict.GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "\"\"",
        "{\"payloadType\":\"x\",\"payload\":\"\"}",
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[]}",
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[{}]}",
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[1]}",
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"\"}]}",
        "{\"payloadType\":\"x\",\"payload\":\"\",\"signatures\":{}}",
        "{\"payloadType\":1,\"payload\":\"\",\"signatures\":[]}"
      })
  void callsAnyOtherShapeMalformed(String raw) {
    assertThat(open(raw).verdict()).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void callsAChangedShapeMalformed() {
    for (String changed :
        List.of(
            good + " x",
            good + "{}",
            "\ufeff" + good,
            good.substring(0, good.length() - 1),
            good.substring(0, good.length() - 1) + ",\"more\":1}",
            good.substring(0, good.length() - 1) + ",\"payload\":\"\"}",
            good.replace("\"sig\"", "\"sig\":\"\",\"sig\""),
            good.replace("\"sig\"", "\"cert\":\"\",\"sig\""),
            good.replace("\"keyid\"", "\"keyId\""),
            good.replace(ALICE.keyId(), ALICE.keyId().toUpperCase(Locale.ROOT)),
            good.replace("}]", "},1]"),
            good.replace("}]", "},\"\"]"))) {
      assertThat(open(changed).verdict()).as(changed).isEqualTo(Verdict.MALFORMED);
    }
  }

  @Test
  void callsMoreThanSixteenSignaturesMalformed() {
    KeySigner[] signers = IntStream.range(1, 18).mapToObj(Keys::signer).toArray(KeySigner[]::new);
    byte[] raw = Envelope.sign(PayloadType.ROOT, PAYLOAD, signers).bytes();
    assertThat(EnvelopeReader.open(raw, PayloadType.ROOT, KNOWN).verdict())
        .isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void refusesBeforeReadingWhatIsTooLarge() {
    byte[] padded = (" ".repeat(16 * 1024) + good).getBytes(UTF_8);
    assertThat(EnvelopeReader.open(padded, PayloadType.SELECT, KNOWN).verdict())
        .isEqualTo(Verdict.TOO_LARGE);
    assertThat(
            EnvelopeReader.open(padded, EnumSet.of(PayloadType.SELECT, PayloadType.POLICY), KNOWN)
                .verdict())
        .isEqualTo(Verdict.TOO_LARGE);
    assertThat(open(" ".repeat(16 * 1024 - good.length()) + good).verdict())
        .isEqualTo(Verdict.GOOD);
  }

  @Test
  void takesDocumentsOfUpToAMebibyte() {
    byte[] payload = new byte[700_000];
    byte[] raw = Envelope.sign(PayloadType.POLICY, payload, ALICE).bytes();
    assertThat(EnvelopeReader.open(raw, PayloadType.POLICY, KNOWN).verdict())
        .isEqualTo(Verdict.GOOD);
    assertThatThrownBy(() -> Envelope.sign(PayloadType.SELECT, payload, ALICE).bytes())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void neverTakesOneKindForAnother() {
    for (PayloadType other : PayloadType.values()) {
      if (other != PayloadType.SELECT) {
        String relabelled = good.replace(PayloadType.SELECT.mediaType(), other.mediaType());
        assertThat(open(good, other)).as("as it is, " + other).isEqualTo(Verdict.WRONG_TYPE);
        assertThat(open(relabelled, PayloadType.SELECT)).isEqualTo(Verdict.WRONG_TYPE);
        assertThat(open(relabelled, other)).isEqualTo(Verdict.BAD_SIGNATURE);
      }
    }
    assertThat(open(good.replace("penstock", "somebody")).verdict()).isEqualTo(Verdict.WRONG_TYPE);
  }

  @Test
  void doesNotVerifyWithAKeyThatItDoesNotKnow() {
    String bobs = text(Envelope.sign(PayloadType.SELECT, PAYLOAD, BOB));
    assertThat(open(bobs).verdict()).isEqualTo(Verdict.UNKNOWN_KEY);
  }

  @Test
  void verifiesWithTheNamedKeyAndNoOther() {
    String claimed = good.replace(ALICE.keyId(), BOB.keyId());
    KeyLookup both = KeyLookup.of(List.of(ALICE.publicKey(), BOB.publicKey()));
    assertThat(EnvelopeReader.open(bytes(claimed), PayloadType.SELECT, both).verdict())
        .isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void doesNotBelieveALookupThatFindsAnotherKey() {
    KeyLookup careless = id -> ALICE.publicKey();
    String claimed = good.replace(ALICE.keyId(), BOB.keyId());
    assertThat(EnvelopeReader.open(bytes(claimed), PayloadType.SELECT, careless).verdict())
        .isEqualTo(Verdict.UNKNOWN_KEY);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65, 96})
  void refusesASignatureThatIsNot64Bytes(int length) {
    byte[] cut = Arrays.copyOf(signature(), length);
    assertThat(open(withSignature(Base64.getEncoder().encodeToString(cut))).verdict())
        .isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void refusesBase64ThatDoesNotReEncodeToItself() {
    String sig = Base64.getEncoder().encodeToString(signature());
    assertThat(sig).endsWith("==");
    char last = sig.charAt(sig.length() - 3);
    String other = sig.substring(0, sig.length() - 3) + (char) (last + 1) + "==";
    for (String changed :
        List.of(
            other,
            sig.replace("=", ""),
            sig + "=",
            sig.replace('+', '-').replace('/', '_') + "-",
            "*" + sig.substring(1),
            "\\n" + sig)) {
      assertThat(open(withSignature(changed)).verdict())
          .as(changed)
          .isEqualTo(Verdict.BAD_SIGNATURE);
    }
  }

  @Test
  void refusesAPayloadWhoseBase64DoesNotReEncodeToItself() {
    String raw = text(Envelope.sign(PayloadType.SELECT, new byte[] {0}, ALICE));
    assertThat(open(raw).verdict()).isEqualTo(Verdict.GOOD);
    assertThat(open(raw.replace("AA==", "AB==")).verdict()).isEqualTo(Verdict.BAD_SIGNATURE);
    assertThat(open(raw.replace("AA==", "AA")).verdict()).isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void refusesAChangedPayload() {
    String changed =
        good.replace(
            Base64.getEncoder().encodeToString(PAYLOAD),
            Base64.getEncoder().encodeToString("{\"a\":\"bd\"}".getBytes(UTF_8)));
    assertThat(open(changed).verdict()).isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ROOT", "POLICY", "ROSTER", "FRESHNESS", "REVOCATION", "RESUME"})
  void refusesTwoSignaturesOnAMessage(PayloadType type) {
    byte[] raw = Envelope.sign(type, PAYLOAD, ALICE, BOB).bytes();
    KeyLookup both = KeyLookup.of(List.of(ALICE.publicKey(), BOB.publicKey()));
    assertThat(EnvelopeReader.open(raw, type, both).verdict()).isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void countsDistinctKeysOnADocument() {
    byte[] raw = Envelope.sign(PayloadType.POLICY, PAYLOAD, ALICE, BOB, Keys.signer(3)).bytes();
    List<VerifyKey> keys = List.of(ALICE.publicKey(), BOB.publicKey());
    Verified verified = EnvelopeReader.open(raw, PayloadType.POLICY, KeyLookup.of(keys));
    assertThat(verified.signers()).containsExactlyElementsOf(keys);
    assertThat(verified.isSignedBy(2, keys)).isTrue();
    assertThat(verified.isSignedBy(3, keys)).isFalse();
    assertThat(verified.isSignedBy(2, List.of(ALICE.publicKey(), Keys.key(3)))).isFalse();
    assertThat(verified.isSignedBy(0, keys)).isFalse();
  }

  @Test
  void refusesADocumentSignedTwiceWithOneKey() {
    byte[] raw = Envelope.sign(PayloadType.POLICY, PAYLOAD, ALICE, ALICE).bytes();
    assertThat(EnvelopeReader.open(raw, PayloadType.POLICY, KNOWN).verdict())
        .isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void refusesADocumentOfWhichOneKnownSignatureIsBad() {
    String raw = text(Envelope.sign(PayloadType.POLICY, PAYLOAD, ALICE, BOB));
    String bobs = Base64.getEncoder().encodeToString(bobsSignature());
    String changed = raw.replace(bobs, Base64.getEncoder().encodeToString(signature()));
    KeyLookup both = KeyLookup.of(List.of(ALICE.publicKey(), BOB.publicKey()));
    assertThat(raw).contains(bobs);
    assertThat(EnvelopeReader.open(bytes(changed), PayloadType.POLICY, both).verdict())
        .isEqualTo(Verdict.BAD_SIGNATURE);
  }

  @Test
  void letsADocumentThatWasReadBeSignedOnceMore() {
    byte[] raw = Envelope.sign(PayloadType.ROSTER, PAYLOAD, ALICE).bytes();
    Verified first = EnvelopeReader.open(raw, PayloadType.ROSTER, KNOWN);
    byte[] more = first.toEnvelope().alsoSignedBy(BOB).bytes();
    KeyLookup both = KeyLookup.of(List.of(ALICE.publicKey(), BOB.publicKey()));
    assertThat(EnvelopeReader.open(more, PayloadType.ROSTER, both).signers()).hasSize(2);
  }

  @Test
  void hasNothingToShowWhenItRefused() {
    Verified refused = open("{}");
    assertThat(refused.isGood()).isFalse();
    assertThat(refused.signers()).isEmpty();
    assertThatThrownBy(refused::payload).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(refused::signer).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(refused::type).isInstanceOf(IllegalStateException.class);
  }

  private byte[] signature() {
    return ALICE.sign(Envelope.preAuthentication(PayloadType.SELECT, PAYLOAD));
  }

  private static byte[] bobsSignature() {
    return BOB.sign(Envelope.preAuthentication(PayloadType.POLICY, PAYLOAD));
  }

  private String withSignature(String sig) {
    String own = Base64.getEncoder().encodeToString(signature());
    assertThat(good).contains(own);
    return good.replace(own, sig);
  }

  private static Verified open(String raw) {
    return EnvelopeReader.open(bytes(raw), PayloadType.SELECT, KNOWN);
  }

  private static Verdict open(String raw, PayloadType type) {
    return EnvelopeReader.open(bytes(raw), type, KNOWN).verdict();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(Envelope envelope) {
    return new String(envelope.bytes(), UTF_8);
  }
}
