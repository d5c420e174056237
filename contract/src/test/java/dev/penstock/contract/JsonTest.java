package dev.penstock.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsWhatTheWriterWrote() {
    byte[] bytes =
        new JsonWriter()
            .object()
            .field("text", "tab\t quote\" slash\\ ü € 𝄞 \u0001")
            .field("big", Long.MIN_VALUE)
            .field("number", -0.1)
            .field("nan", Double.NaN)
            .field("yes", true)
            .key("list")
            .array()
            .int32(1)
            .int32(2)
            .endArray()
            .endObject()
            .bytes();
    Json json = Json.parse(bytes, 1000);
    assertEquals("tab\t quote\" slash\\ ü € 𝄞 \u0001", json.get("text").text());
    assertEquals(Long.MIN_VALUE, json.get("big").int64());
    assertEquals(-0.1, json.get("number").number());
    assertTrue(Double.isNaN(json.get("nan").number()));
    assertTrue(json.get("yes").bool());
    assertEquals(List.of(1, 2), json.get("list").list(Json::int32));
    assertTrue(json.get("absent").isNull());
  }

  @Test
  void writesTheSameBytesForTheSameCalls() {
    String json =
        new JsonWriter()
            .object()
            .key("a")
            .array()
            .object()
            .endObject()
            .text("x")
            .endArray()
            .field("b", 2.50)
            .endObject()
            .toString();
    assertEquals("{\"a\":[{},\"x\"],\"b\":2.5}", json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}x",
        "{\"a\":1,\"a\":2}",
        "[1,]",
        "{\"a\"}",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "NaN",
        "1e9999",
        "\"\\x\"",
        "\"\n\"",
        "\"\\ud800\"",
        "tru",
        "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
        "{a:1}",
        "'a'",
        "\"a",
        "[1 2]",
        "\u00a01"
      })
  void refusesWhatIsNotStrictlyJson(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThrows(IllegalArgumentException.class, () -> Json.parse(bytes, 1000));
  }

  @Test
  void refusesInvalidUtf8AndTooMuch() {
    assertThrows(
        IllegalArgumentException.class, () -> Json.parse(new byte[] {'"', (byte) 0xC3, '"'}, 1000));
    assertThrows(IllegalArgumentException.class, () -> Json.parse(new byte[11], 10));
  }

  @Test
  void saysWhereSomethingElseWasExpected() {
    Json json = Json.parse("{\"a\":[{\"b\":true}]}".getBytes(StandardCharsets.UTF_8), 100);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> json.get("a").list(x -> x.get("b").text()));
    assertEquals("$.a[0].b: expected a string, found true", e.getMessage());
  }

  @Test
  void neverThrowsAnythingElseOnRubbish() {
    long seed = 42;
    Random random = new Random(seed);
    byte[] alphabet = "{}[]\",:\\u0e1-+.truefalsn \n".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] text = new byte[random.nextInt(24)];
      for (int i = 0; i < text.length; i++) {
        text[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        Json.parse(text, 100);
      } catch (IllegalArgumentException expected) {
        // The only way to refuse.
      }
    }
  }

  @Test
  void readsAnArrayElementByElement() {
    String json = " {\"newer\": {\"x\": [1]}, \"points\" : [ {\"a\":1}, {\"a\":2} ] , \"too\": 1} ";
    assertEquals(List.of(1, 2), each(json));
    assertEquals(List.of(), each("{\"points\":[]}"));
    for (String wrong :
        List.of(
            "{}",
            "[]",
            "{\"point\":[]}",
            "{\"points\":{}}",
            "{\"points\":[],\"points\":[]}",
            "{\"points\":[{\"a\":1},]}",
            "{\"points\":[{\"a\":1}]",
            "{\"points\":[{\"a\":1}]}}",
            "{\"points\":[{\"a\":\"" + "x".repeat(1 << 16) + "\"}]}",
            "{\"points\":[],\"x\":\"" + "x".repeat(1 << 16) + "\"}")) {
      assertThrows(IllegalArgumentException.class, () -> each(wrong), wrong);
    }
  }

  private static List<Integer> each(String json) {
    return Json.parseEach(
        json.getBytes(StandardCharsets.UTF_8), 1 << 20, "points", e -> e.get("a").int32());
  }

  @Test
  void refusesHalvesOfSurrogatePairs() {
    for (String text : List.of("\\ud83d", "\\udca5", "\\ud83dx", "x\\udca5", "\\udca5\\ud83d")) {
      byte[] json = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
      assertThrows(IllegalArgumentException.class, () -> Json.parse(json, 100), text);
    }
    byte[] pair = "\"\\ud83d\\udca5\"".getBytes(StandardCharsets.UTF_8);
    assertEquals("\uD83D\uDCA5", Json.parse(pair, 100).text());
  }
}
