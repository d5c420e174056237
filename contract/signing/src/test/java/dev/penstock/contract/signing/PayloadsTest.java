package dev.penstock.contract.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.signing.Samples.Sample;
import dev.penstock.contract.signing.json.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of payload keeps, tried on each of them. */
class PayloadsTest {

  private static final Pattern KEY = Pattern.compile("\"([a-z_A-Z0-9]+)\":");
  private static final Pattern STRING_VALUE = Pattern.compile(":\"[^\"]*\"");
  private static final Pattern NUMBER_VALUE = Pattern.compile(":(-?[0-9]+)");
  private static final int FUZZ_ROUNDS = 1_500;

  static List<Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void comesBackAsItWas(Sample sample) throws MalformedException {
    byte[] bytes = sample.message().bytes();
    Message back = sample.reader().read(bytes);
    assertThat(back).isEqualTo(sample.message());
    assertThat(back.bytes()).isEqualTo(bytes);
  }

  /** A frozen file for each kind: what is on the wire does not change by accident. */
  @ParameterizedTest
  @MethodSource("samples")
  void isWrittenAsItAlwaysWas(Sample sample) throws IOException {
    assertThat(new String(sample.message().bytes(), UTF_8)).isEqualTo(golden(sample.name()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fitsInItsEnvelope(Sample sample) throws MalformedException {
    byte[] raw = Envelope.sign(sample.message(), Keys.signer(1)).bytes();
    Verified verified =
        EnvelopeReader.open(raw, sample.message().type(), KeyLookup.of(Keys.key(1)));
    assertThat(verified.isGood()).isTrue();
    assertThat(verified.read(sample.reader())).isEqualTo(sample.message());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesAnUnknownFieldInEachOfItsObjects(Sample sample) {
    String text = text(sample);
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
      refuses(sample, text.substring(0, at + 1) + "\"x\":1," + text.substring(at + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesEachOfItsFieldsUnderAnotherNameOrTwice(Sample sample) {
    String text = text(sample);
    Matcher key = KEY.matcher(text);
    while (key.find()) {
      String name = key.group(1);
      if (!OF_A_DICTIONARY.contains(name)) {
        refuses(sample, text.substring(0, key.start(1)) + "x_" + text.substring(key.start(1)));
      }
      refuses(
          sample,
          text.substring(0, key.start()) + "\"" + name + "\":1," + text.substring(key.start()));
    }
  }

  /** Keys that are data. */
  private static final Set<String> OF_A_DICTIONARY =
      Set.of("nodeId", "unit", "table", "address", "0", "1");

  @ParameterizedTest
  @MethodSource("samples")
  void refusesAValueOfAnotherForm(Sample sample) {
    String text = text(sample);
    for (String other :
        List.of("{}", "[]", "-5", "9007199254740992", "\"\u0000\"", "\"\\u0000\"")) {
      replaceEach(sample, text, STRING_VALUE, other);
      replaceEach(sample, text, NUMBER_VALUE, other);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesAnotherVersionAndAnotherKind(Sample sample) {
    String text = text(sample);
    refuses(sample, text.replace("\"v\":1", "\"v\":2"));
    refuses(sample, text.replaceFirst("\"kind\":\"[a-z]+\"", "\"kind\":\"birth\""));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void answersToEveryMutantWithAPayloadOrARefusal(Sample sample) {
    Random random = new Random(sample.name().hashCode());
    byte[] good = sample.message().bytes();
    for (int i = 0; i < FUZZ_ROUNDS; i++) {
      byte[] mutant = EnvelopeFuzzTest.mutate(good, random);
      try {
        assertThat(sample.reader().read(mutant).bytes()).isNotEmpty();
      } catch (MalformedException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void isThereForEveryKind() {
    Set<PayloadType> seen = EnumSet.of(PayloadType.BIRTH);
    samples().forEach(sample -> seen.add(sample.message().type()));
    assertThat(seen).containsExactlyInAnyOrder(PayloadType.values());
  }

  private static void replaceEach(Sample sample, String text, Pattern value, String other) {
    Matcher found = value.matcher(text);
    while (found.find()) {
      refuses(sample, text.substring(0, found.start() + 1) + other + text.substring(found.end()));
    }
  }

  private static void refuses(Sample sample, String text) {
    assertThatThrownBy(() -> sample.reader().read(text.getBytes(UTF_8)))
        .as(text)
        .isInstanceOf(MalformedException.class);
  }

  private static String text(Sample sample) {
    return new String(sample.message().bytes(), UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = PayloadsTest.class.getResourceAsStream("golden/" + name + ".json")) {
      assertThat(in).as("golden/" + name + ".json").isNotNull();
      return new String(in.readAllBytes(), UTF_8).strip();
    }
  }
}
