package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.LiveValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether each value that the offer showed is still good, recent, and near what was shown. */
final class PreconditionGate implements Gate {

  @Override
  public String title() {
    return "what the offer showed";
  }

  @Override
  public Finding check(Case c) {
    return c.order().offered().map(offer -> check(c, offer)).orElse(Finding.YES);
  }

  private static Finding check(Case c, OpenOffer offer) {
    Decimal tolerance = c.order().select().claims().tolerance();
    for (LiveValue shown : offer.offer().snapshot().values()) {
      Finding finding = check(c, offer, shown.point(), tolerance);
      if (!finding.isYes()) {
        return finding;
      }
    }
    return Finding.YES;
  }

  private static Finding check(Case c, OpenOffer offer, String point, @Nullable Decimal tolerance) {
    Optional<Value> then = offer.seen().value(point);
    Optional<Value> now = c.sights().good(point, Watched.maxAge(c.permit().point(), point));
    if (then.isEmpty() || now.isEmpty()) {
      return Finding.unknown(Reason.VALUE_STALE, point);
    }
    double moved = Conditions.distance(then.get(), now.get());
    Decimal syncError = c.order().select().claims().syncError();
    if (syncError != null && point.equals(c.point()) && moved > syncError.asDouble()) {
      return Finding.no(Reason.SYNC_ERROR, point + " moved by " + moved);
    }
    return Finding.require(
        tolerance == null || moved <= tolerance.asDouble(),
        Reason.VALUE_CHANGED,
        point + " from " + then.get() + " to " + now.get());
  }
}
