package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.Grant.Effect;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Member;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says about one order: the point with its hard limits, and the grant that applies.
 * Of several grants that allow it the first in the policy counts, alone; any that denies wins.
 *
 * @param denial the grant that denies; null if none does
 * @param grant the grant that allows; null if none does
 */
record Permit(BoundPoint point, @Nullable Grant denial, @Nullable Grant grant) {

  static Permit of(BoundPoint point, List<Grant> grants, Order order) {
    List<Grant> matching =
        grants.stream().filter(grant -> isAbout(grant, point.point(), order)).toList();
    return new Permit(point, first(matching, Effect.DENY), first(matching, Effect.ALLOW));
  }

  private static boolean isAbout(Grant grant, String point, Order order) {
    List<?> origins = grant.who().origins();
    boolean anyOrigin = grant.effect() == Effect.DENY && origins.isEmpty();
    return grant.actions().contains(Action.SET)
        && grant.points().contains(point)
        && grant.who().includes(order.issuer(), order.keyId())
        && (anyOrigin || origins.contains(order.select().origin()));
  }

  private static @Nullable Grant first(List<Grant> grants, Effect effect) {
    return grants.stream().filter(grant -> grant.effect() == effect).findFirst().orElse(null);
  }

  /** Whether a member may do something that is no SET, at this point or, if empty, at all. */
  static boolean allows(
      List<Grant> grants, Action action, String point, Member member, String keyId) {
    List<Grant> matching =
        grants.stream()
            .filter(grant -> grant.actions().contains(action))
            .filter(grant -> point.isEmpty() || grant.points().contains(point))
            .filter(grant -> grant.who().includes(member, keyId))
            .toList();
    return first(matching, Effect.DENY) == null && first(matching, Effect.ALLOW) != null;
  }

  GrantTerms terms() {
    return grant == null ? GrantTerms.PLAIN : grant.terms();
  }

  /** Hard limits and the grant's together; empty if nothing satisfies both. */
  Optional<Limits> limits() {
    Limits own = terms().limits();
    return point.hard().isDisjoint(own) ? Optional.empty() : Optional.of(point.hard().and(own));
  }

  Duration leaseMax() {
    Duration own = terms().hold().leaseMax();
    boolean narrower = !own.isZero() && own.compareTo(point.leaseMax()) < 0;
    return narrower ? own : point.leaseMax();
  }

  /** The value in the point's type. */
  Optional<Value> value(Order order) {
    return order.demand().value().as(point.binding().wire().type());
  }
}
