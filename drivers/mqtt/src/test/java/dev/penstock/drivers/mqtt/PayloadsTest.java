package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Flag;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.Told;
import dev.penstock.contract.testkit.Told.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadsTest {

  private static final long NOW = 1_735_689_600_000_000_000L;

  private final Told told = new Told();
  private final Problems problems = new Problems(() -> {});

  private List<Row> read(String payload, PointBinding... points) {
    MessageRows rows = new MessageRows(new Teller(told), problems);
    rows.begin(NOW, 1, false);
    Payloads.read(
        payload.getBytes(StandardCharsets.UTF_8),
        Arrays.stream(points).map(Target::new).toList(),
        rows);
    long unused = rows.end();
    return told.rows();
  }

  private static PointBinding json(String name, ValueType type) {
    return TestPoints.json(0, name, type, "jsonPointer", "/" + name);
  }

  private static PointBinding senml(int index, String name, ValueType type, double scale) {
    return TestPoints.of(index, "s" + index, type, "senml", scale, "senmlName", name);
  }

  @Test
  void readsEachTypeOfJson() {
    assertThat(
            read(
                "{\"d\":1.5e1,\"i\":9007199254740993,\"b\":true,\"s\":\"on\",\"a\":[1,2.5]}",
                json("d", ValueType.DOUBLE),
                json("i", ValueType.INT64),
                json("b", ValueType.BOOL),
                json("s", ValueType.STRING),
                json("a", ValueType.DOUBLES)))
        .extracting(Row::value)
        .containsExactly(
            Value.of(15.0),
            Value.of(9007199254740993L),
            Value.of(true),
            Value.of("on"),
            Value.of(new double[] {1, 2.5}));
  }

  @Test
  void scalesInDecimals() {
    PointBinding tenths = TestPoints.of(0, "t", ValueType.DOUBLE, "json", 0.1, "jsonPointer", "/t");

    assertThat(read("{\"t\":33}", tenths)).extracting(Row::value).containsExactly(Value.of(3.3));
  }

  @Test
  void nullIsADeviceThatHasNoValue() {
    Row row = read("{\"d\":null}", json("d", ValueType.DOUBLE)).get(0);

    assertThat(row.quality()).isEqualTo(Quality.BAD);
    assertThat(row.status()).isEqualTo(MessageRows.BAD_NO_DATA);
    assertThat(Flag.DEVICE.in(row.flags())).isTrue();
    assertThat(Flag.CONFIG.in(row.flags())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"d\":\"15\"}", "{\"d\":true}", "{\"d\":[1]}", "{\"d\":1e999}"})
  void anotherTypeIsAMistakeOfConfiguration(String payload) {
    Row row = read(payload, json("d", ValueType.DOUBLE)).get(0);

    assertThat(row.quality()).isEqualTo(Quality.BAD);
    assertThat(Flag.CONFIG.in(row.flags())).isTrue();
    assertThat(problems.sentence()).contains("harbour/d", "the profile says double");
  }

  @Test
  void aFractionIsNoInteger() {
    assertThat(read("{\"i\":1.5}", json("i", ValueType.INT64)).get(0).quality())
        .isEqualTo(Quality.BAD);
  }

  @Test
  void aStampThatIsNoTimeIsSuspect() {
    PointBinding point =
        TestPoints.json(
            0,
            "d",
            ValueType.DOUBLE,
            "jsonPointer",
            "/d",
            "timePointer",
            "/t",
            "timeFormat",
            "epoch-s");

    Row row = read("{\"d\":1,\"t\":\"noon\"}", point).get(0);

    assertThat(row.source()).isEqualTo(ObservationBatch.ABSENT);
    assertThat(row.quality()).isEqualTo(Quality.GOOD);
    assertThat(Flag.CLOCK_SUSPECT.in(row.flags())).isTrue();
  }

  @Test
  void aMessageWithoutAStampIsNotSuspect() {
    PointBinding point =
        TestPoints.json(0, "d", ValueType.DOUBLE, "jsonPointer", "/d", "timePointer", "/t");

    assertThat(Flag.CLOCK_SUSPECT.in(read("{\"d\":1}", point).get(0).flags())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"d\":1}x", "{\"d\":1,\"d\":2}", "{'d':1}", "{\"d\":NaN}"})
  void addsNoRowOfAMessageThatIsNoJson(String payload) {
    assertThatThrownBy(() -> read(payload, json("d", ValueType.DOUBLE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(told.rows()).isEmpty();
  }

  @Test
  void refusesAMessageThatIsTooLong() {
    assertThatThrownBy(() -> read("{\"d\":1}" + " ".repeat(1 << 16), json("d", ValueType.DOUBLE)))
        .hasMessageContaining("at most 65536");
  }

  @Test
  void resolvesSenmlNamesAndTimes() {
    String pack =
        "[{\"bn\":\"urn:dev:1:\",\"bt\":1735689600,\"n\":\"temp\",\"u\":\"Cel\",\"v\":21.5},"
            + "{\"n\":\"on\",\"vb\":true,\"t\":1.5},{\"n\":\"mode\",\"vs\":\"auto\"},"
            + "{\"n\":\"temp\",\"v\":22,\"t\":-10}]";

    List<Row> rows =
        read(
            pack,
            senml(0, "urn:dev:1:temp", ValueType.DOUBLE, 1),
            senml(1, "urn:dev:1:on", ValueType.BOOL, 1),
            senml(2, "urn:dev:1:mode", ValueType.STRING, 1));

    assertThat(rows)
        .extracting(Row::value)
        .containsExactly(Value.of(21.5), Value.of(22.0), Value.of(true), Value.of("auto"));
    assertThat(rows)
        .extracting(Row::source)
        .containsExactly(NOW, NOW - 10_000_000_000L, NOW + 1_500_000_000L, NOW);
  }

  @Test
  void takesSenmlTimesNearZeroAsRelativeToNow() {
    List<Row> rows =
        read(
            "[{\"n\":\"x\",\"v\":1,\"t\":-5},{\"n\":\"x\",\"v\":2}]",
            senml(0, "x", ValueType.DOUBLE, 100));

    assertThat(rows).extracting(Row::value).containsExactly(Value.of(100.0), Value.of(200.0));
    assertThat(rows)
        .extracting(Row::source)
        .containsExactly(NOW - 5_000_000_000L, ObservationBatch.ABSENT);
  }

  @Test
  void addsTheBaseValueOfSenml() {
    assertThat(read("[{\"bn\":\"x\",\"bv\":100,\"v\":1}]", senml(0, "x", ValueType.DOUBLE, 1)))
        .extracting(Row::value)
        .containsExactly(Value.of(101.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"n\":\"x\",\"v\":1}",
        "[1]",
        "[{\"n\":\"x\",\"v\":1,\"must_\":2}]",
        "[{\"bver\":11,\"n\":\"x\",\"v\":1}]",
        "[{\"n\":7,\"v\":1}]",
        "[{\"n\":\"x\",\"v\":1,\"t\":\"noon\"}]",
        "[{\"n\":\"x\",\"v\":1,\"t\":1e300}]"
      })
  void refusesWhatIsNoSenml(String payload) {
    assertThatThrownBy(() -> read(payload, senml(0, "x", ValueType.DOUBLE, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SenML");
    assertThat(told.rows()).isEmpty();
  }

  @Test
  void readsPlainTexts() {
    PointBinding number = TestPoints.of(0, "n", ValueType.DOUBLE, "text", 0.5);
    PointBinding whole = TestPoints.of(1, "w", ValueType.INT64, "text", 1);
    PointBinding bool = TestPoints.of(2, "b", ValueType.BOOL, "text", 1);
    PointBinding text = TestPoints.of(3, "t", ValueType.STRING, "text", 1);

    assertThat(read(" +21 \n", number, whole, bool, text))
        .extracting(Row::value)
        .containsExactly(Value.of(10.5), Value.of(21L), null, Value.of(" +21 \n"));
    assertThat(read("ON", bool).get(4).value()).isEqualTo(Value.of(true));
    assertThat(read("0", bool).get(5).value()).isEqualTo(Value.of(false));
    assertThat(read("21 °C", number).get(6).quality()).isEqualTo(Quality.BAD);
  }
}
