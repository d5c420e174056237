package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verdict;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not in the agreed form never gets further, and the plant sees nothing of it. */
class MalformedTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
  }

  @AfterEach
  void thePlantSawNothing() {
    assertThat(bench.writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e9",
        "-0",
        "1234567890123456789012345678901234567890",
        "NaN",
        "Infinity",
        "+4",
        "04",
        "4.",
        ".4",
        "4.0123456789",
        "0x4",
        ""
      })
  void aValueThatIsNoDecimalIsMalformedAtOnce(String value) throws Exception {
    malformed(payload(bench.wish("4.5")).replace("\"4.5\"", '"' + value + '"'));
  }

  @Test
  void aNumberInPlaceOfADecimalIsMalformed() throws Exception {
    malformed(payload(bench.wish("4.5")).replace("\"4.5\"", "4.5"));
  }

  @Test
  void aFieldThatIsThereTwiceIsMalformed() throws Exception {
    String whole = payload(bench.wish("4"));

    malformed(whole.replace("\"reason\":", "\"reason\":\"a\",\"reason\":"));
  }

  @Test
  void aFieldThatNobodyAgreedOnIsMalformed() throws Exception {
    malformed(payload(bench.wish("4")).replace("\"reason\":", "\"force\":true,\"reason\":"));
  }

  @Test
  void deepNestingIsMalformed() throws Exception {
    String deep = "[".repeat(17) + "]".repeat(17);

    malformed(payload(bench.wish("4")).replace("\"trying\"", deep));
  }

  @Test
  void aLeaseInAnOperateIsMalformed() throws Exception {
    Offer offer = bench.select("4");
    String operate = payload(bench.order(offer, "anna"));

    malformed(
        PayloadType.OPERATE,
        operate.replace("\"offer_sha256\":", "\"lease_ms\":20000,\"offer_sha256\":"));
  }

  @Test
  void seventeenKibibytesAreTooLarge() {
    String text = new String(signed(), StandardCharsets.US_ASCII);
    String padded =
        text.replaceAll("\"payload\":\"[^\"]*\"", "\"payload\":\"" + "A".repeat(17_408) + "\"");

    verdict(Verdict.TOO_LARGE, padded.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aFlippedBitIsABadSignature() {
    byte[] envelope = signed();
    envelope[envelope.length / 2] ^= 1;

    assertThat(bench.deliver(envelope)).isFalse();
  }

  @Test
  void sixtyFiveSignatureBytesAreABadSignature() throws Exception {
    byte[] signature = signature(signed());

    verdict(Verdict.BAD_SIGNATURE, withSignature(Arrays.copyOf(signature, 65)));
  }

  @Test
  void anSBeyondTheGroupsOrderIsABadSignature() throws Exception {
    byte[] order =
        HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    byte[] signature = signature(signed());
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = Byte.toUnsignedInt(signature[32 + i]) + Byte.toUnsignedInt(order[i]) + carry;
      signature[32 + i] = (byte) sum;
      carry = sum >> 8;
    }

    verdict(Verdict.BAD_SIGNATURE, withSignature(signature));
  }

  @Test
  void anROfSmallOrderIsABadSignature() throws Exception {
    byte[] signature = signature(signed());
    Arrays.fill(signature, 0, 32, (byte) 0);
    signature[0] = 1;

    verdict(Verdict.BAD_SIGNATURE, withSignature(signature));
  }

  @Test
  void base64ThatDoesNotReEncodeToItselfIsABadSignature() throws Exception {
    String text = new String(signed(), StandardCharsets.US_ASCII);
    String changed = text.replaceAll("([A-Za-z0-9+/])==\"", "B==\"");
    assertThat(changed).isNotEqualTo(text);

    verdict(Verdict.BAD_SIGNATURE, changed.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void twoSignaturesUnderACommandAreABadSignature() {
    byte[] two = Envelope.sign(bench.wish("4"), bench.site.anna, bench.site.carla).bytes();

    verdict(Verdict.BAD_SIGNATURE, two);
  }

  @Test
  void aKnownSignatureUnderAnotherKindIsABadSignature() throws Exception {
    String select = new String(signed(), StandardCharsets.US_ASCII);
    String asOperate =
        select.replace(PayloadType.SELECT.mediaType(), PayloadType.OPERATE.mediaType());

    verdict(Verdict.BAD_SIGNATURE, asOperate.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anUnknownKeyIsNotEvenVerified() {
    byte[] envelope = Envelope.sign(bench.wish("4"), bench.site.stranger).bytes();

    verdict(Verdict.UNKNOWN_KEY, envelope);
  }

  @Test
  void aKindThatIsNotForTheGateIsTheWrongType() throws Exception {
    Offer offer = bench.select("4");

    verdict(Verdict.WRONG_TYPE, Envelope.sign(offer, bench.site.gateway).bytes());
  }

  private byte[] signed() {
    return Envelope.sign(bench.wish("4"), bench.site.anna).bytes();
  }

  private static byte[] signature(byte[] envelope) {
    String text = new String(envelope, StandardCharsets.US_ASCII);
    return Base64.getDecoder().decode(text.replaceAll(".*\"sig\":\"([^\"]*)\".*", "$1"));
  }

  private byte[] withSignature(byte[] signature) {
    String text = new String(signed(), StandardCharsets.US_ASCII);
    String sig = Base64.getEncoder().encodeToString(signature);
    return text.replaceAll("\"sig\":\"[^\"]*\"", "\"sig\":\"" + sig + "\"")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private void verdict(Verdict expected, byte[] envelope) {
    assertThat(CommandGate.read(envelope, bench.core().trust().keys()).verdict())
        .isEqualTo(expected);
    assertThat(bench.deliver(envelope)).isFalse();
  }

  private static String payload(Message message) {
    return new String(message.bytes(), StandardCharsets.UTF_8);
  }

  private void malformed(String payload) throws Exception {
    malformed(PayloadType.SELECT, payload);
  }

  /** Signed as it is, by a key that may command. */
  private void malformed(PayloadType type, String payload) throws Exception {
    Receipt receipt = bench.answered(new Raw(type, payload), bench.site.anna);

    assertThat(receipt.result().code()).isEqualTo(Reason.MALFORMED.name());
  }

  private record Raw(PayloadType type, String payload) implements Message {
    @Override
    public byte[] bytes() {
      return payload.getBytes(StandardCharsets.UTF_8);
    }
  }
}
