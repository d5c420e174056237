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
 * What the policy says about one order under one grant: the point with its hard limits, narrowed by
 * the commissioning and by the grant.
 *
 * @param commissioned limits of this gateway's settings, which only narrow
 * @param denial the grant that denies; null if none does
 * @param grant the grant that allows; null if none does
 */
record Permit(
    BoundPoint point, Limits commissioned, @Nullable Grant denial, @Nullable Grant grant) {

  /**
   * One for each grant that allows it, to be tried one by one. A grant that denies wins over all;
   * then, and where no grant allows it, there is one that says so.
   */
  static List<Permit> of(BoundPoint point, Limits commissioned, List<Grant> grants, Order order) {
    List<Grant> matching =
        grants.stream().filter(grant -> isAbout(grant, point.point(), order)).toList();
    Optional<Grant> denial = with(matching, Effect.DENY).stream().findFirst();
    List<Grant> allowing = with(matching, Effect.ALLOW);
    if (denial.isPresent() || allowing.isEmpty()) {
      return List.of(new Permit(point, commissioned, denial.orElse(null), null));
    }
    return allowing.stream().map(grant -> new Permit(point, commissioned, null, grant)).toList();
  }

  private static boolean isAbout(Grant grant, String point, Order order) {
    List<?> origins = grant.who().origins();
    boolean anyOrigin = grant.effect() == Effect.DENY && origins.isEmpty();
    return grant.actions().contains(Action.SET)
        && grant.points().contains(point)
        && grant.who().includes(order.issuer(), order.keyId())
        && (anyOrigin || origins.contains(order.select().origin()));
  }

  private static List<Grant> with(List<Grant> grants, Effect effect) {
    return grants.stream().filter(grant -> grant.effect() == effect).toList();
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
    return with(matching, Effect.DENY).isEmpty() && !with(matching, Effect.ALLOW).isEmpty();
  }

  GrantTerms terms() {
    return grant == null ? GrantTerms.PLAIN : grant.terms();
  }

  /** All limits together; empty if nothing satisfies them. */
  Optional<Limits> limits() {
    Optional<Limits> here = both(point.hard(), commissioned);
    return here.flatMap(limits -> both(limits, terms().limits()));
  }

  private static Optional<Limits> both(Limits one, Limits other) {
    return one.isDisjoint(other) ? Optional.empty() : Optional.of(one.and(other));
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
