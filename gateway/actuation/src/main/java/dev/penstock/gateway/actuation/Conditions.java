package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Interlock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges conditions with three answers. An input that is missing, old, not good, not a number or
 * from a source that did not prove itself makes the whole interlock unknown, also in an any-of.
 */
final class Conditions {

  private final Links links;
  private final Function<String, Optional<Binding>> bindings;

  /** Since when a condition that must last has been true, on the monotonic clock. */
  private final Map<Condition, Long> trueSince = new HashMap<>();

  Conditions(Links links, Function<String, Optional<Binding>> bindings) {
    this.links = links;
    this.bindings = bindings;
  }

  Links links() {
    return links;
  }

  /** To be called at least every second, so that a break of a lasting condition is noticed. */
  void watch(List<Condition> lasting, Sights sights) {
    for (Condition condition : lasting) {
      if (now(condition, sights).isYes()) {
        trueSince.putIfAbsent(condition, sights.mono());
      } else {
        trueSince.remove(condition);
      }
    }
  }

  Finding judge(Interlock interlock, Sights sights) {
    if (interlock.kind() == Interlock.Kind.NONE) {
      return Finding.YES;
    }
    List<Finding> unknown =
        interlock
            .conditions()
            .map(condition -> judge(condition, sights))
            .filter(finding -> finding.result() == Truth.UNKNOWN)
            .toList();
    if (!unknown.isEmpty()) {
      return unknown.get(0);
    }
    return Finding.require(holds(interlock, sights), Reason.INTERLOCK, describe(interlock, sights));
  }

  private boolean holds(Interlock interlock, Sights sights) {
    return switch (interlock.kind()) {
      case NONE -> true;
      case CONDITION ->
          judge(Objects.requireNonNull(interlock.condition()), sights).result() == Truth.TRUE;
      case ALL_OF -> interlock.parts().stream().allMatch(part -> holds(part, sights));
      case ANY_OF -> interlock.parts().stream().anyMatch(part -> holds(part, sights));
    };
  }

  private String describe(Interlock interlock, Sights sights) {
    return interlock
        .conditions()
        .filter(condition -> !judge(condition, sights).isYes())
        .map(condition -> "not " + condition + ": it is " + shown(condition.point(), sights))
        .findFirst()
        .orElse("");
  }

  /** One condition, with how long it must have lasted. */
  Finding judge(Condition condition, Sights sights) {
    Finding now = now(condition, sights);
    if (!now.isYes() || condition.lasting().isZero()) {
      return now;
    }
    Long since = trueSince.get(condition);
    boolean longEnough = since != null && sights.mono() - since >= condition.lasting().toNanos();
    return Finding.require(longEnough, Reason.INTERLOCK, condition + ": not for long enough");
  }

  private Finding now(Condition condition, Sights sights) {
    Finding source = source(condition.point());
    if (!source.isYes()) {
      return source;
    }
    Optional<Value> value = sights.good(condition.point(), condition.maxAge());
    if (value.isEmpty()) {
      return Finding.unknown(
          Reason.INTERLOCK_UNKNOWN,
          condition + ": " + condition.point() + " is " + shown(condition.point(), sights));
    }
    Optional<Boolean> holds = compare(condition.test(), value.get());
    if (holds.isEmpty()) {
      return Finding.unknown(Reason.INTERLOCK_UNKNOWN, condition + ": of another type");
    }
    return Finding.require(
        holds.get(), Reason.INTERLOCK, "not " + condition + ": it is " + value.get());
  }

  private Finding source(String point) {
    Optional<Binding> binding = bindings.apply(point);
    if (binding.isEmpty()) {
      return Finding.unknown(Reason.SOURCE_UNAUTHORISED, point + " is not bound");
    }
    Finding link = links.check(binding.get());
    if (link.isYes()) {
      return link;
    }
    boolean away = link.reason() == Reason.DEVICE_UNREACHABLE;
    return Finding.unknown(
        away ? Reason.INTERLOCK_UNKNOWN : Reason.SOURCE_UNAUTHORISED, point + ": " + link.words());
  }

  private static Optional<Boolean> compare(Condition.Test test, Value value) {
    if (test.op() == Condition.Op.EQUALS) {
      return test.value().as(value.type()).map(value::equals);
    }
    Decimal bound = test.value().number();
    if (bound == null || !value.type().isNumeric()) {
      return Optional.empty();
    }
    double found = value.asDouble();
    return Optional.of(
        switch (test.op()) {
          case ABOVE -> found > bound.asDouble();
          case BELOW -> found < bound.asDouble();
          case WITHIN ->
              found >= bound.asDouble() && found <= Objects.requireNonNull(test.high()).asDouble();
          case EQUALS -> false;
        });
  }

  private static String shown(String point, Sights sights) {
    return sights
        .of(point)
        .map(
            s ->
                s.observation().isGood()
                    ? s.observation().value() + ", " + s.age(sights.mono()).toMillis() + " ms old"
                    : s.observation().judgement().quality().name())
        .orElse("missing");
  }

  /** How far apart two values are; infinite if they are not comparable numbers and differ. */
  static double distance(Value one, Value other) {
    if (one.type() == other.type() && one.type().isNumeric()) {
      double distance = Math.abs(one.asDouble() - other.asDouble());
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }
    return one.equals(other) ? 0 : Double.POSITIVE_INFINITY;
  }

  /** The value that is signed, in the type of the binding. */
  static Optional<Value> typed(Binding binding, SignedValue value) {
    return value.as(binding.wire().type());
  }
}
