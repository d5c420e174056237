package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void separatesFieldsAndItemsByCommas() {
    JsonText json = new JsonText();
    json.object(
        () -> {
          json.field("a", 1).field("b", "x").field("c", true);
          json.name("d").array(List.of(1, 2), number -> json.value(number));
          json.name("e").object(() -> {});
          json.name("f").array(List.<String>of(), word -> json.value(word));
        });
    assertThat(json).hasToString("{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":[1,2],\"e\":{},\"f\":[]}");
  }

  @Test
  void escapesWhatWouldEndAStringALineOrAnElement() {
    assertThat(quoted("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    assertThat(quoted("one\ntwo\u0000\u001f")).isEqualTo("\"one\\u000atwo\\u0000\\u001f\"");
    assertThat(quoted("</script>")).isEqualTo("\"\\u003c/script>\"");
    assertThat(quoted("\u2028\u2029")).isEqualTo("\"\\u2028\\u2029\"");
  }

  @Test
  void keepsLettersOfAllLanguagesAndEscapesHalvesOfPairs() {
    assertThat(quoted("Größe µ 水")).isEqualTo("\"Größe µ 水\"");
    assertThat(quoted("\ud83d\udca7")).isEqualTo("\"\\ud83d\\udca7\"");
    assertThat(quoted("\ud83d")).isEqualTo("\"\\ud83d\"");
  }

  @Test
  void writesNullForWhatIsAbsentOrNoNumber() {
    JsonText json = new JsonText();
    json.object(
        () -> {
          json.field("text", null).number("nan", Double.NaN).number("infinite", 1 / 0.0);
          json.millis("time", (Instant) null).millis("span", (Duration) null);
        });
    assertThat(json)
        .hasToString("{\"text\":null,\"nan\":null,\"infinite\":null,\"time\":null,\"span\":null}");
  }

  @Test
  void writesTimesInMilliseconds() {
    JsonText json = new JsonText();
    json.object(
        () ->
            json.millis("time", Instant.ofEpochMilli(1_700_000_000_123L))
                .millis("span", Duration.ofNanos(1_500_000)));
    assertThat(json).hasToString("{\"time\":1700000000123,\"span\":1.5}");
  }

  private static String quoted(String text) {
    return new JsonText().value(text).toString();
  }
}
