package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Binding;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.SafeEnd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a held output goes back: known before it is taken, so that no later document can take the way
 * back away.
 *
 * @param target what is written to; null if the PLC takes the point back by itself
 * @param value what is written; null like the target
 */
record WayBack(BoundPoint point, @Nullable Binding target, @Nullable Value value) {

  static WayBack of(BoundPoint point, Policy policy) {
    return switch (point.safe().kind()) {
      case SAFE_VALUE -> to(point, point.binding());
      case RELEASE_WRITE ->
          policy
              .binding(point.safe().point())
              .map(target -> to(point, target))
              .orElseThrow(() -> new IllegalStateException(point.point() + ": no way back"));
      case RELEASE_NOTHING -> new WayBack(point, null, null);
    };
  }

  private static WayBack to(BoundPoint point, Binding target) {
    SignedValue safe = point.safe().value();
    Optional<Value> value = safe == null ? Optional.empty() : safe.as(target.wire().type());
    return new WayBack(point, target, value.orElseThrow());
  }

  /** Whether the end writes to another point, which gives this one back to the PLC. */
  boolean isRelease() {
    return point.safe().kind() != SafeEnd.Kind.SAFE_VALUE;
  }
}
