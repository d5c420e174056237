package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonPointerTest {

  private static final Object DOCUMENT =
      Json.parse(
              "{\"a\":{\"b\":[10,{\"c\":20}]},\"x/y\":30,\"m~n\":40,\"\":50,\"~1\":60,\"no\":null}"
                  .getBytes(StandardCharsets.UTF_8),
              1000)
          .plain();

  @ParameterizedTest
  @CsvSource({"/a/b/0, 10", "/a/b/1/c, 20", "/x~1y, 30", "/m~0n, 40", "/, 50", "/~01, 60"})
  void findsWhatItPointsTo(String pointer, BigDecimal expected) {
    assertThat(JsonPointer.of(pointer).find(DOCUMENT)).isEqualTo(expected);
  }

  @Test
  void isTheWholeDocumentWhenEmpty() {
    assertThat(JsonPointer.of("").find(DOCUMENT)).isSameAs(DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/z", "/a/z", "/a/b/2", "/a/b/-", "/a/b/01", "/x~1y/deeper", "/no/more"})
  void findsNothingWhereNothingIs(String pointer) {
    assertThat(JsonPointer.of(pointer).find(DOCUMENT)).isSameAs(JsonPointer.ABSENT);
  }

  @Test
  void tellsNullFromNothing() {
    assertThat(JsonPointer.of("/no").find(DOCUMENT)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "/a~", "/a~2"})
  void refusesWhatIsNoPointer(String pointer) {
    assertThatThrownBy(() -> JsonPointer.of(pointer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pointer);
  }
}
