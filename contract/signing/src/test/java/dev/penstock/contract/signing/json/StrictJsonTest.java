package dev.penstock.contract.signing.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  enum Colour {
    RED,
    GREEN
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "[]",
        "\"a\"",
        "null",
        "{",
        "{]",
        "[}",
        "{\"a\":1]",
        "{\"a\":[1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":null}",
        "{\"a\":True}",
        "{\"a\":tru}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":1.0}",
        "{\"a\":1.}",
        "{\"a\":.1}",
        "{\"a\":1e9}",
        "{\"a\":1E9}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":-01}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":0x1}",
        "{\"a\":9007199254740993}",
        "{\"a\":-9007199254740993}",
        "{\"a\":99999999999999999999}",
        "{\"a\":\u0661}",
        "{\"a\":1}x",
        "{\"a\":1}{}",
        "{\"a\":1}\u0000",
        "{\"a\":1}//",
        "\ufeff{\"a\":1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u+123\"}",
        "{\"a\":\"\\u\u0661\u0661\u0661\u0661\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"a\":\"\\",
        "{\"a\":\"",
        "{\"a\":/**/1}",
        "{\"a\":\u00a01}"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> read(text.getBytes(UTF_8), fields -> swallow(fields, "a")))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        " { \"a\" : 1 } \r\n\t",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":0}",
        "{\"a\":true}",
        "{\"a\":[]}",
        "{\"a\":[1,[],{}]}",
        "{\"\\u0061\":\"\\ud834\\udd1e\"}"
      })
  void takes(String text) throws MalformedException {
    boolean taken = read(text, fields -> swallow(fields, "a"));
    assertThat(taken).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7b2261223a22ff227d",
        "7b2261223a22c080227d",
        "7b2261223a22eda080227d",
        "7b2261223a22f4908080227d",
        "7b2261223a22e282227d",
        "fffe7b00"
      })
  void refusesBytesThatAreNotUtf8(String hex) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex), fields -> swallow(fields, "a")))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void readsEveryEscape() throws MalformedException {
    String text = "{\"a\":\"x\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud834\\udd1e\"}";
    assertThat(this.<String>read(text, fields -> fields.string("a")))
        .isEqualTo("x\"\\/\b\f\n\r\t\u00e9\ud834\udd1e");
  }

  @Test
  void goesSixteenLevelsDeepAndNoFurther() throws MalformedException {
    String deep = "{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}";
    String tooDeep = "{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}";
    assertThat(this.<Boolean>read(deep, fields -> swallow(fields, "a"))).isTrue();
    assertThatThrownBy(() -> read(tooDeep, fields -> swallow(fields, "a")))
        .hasMessageContaining("deeper");
    assertThatThrownBy(() -> read("[".repeat(900_000), fields -> true))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void refusesMoreBytesAndMoreValuesThanAllowed() {
    byte[] text = "{\"a\":1}".getBytes(UTF_8);
    assertThatThrownBy(() -> StrictJson.read(text, text.length - 1, fields -> true))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("allowed 6");
    String many = "{\"a\":[" + "1,".repeat(70_000) + "1]}";
    assertThatThrownBy(() -> read(many, fields -> swallow(fields, "a")))
        .hasMessageContaining("65536 values");
  }

  @Test
  void refusesAFieldThatNobodyReadsAtAnyDepth() {
    assertThatThrownBy(() -> read("{\"a\":1,\"b\":1}", in -> swallow(in, "a")))
        .hasMessage("$: unknown field \"b\"");
    assertThatThrownBy(() -> read("{\"a\":{\"b\":1}}", in -> in.object("a", inner -> true)))
        .hasMessage("$.a: unknown field \"b\"");
    assertThatThrownBy(
            () -> read("{\"a\":[{},{\"b\":1}]}", in -> in.objects("a", 9, inner -> true)))
        .hasMessage("$.a[1]: unknown field \"b\"");
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    assertThatThrownBy(() -> read("{}", in -> in.id("a"))).hasMessage("$.a: missing");
    assertThatThrownBy(() -> read("{\"a\":\"b c\"}", in -> in.id("a")))
        .hasMessageStartingWith("$.a \"b c\" must be");
    assertThatThrownBy(() -> read("{\"a\":1}", in -> in.id("a")))
        .hasMessage("$.a: expected a string");
    assertThatThrownBy(
            () -> read("{\"a\":{\"b\":\"x\"}}", in -> in.object("a", inner -> inner.decimal("b"))))
        .hasMessage("$.a.b: not a decimal: \"x\"");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1,-1", "9223372036854775807,9223372036854775807"})
  void reads64BitIntegersFromStrings(String text, long number) throws MalformedException {
    assertThat(this.<Long>read("{\"a\":\"" + text + "\"}", in -> in.int64("a"))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"-0\"",
        "\"01\"",
        "\"+1\"",
        "\"1.0\"",
        "\"1e3\"",
        "\" 1\"",
        "1",
        "\"9223372036854775808\"",
        "\"\u0661\""
      })
  void refusesOther64BitIntegers(String value) {
    assertThatThrownBy(() -> read("{\"a\":" + value + "}", in -> in.int64("a")))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "11", "-1", "true", "[]"})
  void refusesIntegersOutOfRange(String value) {
    assertThatThrownBy(() -> read("{\"a\":" + value + "}", in -> in.integer("a", 0, 10)))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T00:00:00Z",
        "2026-02-03T24:00:01Z",
        "2026-02-03T00:00:00.0Z",
        "2026-02-03T00:00:00+00:00",
        "2026-02-03",
        "+2026-02-03T00:00:00Z",
        "2026-02-03t00:00:00z"
      })
  void refusesOtherTimes(String time) {
    assertThatThrownBy(() -> read("{\"a\":\"" + time + "\"}", in -> in.time("a")))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void readsTimesSpansWordsAndFlags() throws MalformedException {
    String text =
        "{\"t\":\"2026-02-03T04:05:06Z\",\"m\":1500,\"w\":\"RED\",\"l\":[\"GREEN\"],\"b\":false}";
    assertThat(
            this.<Boolean>read(
                text,
                in ->
                    in.time("t").equals(Instant.parse("2026-02-03T04:05:06Z"))
                        && in.millis("m").equals(Duration.ofMillis(1500))
                        && in.word("w", Colour.class) == Colour.RED
                        && in.words("l", Colour.class, 1).get(0) == Colour.GREEN
                        && !in.flag("b")
                        && !in.flag("absent")))
        .isTrue();
    assertThatThrownBy(() -> read("{\"w\":\"red\"}", in -> in.word("w", Colour.class)))
        .hasMessageContaining("none of [RED, GREEN]");
    assertThatThrownBy(
            () -> read("{\"w\":[\"RED\",\"RED\"]}", in -> in.words("w", Colour.class, 1)))
        .hasMessageContaining("more than 1");
  }

  private static boolean swallow(Fields fields, String name) {
    if (fields.has(name)) {
      assertThatThrownBy(() -> fields.object(name, inner -> inner.id("never there")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    return true;
  }

  private <T> T read(String text, Function<Fields, T> reader) throws MalformedException {
    return read(text.getBytes(UTF_8), reader);
  }

  private static <T> T read(byte[] text, Function<Fields, T> reader) throws MalformedException {
    return StrictJson.read(text, 1 << 20, reader);
  }
}
