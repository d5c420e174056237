package dev.penstock.contract.signing.trust;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.Keys;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Condition.Test;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small plant's trust documents. */
public final class TrustSamples {

  public static final DocumentHead HEAD =
      new DocumentHead(
          "tanks",
          4,
          Instant.parse("2026-03-01T00:00:00Z"),
          Instant.parse("2026-09-01T00:00:00Z"),
          false);

  static final Endpoint PLC = Endpoint.certified(Sha256.hex(new byte[] {7}));
  static final SafeEnd.Statement STATEMENT = new SafeEnd.Statement("carol", true, true);
  static final SafeEnd.Revert REVERT =
      new SafeEnd.Revert(10, Duration.ofMillis(500), Duration.ofSeconds(60));

  private TrustSamples() {}

  public static Root root() {
    return new Root(HEAD, quorum(2, 1, 2, 3), quorum(2, 4, 5), quorum(2, 5, 6), quorum(1, 7));
  }

  static Quorum quorum(int threshold, Integer... keys) {
    return new Quorum(List.of(keys).stream().map(Keys::key).toList(), threshold);
  }

  public static Roster roster() {
    Member alice = person("alice", 11, "operator", "supervisor");
    Member.Delegation week = new Member.Delegation("alice", Instant.parse("2026-03-08T00:00:00Z"));
    Member bob =
        new Member(
            "bob",
            Member.Kind.PERSON,
            List.of(Keys.key(12)),
            List.of("operator"),
            List.of(Origin.OPERATOR),
            week);
    Member twin =
        new Member(
            "twin",
            Member.Kind.SERVICE,
            List.of(Keys.key(13), Keys.key(14)),
            List.of("pulse", "witness"),
            List.of(Origin.OPTIMISER, Origin.SCHEDULE),
            null);
    Member gateway =
        new Member("gw-1", Member.Kind.GATEWAY, List.of(Keys.key(15)), List.of(), List.of(), null);
    return new Roster(HEAD, List.of(alice, bob, twin, gateway));
  }

  static Member person(String name, int key, String... roles) {
    return new Member(
        name,
        Member.Kind.PERSON,
        List.of(Keys.key(key)),
        List.of(roles),
        List.of(Origin.OPERATOR),
        null);
  }

  public static Policy policy() {
    Condition presence =
        new Condition(
            "plc-1/keySwitch", Test.equalTo("true"), "1", Duration.ofSeconds(2), Duration.ZERO);
    return new Policy(
        HEAD,
        new Policy.Scope("gw-1", Mode.ARMED, Duration.ofDays(3), presence),
        inputs(),
        List.of(pump(), valve()),
        List.of(tick(), pinDefault()),
        List.of(grant(), denial()));
  }

  static List<Binding> inputs() {
    return List.of(
        binding("plc-1/level1", ValueType.DOUBLE, "cm"),
        binding("plc-1/level2", ValueType.DOUBLE, "cm"),
        binding("plc-1/keySwitch", ValueType.BOOL, "1"),
        binding("plc-1/state", ValueType.INT64, "1"),
        binding("plc-1/remote", ValueType.BOOL, "1"),
        binding("plc-1/alive", ValueType.INT64, "1"),
        binding("plc-1/horn", ValueType.BOOL, "1"));
  }

  static Binding binding(String point, ValueType type, String unit) {
    return new Binding(
        point,
        "opcua",
        new TreeMap<>(Map.of("nodeId", "nsu=urn:tanks;s=" + point)),
        new Wire(type, "", Wire.PLAIN_SCALE, Decimal.ZERO, unit),
        PLC);
  }

  static BoundPoint pump() {
    Limits hard =
        new Limits(
            new Bounds(Decimal.ZERO, Decimal.of(10), Decimal.parse("2.5"), Decimal.parse("0.5")),
            new Pace(60, Duration.ZERO, Duration.ZERO));
    return new BoundPoint(
        binding("plc-1/pump1", ValueType.DOUBLE, "V"),
        hard,
        readBack("plc-1/pump1", "0.01"),
        SafeEnd.value(SignedValue.parse("0"), STATEMENT, REVERT),
        new Guards(
            interlocks(), condition("plc-1/remote", Test.equalTo("false"), "1"), lifecycle()),
        Duration.ofMinutes(30));
  }

  static BoundPoint valve() {
    Binding binding =
        new Binding(
            "street-1/valve1",
            "modbus",
            new TreeMap<>(Map.of("unit", "1", "table", "coil", "address", "0")),
            new Wire(ValueType.BOOL, "bool", Wire.PLAIN_SCALE, Decimal.ZERO, "1"),
            new Endpoint("", true, true));
    return new BoundPoint(
        binding,
        new Limits(Bounds.NONE, new Pace(6, Duration.ofSeconds(10), Duration.ofSeconds(20))),
        readBack("street-1/valve1", "0"),
        new SafeEnd(
            SafeEnd.Kind.RELEASE_WRITE, "plc-1/remote", SignedValue.of(false), STATEMENT, REVERT),
        Guards.NONE,
        Duration.ofSeconds(60));
  }

  static ReadBack readBack(String point, String tolerance) {
    return new ReadBack(
        point,
        ConfirmedBy.REGISTER,
        Duration.ofSeconds(2),
        Decimal.parse(tolerance),
        Duration.ofSeconds(5));
  }

  static Condition condition(String point, Test test, String unit) {
    return new Condition(point, test, unit, Duration.ofSeconds(2), Duration.ZERO);
  }

  static Interlock interlocks() {
    Condition lasting =
        new Condition(
            "plc-1/level2",
            Test.within("2", "18"),
            "cm",
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));
    return Interlock.allOf(
        Interlock.of(condition("plc-1/level1", Test.below("15"), "cm")).forRevertToo(),
        Interlock.anyOf(
            Interlock.of(lasting), Interlock.of(condition("plc-1/level1", Test.above("3"), "cm"))));
  }

  static Lifecycle lifecycle() {
    return new Lifecycle(
        "plc-1/state",
        new TreeMap<>(Map.of("0", "commissioning", "1", "running")),
        List.of("running"),
        Duration.ofSeconds(5));
  }

  static Standing tick() {
    return new Standing(
        Standing.Kind.WATCHDOG_TICK, "plc-1/alive", null, Duration.ofSeconds(1), "carol");
  }

  static Standing pinDefault() {
    return new Standing(
        Standing.Kind.PIN_DEFAULT, "plc-1/horn", SignedValue.of(false), Duration.ZERO, "");
  }

  static Grant grant() {
    Limits limits = new Limits(new Bounds(Decimal.of(2), Decimal.of(8), null, null), Pace.ANY);
    GrantTerms terms =
        new GrantTerms(
            limits,
            new GrantTerms.Hold(Duration.ofMinutes(15), Duration.ofSeconds(10), 50),
            List.of(new Window(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 480, 1_440)),
            true,
            true,
            1);
    return new Grant(
        "pumps-by-day",
        Grant.Effect.ALLOW,
        new Grant.Who(List.of("operator"), List.of(Keys.key(13).keyId()), List.of(Origin.OPERATOR)),
        List.of(Action.SET, Action.RENEW, Action.RELEASE),
        List.of("plc-1/pump1"),
        terms);
  }

  static Grant denial() {
    return new Grant(
        "no-guests",
        Grant.Effect.DENY,
        new Grant.Who(List.of("guest"), List.of(), List.of()),
        List.of(Action.SET),
        List.of("plc-1/pump1", "street-1/valve1"),
        GrantTerms.PLAIN);
  }

  public static Freshness freshness() {
    LogHead log = new LogHead("gw-1/audit-1", 256, Sha256.hex(new byte[] {1}));
    return new Freshness(
        HEAD, "gw-1", "00112233445566778899aabbccddeeff", new Freshness.Minimum(1, 4, 9), log);
  }

  public static Revocation revocation() {
    return new Revocation("tanks", "lost-laptop", List.of(Keys.key(11).keyId()), "stolen");
  }
}
