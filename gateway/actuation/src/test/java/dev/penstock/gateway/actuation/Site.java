package dev.penstock.gateway.actuation;

import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Signer;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.keyfile.GatewayKeyFile;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Endpoint;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Guards;
import dev.penstock.contract.signing.trust.Interlock;
import dev.penstock.contract.signing.trust.Lifecycle;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Pace;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Quorum;
import dev.penstock.contract.signing.trust.ReadBack;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import dev.penstock.contract.signing.trust.SafeEnd;
import dev.penstock.contract.signing.trust.Standing;
import dev.penstock.contract.signing.trust.Window;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys and documents of a small plant with one pump, to be bent by each test before use. */
final class Site {

  static final String GATEWAY = "press-shop-1";
  static final String MACHINE = "machine";
  static final String PUMP = "plant/pump";
  static final String VALVE = "plant/valve";
  static final String LEVEL = "plant/level";
  static final String LOCAL = "plant/local";
  static final String STATE = "plant/state";
  static final String KEY = "plant/key";
  static final String TICK = "plant/tick";
  static final Instant MADE = Instant.parse("2026-03-01T12:00:00Z");

  final SecureRandom random;
  final KeySigner root1;
  final KeySigner root2;
  final KeySigner gateway;
  final KeySigner anna;
  final KeySigner annasOther;
  final KeySigner ben;
  final KeySigner carla;
  final KeySigner optimiser;
  final KeySigner twin;
  final KeySigner stranger;

  int threshold = 2;
  long version = 1;
  boolean demo;
  boolean withoutPump;
  boolean unattended = true;

  /** Fresh documents and a pulse. */
  boolean chiefsNeedTheTwin;

  int pumps = 1;
  final List<String> moreInputs = new ArrayList<>();
  String gatewayInPolicy = GATEWAY;
  Duration leaseMax = Duration.ofSeconds(60);
  String site = "press-shop";
  Instant expires = MADE.plus(Duration.ofDays(365));
  Mode maxMode = Mode.ARMED;
  int approvals;
  boolean offlineOk = true;
  Duration offlineBudget = Duration.ofDays(1);
  Duration pulse = Duration.ZERO;
  List<Standing> standing = List.of();
  @Nullable Condition presence =
      new Condition(KEY, Condition.Test.equalTo("true"), "1", Duration.ofSeconds(2), Duration.ZERO);
  List<Window> windows = List.of();
  Duration jitter = Duration.ZERO;
  Bounds bounds = new Bounds(Decimal.of(0), Decimal.of(10), Decimal.of(4), null);
  Bounds grantBounds = Bounds.NONE;
  Pace pace = new Pace(100, Duration.ZERO, Duration.ZERO);
  Duration rearm = Duration.ZERO;
  Duration settle = Duration.ofSeconds(1);
  Endpoint endpoint = Endpoint.certified(SimulatedPlant.PEER);
  String wireType = "Double";
  double scale = 1;
  SafeEnd.@Nullable Kind safeKind = SafeEnd.Kind.SAFE_VALUE;
  Interlock interlock =
      Interlock.of(
          new Condition(
              LEVEL, Condition.Test.above("5"), "cm", Duration.ofSeconds(2), Duration.ZERO));
  final List<Grant> moreGrants = new ArrayList<>();

  Site(SecureRandom random) {
    this.random = random;
    root1 = KeySigner.generate(random);
    root2 = KeySigner.generate(random);
    gateway = KeySigner.generate(random);
    anna = KeySigner.generate(random);
    annasOther = KeySigner.generate(random);
    ben = KeySigner.generate(random);
    carla = KeySigner.generate(random);
    optimiser = KeySigner.generate(random);
    twin = KeySigner.generate(random);
    stranger = KeySigner.generate(random);
  }

  /** What the driver was set up with. */
  List<PointBinding> bindings() {
    List<PointBinding> all =
        new ArrayList<>(
            List.of(
                binding(VALVE, ValueType.BOOL, "1", true),
                binding(LEVEL, ValueType.DOUBLE, "cm", false),
                binding(LOCAL, ValueType.BOOL, "1", false),
                binding(STATE, ValueType.STRING, "1", false),
                binding(KEY, ValueType.BOOL, "1", false),
                binding(TICK, ValueType.INT64, "1", true)));
    for (int number = 0; number < pumps; number++) {
      all.add(binding(pump(number), ValueType.DOUBLE, "V", true));
    }
    moreInputs.forEach(point -> all.add(binding(point, ValueType.DOUBLE, "cm", false)));
    return all;
  }

  /** One of many, if there are many. */
  String pump(int number) {
    return number == 0 ? PUMP : PUMP + number;
  }

  PointBinding binding(String point, ValueType type, String unit, boolean writable) {
    boolean pump = point.startsWith(PUMP);
    return new PointBinding(
        0,
        point,
        "opcua",
        new TreeMap<>(Map.of("nodeId", "ns=2;s=" + point)),
        type,
        pump ? wireType : "",
        pump ? scale : 1,
        0,
        unit,
        new PointDescriptor.Reporting(0, 0, 0, 0),
        writable);
  }

  void write(Path folder) throws Exception {
    Files.createDirectories(folder);
    DocumentHead head = new DocumentHead(site, version, MADE, expires, demo);
    Quorum two = new Quorum(List.of(root1.publicKey(), root2.publicKey()), 2);
    Quorum roster = new Quorum(List.of(root1.publicKey(), root2.publicKey()), threshold);
    Root root = new Root(head, two, two, roster, freshness());
    put(folder, TrustFolder.ROOT, root, root1, root2);
    put(folder, TrustFolder.POLICY, policy(head), root1, root2);
    put(folder, TrustFolder.ROSTER, roster(head), root1, root2);
    Files.writeString(
        folder.resolve(TrustFolder.FINGERPRINT),
        Sha256.hex(root.bytes()),
        StandardCharsets.US_ASCII);
    Path key = folder.resolve(TrustFolder.GATEWAY_KEY);
    if (!Files.exists(key)) {
      new GatewayKeyFile(GATEWAY, gateway).write(key, MACHINE);
    }
  }

  private Quorum freshness() {
    return new Quorum(List.of(twin.publicKey()), 1);
  }

  /** Another root, of which these two keys make all documents. */
  Root root(DocumentHead head, KeySigner one, KeySigner other) {
    Quorum two = new Quorum(List.of(one.publicKey(), other.publicKey()), 2);
    return new Root(head, two, two, two, freshness());
  }

  static void put(Path folder, String name, Message document, Signer... signers) throws Exception {
    Files.write(folder.resolve(name), Envelope.sign(document, signers).bytes());
  }

  Freshness freshness(Challenge challenge, Instant time, Freshness.Minimum least) {
    DocumentHead head = new DocumentHead(site, 1, time, time.plus(Duration.ofHours(24)), demo);
    return new Freshness(head, GATEWAY, challenge.nonce(), least, null);
  }

  Policy policy(DocumentHead head) {
    return new Policy(
        head,
        new Policy.Scope(gatewayInPolicy, maxMode, offlineBudget, presence),
        inputs(),
        points(),
        standing,
        grants().stream().map(this::ofThese).toList());
  }

  private List<Binding> inputs() {
    List<String> inputs = new ArrayList<>(List.of(LEVEL, LOCAL, STATE, KEY, TICK));
    inputs.addAll(moreInputs);
    return inputs.stream().map(this::bound).toList();
  }

  private List<BoundPoint> points() {
    List<BoundPoint> points = new ArrayList<>(List.of(valve()));
    for (int number = 0; number < pumps && !withoutPump; number++) {
      points.add(pumpPoint(pump(number)));
    }
    return points;
  }

  Binding bound(String point) {
    return bindings().stream()
        .filter(b -> b.point().equals(point))
        .map(b -> Binding.of(b, endpoint))
        .findFirst()
        .orElseThrow();
  }

  private BoundPoint pumpPoint(String point) {
    SafeEnd.Kind kind = safeKind == null ? SafeEnd.Kind.SAFE_VALUE : safeKind;
    boolean writes = kind == SafeEnd.Kind.SAFE_VALUE;
    SafeEnd safe =
        new SafeEnd(
            kind,
            "",
            writes ? SignedValue.parse("1") : null,
            new SafeEnd.Statement("anna", true, true),
            new SafeEnd.Revert(0, jitter, rearm));
    return point(point, new Limits(bounds, pace), safe, new Decimal(new BigDecimal("0.01")));
  }

  private BoundPoint valve() {
    SafeEnd safe =
        SafeEnd.value(
            SignedValue.of(false),
            new SafeEnd.Statement("anna", true, true),
            new SafeEnd.Revert(1, Duration.ZERO, rearm));
    return point(VALVE, new Limits(Bounds.NONE, pace), safe, Decimal.ZERO);
  }

  private BoundPoint point(String point, Limits limits, SafeEnd safe, Decimal tolerance) {
    Condition local =
        new Condition(
            LOCAL, Condition.Test.equalTo("true"), "1", Duration.ofSeconds(2), Duration.ZERO);
    Lifecycle lifecycle =
        new Lifecycle(
            STATE,
            new TreeMap<>(Map.of("running", "running", "maintenance", "maintenance")),
            List.of("running"),
            Duration.ofSeconds(2));
    return new BoundPoint(
        bound(point),
        limits,
        new ReadBack(point, ConfirmedBy.REGISTER, Duration.ofSeconds(1), tolerance, settle),
        safe,
        new Guards(interlock, local, lifecycle),
        leaseMax);
  }

  private List<Grant> grants() {
    List<Action> all =
        List.of(
            Action.SET,
            Action.RENEW,
            Action.RELEASE,
            Action.STOP,
            Action.RESET,
            Action.MAINTENANCE,
            Action.ACKNOWLEDGE,
            Action.MODE);
    List<Grant> grants = new ArrayList<>(moreGrants);
    grants.add(grant("operators", "operator", Origin.OPERATOR, all, terms(50, false)));
    grants.add(
        grant("approvers", "approver", Origin.OPERATOR, List.of(Action.APPROVE), terms(0, false)));
    grants.add(
        grant(
            "optimisers",
            "optimiser",
            Origin.OPTIMISER,
            List.of(Action.SET),
            terms(10, unattended)));
    grants.add(grant("chiefs", "chief", Origin.OPERATOR, all, chiefs()));
    return grants;
  }

  GrantTerms terms(int maxPriority, boolean unattended) {
    return terms(pulse, maxPriority, offlineOk, unattended);
  }

  private GrantTerms chiefs() {
    return chiefsNeedTheTwin ? terms(Duration.ofSeconds(15), 90, false, false) : terms(90, false);
  }

  private GrantTerms terms(Duration pulse, int maxPriority, boolean offline, boolean unattended) {
    return new GrantTerms(
        new Limits(grantBounds, Pace.ANY),
        new GrantTerms.Hold(Duration.ZERO, pulse, maxPriority),
        windows,
        offline,
        unattended,
        approvals);
  }

  private Grant ofThese(Grant grant) {
    boolean few = pumps == 1 && !withoutPump;
    List<String> points = few ? grant.points() : points().stream().map(BoundPoint::point).toList();
    return new Grant(
        grant.id(), grant.effect(), grant.who(), grant.actions(), points, grant.terms());
  }

  static Grant grant(
      String id, String role, Origin origin, List<Action> actions, GrantTerms terms) {
    return new Grant(
        id,
        Grant.Effect.ALLOW,
        new Grant.Who(List.of(role), List.of(), List.of(origin)),
        actions,
        List.of(PUMP, VALVE),
        terms);
  }

  Roster roster(DocumentHead head) {
    return new Roster(
        head,
        List.of(
            person("anna", List.of("operator", "approver"), anna, annasOther),
            person("ben", List.of("approver"), ben),
            person("carla", List.of("chief"), carla),
            member("optimiser", List.of("optimiser"), optimiser),
            member("twin", List.of("twin", "pulse"), twin)));
  }

  private static Member person(String name, List<String> roles, KeySigner... keys) {
    return new Member(
        name,
        Member.Kind.PERSON,
        List.of(keys).stream().map(KeySigner::publicKey).toList(),
        roles,
        List.of(Origin.OPERATOR),
        null);
  }

  private static Member member(String name, List<String> roles, KeySigner key) {
    return new Member(
        name,
        Member.Kind.SERVICE,
        List.of(key.publicKey()),
        roles,
        List.of(Origin.OPTIMISER, Origin.LOCAL_MODEL),
        null);
  }
}
