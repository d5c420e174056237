package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpcUaDriverTest {

  private final OpcUaDriver driver = new OpcUaDriver();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nsu=urn:acme:press;s=Oil.Temp",
        "ns=2;i=1001",
        "i=2258",
        "ns=3;s=\"DB1\".\"level\"",
        "nsu=http://acme.example/UA/;g=09087e75-8e5e-499b-954f-f2a9603db28a"
      })
  void takesNodeIdsAsTheSpecificationWritesThem(String nodeId) {
    assertThat(driver.check(Bindings.at(0, "p", nodeId, ValueType.DOUBLE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Oil.Temp", "ns=x;i=1", "s:Oil", "svr=1;i=3", "ns=1;i=abc", "nsu=urn:a"})
  void saysWhatANodeIdLooksLike(String nodeId) {
    assertThat(driver.check(Bindings.at(0, "p", nodeId, ValueType.DOUBLE)))
        .singleElement()
        .asString()
        .contains("device/p", nodeId, "nsu=<namespace uri>;s=<name>");
  }

  @Test
  void refusesAddressKeysItDoesNotKnow() {
    PointBinding good = Bindings.of(0, "p", ValueType.DOUBLE);
    Map<String, String> address = new TreeMap<>(good.address());
    address.put("nodeid", "i=1");

    PointBinding bad =
        new PointBinding(
            0,
            good.point(),
            good.protocol(),
            new TreeMap<>(address),
            good.type(),
            "",
            1,
            0,
            "1",
            good.reporting(),
            false);

    assertThat(driver.check(bad)).singleElement().asString().contains("unknown address key nodeid");
  }

  @Test
  void refusesAWireTypeThatDoesNotCarryThePoint() {
    assertThat(driver.check(Bindings.scaled(0, "p", ValueType.BOOL, "Int16", 1, 0)))
        .singleElement()
        .asString()
        .contains("Int16", "bool");
    assertThat(driver.check(Bindings.scaled(0, "p", ValueType.DOUBLE, "int17", 1, 0))).hasSize(1);
    assertThat(driver.check(Bindings.scaled(0, "p", ValueType.DOUBLE, "int16", 0.1, 0))).isEmpty();
  }
}
