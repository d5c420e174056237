package dev.penstock.contract.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;

/**
 * Any bytes as an envelope and as a signed note: an answer each time, and never that something was
 * signed which was not.
 */
class HostileEnvelopeFuzzTest {

  private static final KeySigner SIGNER = Keys.signer(1);
  private static final KeyLookup KNOWN = KeyLookup.of(SIGNER.publicKey());

  @FuzzTest(maxDuration = "5s")
  void anyBytesGiveAnAnswer(byte[] bytes) {
    Verified verified = EnvelopeReader.open(bytes, EnumSet.allOf(PayloadType.class), KNOWN);
    assertThat(verified.verdict()).isNotNull();
    if (verified.isGood()) {
      byte[] signed = Envelope.preAuthentication(verified.type(), verified.payload());
      assertThat(verified.signer()).isEqualTo(SIGNER.publicKey());
      assertThat(new String(bytes, StandardCharsets.UTF_8)).contains(SIGNER.keyId());
      assertThat(signed).isNotEmpty();
    }
    readAsNote(bytes);
  }

  private static void readAsNote(byte[] bytes) {
    try {
      SignedNote note = SignedNote.parse(new String(bytes, StandardCharsets.UTF_8));
      assertThat(SignedNote.parse(note.toString())).isEqualTo(note);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
