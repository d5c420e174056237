package dev.penstock.gateway.cli.trust;

import dev.penstock.contract.device.PointBinding;
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
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.LocalMode;
import dev.penstock.deviceprofiles.vocabulary.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device's profile proposes for the policy, every binding spelt out. Nothing of it counts
 * before a person has said that the safe values are safe, and signed it.
 */
final class PolicyProposal {

  /** Stands for the person who still has to say that an end is safe. */
  static final String NOBODY = "nobody";

  /** As long as nobody has seen the PLC step in, a lease may not be longer. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration SETTLE = Duration.ofSeconds(2);
  private static final Duration REARM = Duration.ofSeconds(1);
  private static final int USUAL_OPERATIONS = 60;
  private static final long HOUR_SECONDS = 3_600;

  private final String device;
  private final Profile profile;
  private final Endpoint endpoint;
  private final Map<String, PointBinding> bindings = new LinkedHashMap<>();

  PolicyProposal(String device, Profile profile, List<PointBinding> bindings, Endpoint endpoint) {
    this.device = device;
    this.profile = profile;
    this.endpoint = endpoint;
    bindings.forEach(binding -> this.bindings.put(binding.point(), binding));
  }

  /** A point for each command of the profile. */
  List<BoundPoint> points() {
    List<BoundPoint> points = new ArrayList<>();
    profile.commands().forEach((name, command) -> points.add(point(name, command)));
    return points;
  }

  /** Everything that those look at. */
  List<Binding> inputs() {
    List<String> targets =
        profile.commands().keySet().stream().map(profile::targetOf).map(this::path).toList();
    return profile.pointsOfCommands().stream()
        .map(this::path)
        .filter(point -> !targets.contains(point))
        .sorted()
        .map(point -> Binding.of(binding(point), endpoint))
        .toList();
  }

  private String path(String point) {
    return device + "/" + point;
  }

  private PointBinding binding(String point) {
    return Objects.requireNonNull(bindings.get(point), point);
  }

  private BoundPoint point(String name, Command command) {
    String target = path(profile.targetOf(name));
    Binding binding = Binding.of(binding(target), endpoint);
    return new BoundPoint(
        binding,
        new Limits(bounds(command), pace(command)),
        readBack(target, command),
        safe(command),
        new Guards(interlocks(command), local(), lifecycle(command)),
        LEASE);
  }

  private static Bounds bounds(Command command) {
    dev.penstock.deviceprofiles.vocabulary.Limits limits = command.limits();
    return limits == null
        ? Bounds.NONE
        : new Bounds(
            decimal(limits.min()),
            decimal(limits.max()),
            decimal(limits.maxStep()),
            decimal(limits.maxRate()));
  }

  private static @Nullable Decimal decimal(double number) {
    return Double.isNaN(number) ? null : Decimal.of(number);
  }

  private static Pace pace(Command command) {
    int operations =
        command.rateLimit() == null
            ? USUAL_OPERATIONS
            : (int) Math.max(1, command.rateLimit().perSecond() * HOUR_SECONDS);
    return new Pace(operations, Duration.ZERO, Duration.ZERO);
  }

  private ReadBack readBack(String target, Command command) {
    String point = path(command.readback());
    return new ReadBack(
        point,
        point.equals(target) ? ConfirmedBy.REGISTER : ConfirmedBy.FEEDBACK,
        command.verify().within(),
        Decimal.of(command.verify().tolerance()),
        SETTLE);
  }

  private static SafeEnd safe(Command command) {
    String value = command.atEnd().value();
    SafeEnd.Statement statement = new SafeEnd.Statement(NOBODY, true, true);
    SafeEnd.Revert revert = new SafeEnd.Revert(0, Duration.ZERO, REARM);
    return value == null
        ? new SafeEnd(SafeEnd.Kind.RELEASE_NOTHING, "", null, statement, revert)
        : SafeEnd.value(SignedValue.parse(value), statement, revert);
  }

  private Interlock interlocks(Command command) {
    List<Interlock> parts =
        command.requires().stream()
            .filter(requirement -> requirement.state() == null)
            .map(this::interlock)
            .toList();
    return parts.isEmpty() ? Interlock.NONE : Interlock.allOf(parts.toArray(Interlock[]::new));
  }

  private Interlock interlock(Requirement requirement) {
    return requirement.point() == null
        ? Interlock.anyOf(
            requirement.anyOf().stream().map(this::interlock).toArray(Interlock[]::new))
        : Interlock.of(condition(requirement));
  }

  private Condition condition(Requirement requirement) {
    String point = path(Objects.requireNonNull(requirement.point(), "a point"));
    return new Condition(
        point,
        test(requirement),
        binding(point).unit(),
        Objects.requireNonNull(requirement.maxAge(), "maxAge"),
        requirement.for_());
  }

  private static Condition.Test test(Requirement requirement) {
    if (!requirement.within().isEmpty()) {
      return Condition.Test.within(
          text(requirement.within().get(0)), text(requirement.within().get(1)));
    }
    if (requirement.equals_() != null) {
      return Condition.Test.equalTo(requirement.equals_());
    }
    return Double.isNaN(requirement.above())
        ? Condition.Test.below(text(requirement.below()))
        : Condition.Test.above(text(requirement.above()));
  }

  private static String text(double number) {
    return Decimal.of(number).toString();
  }

  private @Nullable Condition local() {
    LocalMode local = profile.local();
    if (local == null) {
      return null;
    }
    String point = path(local.point());
    return new Condition(
        point,
        Condition.Test.equalTo(local.equals_()),
        binding(point).unit(),
        staleAfter(local.point()),
        Duration.ZERO);
  }

  /** A command that asks for a state narrows what the profile allows in general. */
  private @Nullable Lifecycle lifecycle(Command command) {
    dev.penstock.deviceprofiles.vocabulary.Lifecycle lifecycle = profile.lifecycle();
    if (lifecycle == null) {
      return null;
    }
    List<String> asked =
        command.requires().stream()
            .map(Requirement::state)
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
    Map<String, String> states = new TreeMap<>(lifecycle.map());
    if (states.isEmpty()) {
      lifecycle.states().forEach(state -> states.put(state, state));
    }
    return new Lifecycle(
        path(lifecycle.from()),
        new TreeMap<>(states),
        asked.isEmpty() ? lifecycle.controlAllowedIn() : asked,
        staleAfter(lifecycle.from()));
  }

  private Duration staleAfter(String point) {
    return profile.staleAfter(Objects.requireNonNull(profile.points().get(point), point));
  }

  /** How a driver's points are recognised, for people. */
  static String recognised(Endpoint endpoint) {
    return endpoint.wireTrusted()
        ? "WHOEVER SPEAKS ON ITS WIRE IS BELIEVED"
        : "recognised by certificate " + endpoint.certificateSha256().substring(0, 16) + "…";
  }
}
