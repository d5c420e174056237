package dev.penstock.contract.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.SignedValue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private final BoundPoint pump = TrustSamples.pump();
  private final List<Binding> inputs = TrustSamples.inputs();
  private final List<Standing> ticks = List.of(TrustSamples.tick());

  @Test
  void findsPointsAndBindings() {
    Policy policy = TrustSamples.policy();
    assertThat(policy.point("plc-1/pump1")).contains(pump);
    assertThat(policy.point("plc-1/level1")).isEmpty();
    assertThat(policy.binding("plc-1/level1")).contains(inputs.get(0));
    assertThat(policy.binding("plc-1/pump1")).contains(pump.binding());
    assertThat(policy.binding("plc-1/nothing")).isEmpty();
  }

  @Test
  void refusesAnInputThatIsNotBound() {
    for (Binding input : inputs) {
      List<Binding> fewer = new ArrayList<>(inputs);
      fewer.remove(input);
      if (!input.point().equals("plc-1/horn") && !input.point().equals("plc-1/keySwitch")) {
        refuses(() -> policy(fewer, pump, ticks), input.point() + " is named and not bound");
      }
    }
  }

  @Test
  void refusesAPresenceThatIsNotBound() {
    Condition presence = TrustSamples.condition("plc-9/key", Condition.Test.equalTo("true"), "1");
    Policy.Scope scope = new Policy.Scope("gw-1", Mode.ARMED, Duration.ZERO, presence);
    refuses(
        () -> new Policy(TrustSamples.HEAD, scope, inputs, List.of(), List.of(), List.of()),
        "plc-9/key is named and not bound");
  }

  @Test
  void refusesAPointThatIsBoundTwice() {
    List<Binding> more = new ArrayList<>(inputs);
    more.add(pump.binding());
    refuses(() -> policy(more, pump, ticks), "bound twice");
  }

  @Test
  void refusesAConditionInAnotherUnitOrForAnotherType() {
    refuses(() -> with("plc-1/level1", Condition.Test.below("15"), "mm"), "is in cm");
    refuses(() -> with("plc-1/level1", Condition.Test.equalTo("15"), "cm"), "not for the type");
    refuses(() -> with("plc-1/remote", Condition.Test.above("0"), "1"), "not for the type");
    refuses(() -> with("plc-1/remote", Condition.Test.equalTo("1"), "1"), "not for the type");
    assertThat(with("plc-1/state", Condition.Test.equalTo("1"), "1").points()).hasSize(1);
  }

  @Test
  void refusesALongLeaseWithoutAWatchdogThatSomebodyTested() {
    Standing untested =
        new Standing(Standing.Kind.WATCHDOG_TICK, "plc-1/alive", null, Duration.ofSeconds(1), "");
    refuses(() -> policy(inputs, pump, List.of()), "tested watchdog");
    refuses(() -> policy(inputs, pump, List.of(untested)), "tested watchdog");
    refuses(() -> policy(inputs, pump, List.of(untested, TrustSamples.tick())), "second tick");
  }

  @Test
  void refusesAReadBackOfAnotherTypeOrUnit() {
    BoundPoint other =
        new BoundPoint(
            pump.binding(),
            pump.hard(),
            TrustSamples.readBack("plc-1/level1", "0.1"),
            pump.safe(),
            pump.guards(),
            pump.leaseMax());
    refuses(() -> policy(inputs, other, ticks), "read-back");
  }

  @Test
  void refusesAGrantForAPointThatCannotBeCommanded() {
    refuses(
        () ->
            new Policy(
                TrustSamples.HEAD,
                scope(),
                inputs,
                List.of(pump),
                ticks,
                List.of(TrustSamples.grant(), TrustSamples.denial())),
        "street-1/valve1 is no such point");
    refuses(
        () ->
            new Policy(
                TrustSamples.HEAD,
                scope(),
                inputs,
                List.of(pump),
                ticks,
                List.of(TrustSamples.grant(), TrustSamples.grant())),
        "twice");
  }

  @Test
  void refusesAPointWhoseSafeEndNobodyAnswersFor() {
    refuses(() -> new SafeEnd.Statement("carol", true, false), "nobody says");
    refuses(() -> new SafeEnd.Statement("carol", false, true), "nobody says");
    refuses(() -> pumpEnding("11"), "safe value");
    refuses(() -> pumpEnding("-1"), "safe value");
    refuses(() -> pumpEnding("true"), "safe value");
  }

  @Test
  void refusesAReleaseThatWritesWhatDoesNotFit() {
    SafeEnd release =
        new SafeEnd(
            SafeEnd.Kind.RELEASE_WRITE,
            "plc-1/remote",
            SignedValue.parse("0"),
            TrustSamples.STATEMENT,
            TrustSamples.REVERT);
    refuses(() -> policy(inputs, pumpWith(release), ticks), "not of its type");
    refuses(
        () ->
            new SafeEnd(
                SafeEnd.Kind.RELEASE_NOTHING,
                "",
                SignedValue.of(true),
                TrustSamples.STATEMENT,
                TrustSamples.REVERT),
        "value");
  }

  @Test
  void refusesANumberWithoutHardLimitsAndAnyPointWithoutAPace() {
    Pace pace = new Pace(1, Duration.ZERO, Duration.ZERO);
    Bounds noMax = new Bounds(Decimal.ZERO, null, null, null);
    refuses(() -> pumpWith(new Limits(noMax, pace)), "min and max");
    refuses(() -> pumpWith(new Limits(pump.hard().bounds(), Pace.ANY)), "ops_per_hour");
  }

  @Test
  void refusesLimitsThatContradictThemselves() {
    refuses(() -> new Bounds(Decimal.of(2), Decimal.of(1), null, null), "min");
    refuses(() -> new Bounds(null, null, Decimal.ZERO, null), "max_step");
    refuses(() -> new Bounds(null, null, null, Decimal.parse("-1")), "max_rate");
  }

  @Test
  void narrowsLimitsByLimits() {
    Bounds wide = new Bounds(Decimal.of(0), Decimal.of(10), null, Decimal.of(3));
    Bounds narrow = new Bounds(Decimal.of(2), null, Decimal.of(1), Decimal.of(5));
    assertThat(wide.and(narrow))
        .isEqualTo(narrow.and(wide))
        .isEqualTo(new Bounds(Decimal.of(2), Decimal.of(10), Decimal.of(1), Decimal.of(3)));
    assertThat(wide.isDisjoint(new Bounds(Decimal.of(11), null, null, null))).isTrue();
    assertThat(wide.isDisjoint(new Bounds(Decimal.of(10), null, null, null))).isFalse();
    assertThat(wide.contains(Decimal.of(10))).isTrue();
    assertThat(wide.contains(Decimal.parse("10.000000001"))).isFalse();
    Pace often = new Pace(0, Duration.ofSeconds(5), Duration.ZERO);
    Pace seldom = new Pace(6, Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(often.and(seldom))
        .isEqualTo(seldom.and(often))
        .isEqualTo(new Pace(6, Duration.ofSeconds(5), Duration.ofSeconds(2)));
  }

  @Test
  void refusesEmptyAndNestedNothing() {
    refuses(Interlock::allOf, "at least one");
    refuses(Interlock::anyOf, "at least one");
    refuses(() -> Interlock.allOf(Interlock.NONE), "none stands alone");
    Interlock one = Interlock.of(TrustSamples.condition("d/p", Condition.Test.above("0"), "1"));
    Interlock[] many = Collections.nCopies(65, one).toArray(Interlock[]::new);
    refuses(() -> new Guards(Interlock.anyOf(many), null, null), "64");
  }

  @Test
  void refusesConditionsThatCannotBeJudged() {
    refuses(() -> Condition.Test.equalTo("0.5"), "EQUALS");
    refuses(() -> Condition.Test.above("true"), "numbers");
    refuses(() -> Condition.Test.within("2", "1"), "WITHIN");
    refuses(
        () -> new Condition("d/p", Condition.Test.above("1"), "1", Duration.ZERO, Duration.ZERO),
        "max_age");
    assertThat(TrustSamples.condition("d/p", Condition.Test.within("1", "2"), "cm"))
        .hasToString("d/p within 1 to 2 cm");
  }

  @Test
  void refusesADeviceThatNeitherProvesItselfNorIsBelieved() {
    refuses(() -> new Endpoint("", false, false), "either");
    refuses(() -> new Endpoint("00".repeat(32), true, false), "either");
  }

  @Test
  void mapsOnlyTheStatesThatItNames() {
    Lifecycle lifecycle = TrustSamples.lifecycle();
    assertThat(lifecycle.allows("1")).isTrue();
    assertThat(lifecycle.allows("0")).isFalse();
    assertThat(lifecycle.allows("2")).isFalse();
    refuses(
        () ->
            new Lifecycle(
                "d/p", new TreeMap<>(Map.of("1", "on")), List.of("off"), Duration.ofSeconds(1)),
        "allowed_in");
  }

  @Test
  void seesEveryDifferenceBetweenPolicyAndDriver() {
    PointBinding driver = driver("nsu=urn:tanks;s=plc-1/pump1", 1, 0, "V", ValueType.DOUBLE);
    Binding binding = pump.binding();
    assertThat(binding.matches(driver)).isTrue();
    assertThat(Binding.of(driver, TrustSamples.PLC)).isEqualTo(binding);
    assertThat(Binding.of(driver, TrustSamples.PLC).sha256()).isEqualTo(binding.sha256());
    assertThat(Binding.of(driver, Endpoint.trustedWire()).sha256()).isNotEqualTo(binding.sha256());
    assertThat(binding.matches(driver("other", 1, 0, "V", ValueType.DOUBLE))).isFalse();
    String address = "nsu=urn:tanks;s=plc-1/pump1";
    assertThat(binding.matches(driver(address, 0.1, 0, "V", ValueType.DOUBLE))).isFalse();
    assertThat(binding.matches(driver(address, 1, 1, "V", ValueType.DOUBLE))).isFalse();
    assertThat(binding.matches(driver(address, 1, 0, "mV", ValueType.DOUBLE))).isFalse();
    assertThat(binding.matches(driver(address, 1, 0, "V", ValueType.INT64))).isFalse();
  }

  @Test
  void knowsItsHoursInUtc() {
    Window window = new Window(List.of(DayOfWeek.MONDAY), 480, 1_440);
    assertThat(window.contains(Instant.parse("2026-03-02T08:00:00Z"))).isTrue();
    assertThat(window.contains(Instant.parse("2026-03-02T23:59:59Z"))).isTrue();
    assertThat(window.contains(Instant.parse("2026-03-02T07:59:59Z"))).isFalse();
    assertThat(window.contains(Instant.parse("2026-03-03T08:00:00Z"))).isFalse();
    refuses(() -> new Window(List.of(), 0, 1), "day");
    refuses(() -> new Window(List.of(DayOfWeek.MONDAY), 9, 9), "begin");
    refuses(() -> new Window(List.of(DayOfWeek.MONDAY), 0, 1_441), "begin");
  }

  @Test
  void grantsToRolesAndKeys() {
    Grant.Who who = TrustSamples.grant().who();
    Member alice = TrustSamples.roster().named("alice").orElseThrow();
    Member twin = TrustSamples.roster().named("twin").orElseThrow();
    String twinsGranted = twin.keys().get(0).keyId();
    assertThat(who.includes(alice, alice.keys().get(0).keyId())).isTrue();
    assertThat(who.includes(twin, twinsGranted)).isTrue();
    assertThat(who.includes(twin, twin.keys().get(1).keyId())).isFalse();
    refuses(() -> new Grant.Who(List.of(), List.of(), List.of()), "role or a key");
  }

  @Test
  void refusesAGrantThatSaysTooLittle() {
    Grant.Who anyOrigin = new Grant.Who(List.of("operator"), List.of(), List.of());
    refuses(() -> grant(anyOrigin, List.of(Action.SET), List.of("d/p")), "no origin");
    refuses(() -> grant(anyOrigin, List.of(), List.of("d/p")), "no action");
    refuses(() -> grant(anyOrigin, List.of(Action.STOP), List.of()), "no point");
    refuses(() -> grant(anyOrigin, List.of(Action.APPROVE), List.of()), "no point");
    assertThat(grant(anyOrigin, List.of(Action.RESET), List.of()).points()).isEmpty();
  }

  private static Grant grant(Grant.Who who, List<Action> actions, List<String> points) {
    return new Grant("g", Grant.Effect.ALLOW, who, actions, points, GrantTerms.PLAIN);
  }

  private static PointBinding driver(
      String nodeId, double scale, double offset, String unit, ValueType type) {
    return new PointBinding(
        3,
        "plc-1/pump1",
        "opcua",
        new TreeMap<>(Map.of("nodeId", nodeId)),
        type,
        "",
        scale,
        offset,
        unit,
        new Reporting(1, 0, 1, 1),
        true);
  }

  private static Policy.Scope scope() {
    return new Policy.Scope("gw-1", Mode.ARMED, Duration.ofDays(3), null);
  }

  private static Policy policy(List<Binding> inputs, BoundPoint point, List<Standing> standing) {
    return new Policy(TrustSamples.HEAD, scope(), inputs, List.of(point), standing, List.of());
  }

  private Policy with(String point, Condition.Test test, String unit) {
    Interlock interlock = Interlock.of(TrustSamples.condition(point, test, unit));
    BoundPoint guarded =
        new BoundPoint(
            pump.binding(),
            pump.hard(),
            pump.readBack(),
            pump.safe(),
            new Guards(interlock, null, null),
            pump.leaseMax());
    return policy(inputs, guarded, ticks);
  }

  private BoundPoint pumpEnding(String value) {
    return pumpWith(
        SafeEnd.value(SignedValue.parse(value), TrustSamples.STATEMENT, TrustSamples.REVERT));
  }

  private BoundPoint pumpWith(SafeEnd safe) {
    return new BoundPoint(
        pump.binding(), pump.hard(), pump.readBack(), safe, pump.guards(), pump.leaseMax());
  }

  private BoundPoint pumpWith(Limits hard) {
    return new BoundPoint(
        pump.binding(), hard, pump.readBack(), pump.safe(), pump.guards(), pump.leaseMax());
  }

  private static void refuses(ThrowingCallable making, String words) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
