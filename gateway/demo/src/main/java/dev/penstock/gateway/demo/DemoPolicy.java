package dev.penstock.gateway.demo;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Endpoint;
import dev.penstock.contract.signing.trust.Guards;
import dev.penstock.contract.signing.trust.Interlock;
import dev.penstock.contract.signing.trust.Lifecycle;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Pace;
import dev.penstock.contract.signing.trust.ReadBack;
import dev.penstock.contract.signing.trust.SafeEnd;
import dev.penstock.contract.signing.trust.Wire;
import dev.penstock.deviceprofiles.Instance;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.gateway.demo.plant.PlantPoint;
import dev.penstock.gateway.demo.plant.PlantServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the demo's policy signers put their names to: both pumps, every binding spelt out. It does
 * not look at the device profile, so a profile that says otherwise locks the point.
 *
 * @param plant the plant's own certificate, by its SHA-256 in hex
 * @param attack whether pump 2 looks at a sensor behind the broker too, which cannot prove itself
 */
record DemoPolicy(String plant, boolean attack) {

  /** Where a lease ends: every tank only drains. */
  static final String SAFE_VOLTS = "0";

  static final Duration LONGEST_LEASE = Duration.ofSeconds(60);

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int OPS_PER_HOUR = 720;

  /** What the conditions look at. */
  List<Binding> inputs() {
    List<Binding> plantInputs = plantInputs();
    return attack ? Stream.concat(plantInputs.stream(), Stream.of(sensor())).toList() : plantInputs;
  }

  /** As the driver reads it; but no MQTT device can show a certificate. */
  private Binding sensor() {
    Instance harbour = new Instance("harbour", "", new TreeMap<>());
    return ProfileLoader.shipped("street-air-quality").compile(harbour, 0).bindings().stream()
        .filter(binding -> binding.point().equals(FakeSensorAttack.SENSOR))
        .map(binding -> Binding.of(binding, Endpoint.certified(plant)))
        .findFirst()
        .orElseThrow();
  }

  private List<Binding> plantInputs() {
    return List.of(
        binding("tank1Level", PlantPoint.TANK1_LEVEL, wire(ValueType.DOUBLE, "", "cm")),
        binding("tank2Level", PlantPoint.TANK2_LEVEL, wire(ValueType.DOUBLE, "", "cm")),
        binding("plantState", PlantPoint.STATE, wire(ValueType.STRING, "", "1")),
        binding("localMode", PlantPoint.LOCAL_MODE, wire(ValueType.BOOL, "", "1")),
        binding("keySwitch", PlantPoint.KEY_SWITCH, wire(ValueType.BOOL, "", "1")));
  }

  /** The key in the switch at the panel: somebody is there who may raise the mode. */
  Condition presence() {
    return new Condition(
        path("keySwitch"), Condition.Test.equalTo("true"), "1", FRESH, Duration.ZERO);
  }

  /** What may be commanded. */
  List<BoundPoint> points() {
    return List.of(
        pump("pump1Voltage", PlantPoint.PUMP1_VOLTAGE, notFull()),
        pump("pump2Voltage", PlantPoint.PUMP2_VOLTAGE, attack ? cleanAirToo() : notFull()));
  }

  private static Interlock notFull() {
    return Interlock.allOf(notFull("tank1Level"), notFull("tank2Level"));
  }

  private Interlock cleanAirToo() {
    Condition clean =
        new Condition(
            FakeSensorAttack.SENSOR,
            Condition.Test.below("200"),
            sensor().wire().unit(),
            FRESH,
            Duration.ZERO);
    return Interlock.allOf(notFull("tank1Level"), notFull("tank2Level"), Interlock.of(clean));
  }

  private BoundPoint pump(String name, PlantPoint node, Interlock interlock) {
    Bounds bounds = new Bounds(Decimal.of(0), Decimal.of(6), Decimal.of(2), null);
    ReadBack readBack =
        new ReadBack(
            path(name),
            ConfirmedBy.REGISTER,
            Duration.ofSeconds(3),
            Decimal.parse("0.01"),
            Duration.ofSeconds(2));
    return new BoundPoint(
        binding(name, node, wire(ValueType.DOUBLE, "Double", "V")),
        new Limits(bounds, new Pace(OPS_PER_HOUR, Duration.ZERO, Duration.ZERO)),
        readBack,
        safe(),
        guards(interlock),
        LONGEST_LEASE);
  }

  private static SafeEnd safe() {
    return SafeEnd.value(
        SignedValue.parse(SAFE_VOLTS),
        new SafeEnd.Statement("demo", true, true),
        new SafeEnd.Revert(0, Duration.ZERO, Duration.ofSeconds(1)));
  }

  private static Guards guards(Interlock interlock) {
    return new Guards(
        interlock,
        new Condition(path("localMode"), Condition.Test.equalTo("true"), "1", FRESH, Duration.ZERO),
        new Lifecycle(
            path("plantState"),
            new TreeMap<>(Map.of("running", "running", "maintenance", "maintenance")),
            List.of("running"),
            FRESH));
  }

  private static Interlock notFull(String level) {
    return Interlock.of(
        new Condition(path(level), Condition.Test.below("18"), "cm", FRESH, Duration.ZERO));
  }

  private Binding binding(String name, PlantPoint node, Wire wire) {
    String nodeId = "nsu=" + PlantServer.NAMESPACE + ";s=" + node.nodeName();
    return new Binding(
        path(name),
        "opcua",
        new TreeMap<>(Map.of("nodeId", nodeId)),
        wire,
        Endpoint.certified(plant));
  }

  private static Wire wire(ValueType type, String wireType, String unit) {
    return new Wire(type, wireType, Wire.PLAIN_SCALE, Decimal.ZERO, unit);
  }

  private static String path(String name) {
    return GatewayYaml.TANK + "/" + name;
  }
}
