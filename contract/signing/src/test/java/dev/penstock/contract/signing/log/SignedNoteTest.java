package dev.penstock.contract.signing.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Keys;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.LogHead;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  private static final KeySigner GATEWAY = Keys.signer(1);
  private static final KeySigner TWIN = Keys.signer(2);

  private final LogHead head = new LogHead("gw-1/audit-1", 256, Sha256.hex(new byte[] {1}));
  private final SignedNote note =
      new SignedNote(head, List.of(line("gw-1", GATEWAY))).with(line("twin", TWIN));

  @Test
  void isThreeLinesAnEmptyOneAndSignatures() {
    assertThat(note.toString())
        .startsWith("gw-1/audit-1\n256\nS/USLzRFVMU73i67jNK349FgCtYxw4Wl18ziPHeFRZo=\n\n— gw-1 ")
        .endsWith("\n");
    assertThat(note.toString().lines()).hasSize(6);
  }

  @Test
  void comesBackAsItWas() throws MalformedException {
    assertThat(SignedNote.parse(note.toString())).isEqualTo(note);
  }

  @Test
  void isSignedByThoseWhoSignedUnderTheirOwnNames() {
    assertThat(note.isSignedBy("gw-1", GATEWAY.publicKey())).isTrue();
    assertThat(note.isSignedBy("twin", TWIN.publicKey())).isTrue();
    assertThat(note.isSignedBy("twin", GATEWAY.publicKey())).isFalse();
    assertThat(note.isSignedBy("gw-2", GATEWAY.publicKey())).isFalse();
    LogHead other = new LogHead("gw-1/audit-1", 257, head.root());
    assertThat(new SignedNote(other, note.signatures()).isSignedBy("gw-1", GATEWAY.publicKey()))
        .isFalse();
    assertThat(SignedNote.verifies(head, "nonsense", "gw-1", GATEWAY.publicKey())).isFalse();
  }

  /** The key and the signature that the documentation of Go's note package shows. */
  @Test
  void namesKeysAsOtherToolsDo() {
    KeySigner peter = KeySigner.ofSeed(cut("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", 1, 33));
    String published = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assertThat(peter.publicKey().bytes()).isEqualTo(cut(published, 1, 33));
    assertThat(line("PeterNeumann", peter)).startsWith("— PeterNeumann x08go");

    String text =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.
        """;
    String mark =
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJ"
            + "nAM=";
    assertThat(peter.sign(text.getBytes(UTF_8))).isEqualTo(cut(mark, 4, 68));
  }

  private static byte[] cut(String base64, int from, int to) {
    return Arrays.copyOfRange(Base64.getDecoder().decode(base64), from, to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "log\n1\n",
        "log\n01\nROOT\n\nSIG\n",
        "log\n-1\nROOT\n\nSIG\n",
        "log\n1e3\nROOT\n\nSIG\n",
        "log\n1\nAAAA\n\nSIG\n",
        "lo g\n1\nROOT\n\nSIG\n",
        "log\n1\nROOT\nextension\n\nSIG\n",
        "log\n1\nROOT\nSIG\n",
        "log\n1\nROOT\n\n",
        "log\n1\nROOT\n\nSIG",
        "log\n1\nROOT\n\nSIG\n\n",
        "log\n1\nROOT\n\n- gw AAAA\n",
        "log\n1\nROOT\n\n— gw AAAA\n",
        "log\n1\nROOT\n\n— gw\n"
      })
  void refusesEveryOtherForm(String form) {
    String root = Base64.getEncoder().encodeToString(new byte[32]);
    String text = form.replace("ROOT", root).replace("SIG", line("gw", GATEWAY));
    assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void answersToEveryMutant() {
    Random random = new Random(5);
    String good = note.toString();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder mutant = new StringBuilder(good);
      mutant.setCharAt(random.nextInt(good.length()), (char) random.nextInt(0x250));
      mutant.setLength(i % 2 == 0 ? good.length() : random.nextInt(good.length()));
      try {
        assertThat(SignedNote.parse(mutant.toString()).head()).isNotNull();
      } catch (MalformedException refused) {
        assertThat(refused).hasMessageContaining("signed note");
      }
    }
  }

  private String line(String name, KeySigner signer) {
    return SignedNote.sign(
        new LogHead("gw-1/audit-1", 256, Sha256.hex(new byte[] {1})),
        name,
        signer.publicKey(),
        signer);
  }
}
