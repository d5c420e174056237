package dev.penstock.contract.signing.trust;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Condition.Op;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the parts of a policy fit together. */
final class PolicyClosure {

  /** Nobody has seen the PLC step in: a hold must be short enough to wait for. */
  private static final Duration LEASE_WITHOUT_WATCHDOG = Duration.ofSeconds(60);

  private final List<BoundPoint> points;
  private final Map<String, Binding> bindings = new HashMap<>();

  PolicyClosure(List<Binding> inputs, List<BoundPoint> points) {
    this.points = points;
    Stream.concat(inputs.stream(), points.stream().map(BoundPoint::binding))
        .forEach(
            binding ->
                Rules.require(
                    bindings.put(binding.point(), binding) == null,
                    binding.point() + " is bound twice"));
  }

  void check(Policy.Scope scope, List<Standing> standing, List<Grant> grants) {
    points.forEach(this::checkPoint);
    Stream.ofNullable(scope.presence()).forEach(this::checkCondition);
    standing.forEach(this::checkStanding);
    checkWatchdogs(standing);
    checkGrants(grants);
  }

  private void checkPoint(BoundPoint point) {
    Binding readBack = bound(point.readBack().point());
    Rules.require(
        readBack.wire().type() == point.binding().wire().type()
            && readBack.wire().unit().equals(point.binding().wire().unit()),
        point.point() + ": its read-back has another type or unit");
    point.guards().conditions().forEach(this::checkCondition);
    Lifecycle lifecycle = point.guards().lifecycle();
    if (lifecycle != null) {
      bound(lifecycle.point());
    }
    SignedValue value = point.safe().value();
    if (point.safe().kind() == SafeEnd.Kind.RELEASE_WRITE && value != null) {
      checkFits(bound(point.safe().point()), value);
    }
  }

  private void checkCondition(Condition condition) {
    Wire wire = bound(condition.point()).wire();
    Rules.require(
        wire.unit().equals(condition.unit()),
        condition.point() + " is in " + wire.unit() + ", its condition in " + condition.unit());
    boolean isEquals = condition.test().op() == Op.EQUALS;
    boolean fits =
        isEquals
            ? wire.type() != ValueType.DOUBLE
                && condition.test().value().as(wire.type()).isPresent()
            : wire.type().isNumeric();
    Rules.require(fits, condition + ": not for the type " + wire.type());
  }

  private void checkStanding(Standing write) {
    Binding binding = bound(write.point());
    if (write.value() != null) {
      checkFits(binding, write.value());
    }
  }

  private void checkWatchdogs(List<Standing> standing) {
    List<Standing> ticks =
        standing.stream().filter(write -> write.kind() == Standing.Kind.WATCHDOG_TICK).toList();
    Set<String> devices = new HashSet<>();
    ticks.forEach(
        tick ->
            Rules.require(
                devices.add(bound(tick.point()).device()), tick.point() + ": a second tick"));
    Set<String> tested =
        ticks.stream()
            .filter(tick -> !tick.testedBy().isEmpty())
            .map(tick -> bound(tick.point()).device())
            .collect(Collectors.toSet());
    for (BoundPoint point : points) {
      Rules.require(
          tested.contains(point.binding().device())
              || point.leaseMax().compareTo(LEASE_WITHOUT_WATCHDOG) <= 0,
          point.point() + ": without a tested watchdog a lease must not exceed 60 s");
    }
  }

  private void checkGrants(List<Grant> grants) {
    Set<String> writable = points.stream().map(BoundPoint::point).collect(Collectors.toSet());
    Set<String> ids = new HashSet<>();
    for (Grant grant : grants) {
      Rules.require(ids.add(grant.id()), grant.id() + " is there twice");
      for (String point : grant.points()) {
        Rules.require(writable.contains(point), grant.id() + ": " + point + " is no such point");
      }
    }
  }

  private static void checkFits(Binding binding, SignedValue value) {
    Rules.require(
        value.as(binding.wire().type()).isPresent(),
        binding.point() + ": " + value + " is not of its type");
  }

  private Binding bound(String point) {
    Binding binding = bindings.get(point);
    if (binding == null) {
      throw new IllegalArgumentException(point + " is named and not bound");
    }
    return binding;
  }
}
