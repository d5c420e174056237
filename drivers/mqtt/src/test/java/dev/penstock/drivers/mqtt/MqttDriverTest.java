package dev.penstock.drivers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import org.junit.jupiter.api.Test;

final class MqttDriverTest {

  private final MqttDriver driver = new MqttDriver();

  @Test
  void takesWhatProfilesCompileTo() {
    assertThat(
            driver.check(
                TestPoints.json(
                    0,
                    "p",
                    ValueType.DOUBLE,
                    "jsonPointer",
                    "/no2",
                    "timePointer",
                    "/ts",
                    "timeFormat",
                    "epoch-ms")))
        .isEmpty();
    assertThat(driver.check(TestPoints.of(0, "p", ValueType.BOOL, "text", 1))).isEmpty();
    assertThat(driver.check(TestPoints.of(0, "p", ValueType.BOOL, "senml", 1, "senmlName", "n")))
        .isEmpty();
    assertThat(driver.check(TestPoints.of(0, "p", ValueType.DOUBLE, "", 1))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithEachWord() {
    assertWrong(TestPoints.json(0, "p", ValueType.DOUBLE, "topic", ""), "no topic");
    assertWrong(TestPoints.json(0, "p", ValueType.DOUBLE, "topic", "a/+/b"), "no wildcard");
    assertWrong(TestPoints.json(0, "p", ValueType.DOUBLE, "jsonPointer", "no2"), "JSON pointer");
    assertWrong(TestPoints.json(0, "p", ValueType.DOUBLE, "timeFormat", "unix"), "epoch-s");
    assertWrong(TestPoints.of(0, "p", ValueType.DOUBLE, "xml", 1), "json, senml or text");
    assertWrong(TestPoints.of(0, "p", ValueType.DOUBLE, "senml", 1), "senmlName");
    assertWrong(TestPoints.json(0, "p", ValueType.DOUBLE, "pointer", "/a"), "jsonPointer");
  }

  private void assertWrong(PointBinding binding, String words) {
    assertThat(driver.check(binding))
        .singleElement()
        .asString()
        .startsWith("harbour/p: ")
        .contains(words);
  }
}
