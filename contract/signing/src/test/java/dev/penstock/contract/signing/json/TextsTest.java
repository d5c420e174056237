package dev.penstock.contract.signing.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "A.b_c:d/e-9", "plc-1/pump", "-"})
  void takesIdentifiers(String id) {
    assertThat(Texts.id("it", id)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "\u00e9", "a,b", "a@b", "a\u0000"})
  void refusesOtherIdentifiers(String id) {
    assertThatThrownBy(() -> Texts.id("it", id)).hasMessageContaining("it");
  }

  @Test
  void limitsIdentifiersTo128Characters() {
    assertThat(Texts.id("it", "a".repeat(128))).hasSize(128);
    assertThatThrownBy(() -> Texts.id("it", "a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u001b[2J", "a\nb", "\u202eabc", "\u2066", "a\u0085", "\u007f", "\ud800"})
  void refusesWordsThatCouldDeceiveTheReader(String words) {
    assertThatThrownBy(() -> Texts.words("reason", words))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain(words);
  }

  @Test
  void takesWordsOfAnyLanguageUpToAThousandCharacters() {
    assertThat(Texts.words("reason", "Pumpe zu laut \u2013 \u00fc \u6c34 \ud83d\udca7"))
        .isNotEmpty();
    assertThat(Texts.words("reason", "")).isEmpty();
    assertThatThrownBy(() -> Texts.words("reason", "a".repeat(1_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AB==", "AA", "AA=", "AA===", "A", "AA==\n", " AA==", "-_8=", "AA==AA=="})
  void refusesBase64ThatIsNotItsOwnEncoding(String text) {
    assertThatThrownBy(() -> Texts.base64("it", text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesBase64ThatIs() {
    assertThat(Texts.base64("it", "AA==")).containsExactly(0);
    assertThat(Texts.base64("it", "")).isEmpty();
    assertThat(Texts.base64("it", "+/8=")).containsExactly(0xfb, 0xff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0g", "AB", "abcd", "ab "})
  void refusesHexOfAnotherFormOrLength(String text) {
    assertThatThrownBy(() -> Texts.hex("it", text, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTwiceTheSame() {
    assertThat(Texts.distinct("them", List.of(1, 2), 2)).containsExactly(1, 2);
    assertThatThrownBy(() -> Texts.distinct("them", List.of(1, 1), 2)).hasMessageContaining("them");
    assertThatThrownBy(() -> Texts.distinct("them", List.of(1, 2, 3), 2))
        .hasMessageContaining("at most 2");
  }
}
