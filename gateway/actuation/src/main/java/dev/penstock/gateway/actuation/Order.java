package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.Member;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted, and by whom.
 *
 * @param offer null as long as there is none: at the select
 */
record Order(Select select, Member issuer, String keyId, @Nullable OpenOffer offer) {

  Demand demand() {
    return select.demand();
  }

  /** The same, of a member whose entry in the roster may have changed. */
  Order by(Member member) {
    return new Order(select, member, keyId, offer);
  }

  Optional<OpenOffer> offered() {
    return Optional.ofNullable(offer);
  }
}
