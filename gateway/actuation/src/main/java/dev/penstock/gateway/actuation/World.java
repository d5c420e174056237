package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;

/**
 * What the gates look at besides the order itself: the rules, how current they are, and what the
 * gate remembers.
 *
 * @param memory of this and earlier runs
 */
record World(Mode mode, TrustSet trust, Currency currency, Memory memory, Conditions conditions) {

  Links links() {
    return conditions.links();
  }

  /** What the gate remembers. */
  record Memory(
      LeaseBook leases,
      Barriers barriers,
      Operations operations,
      PoweredTime powered,
      TwinWatch twin) {

    Stops stops() {
      return barriers.stops();
    }

    Upkeep upkeep() {
      return barriers.upkeep();
    }
  }

  /** What people closed. */
  record Barriers(Stops stops, Upkeep upkeep) {}
}
