package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.Mode;

/**
 * What the gates look at besides the order itself: the rules, and what the gate remembers.
 *
 * @param memory of this and earlier runs
 */
record World(Mode mode, TrustSet trust, Memory memory, Links links, Conditions conditions) {

  /** Whether the documents are known to be the latest. */
  boolean isFresh() {
    return false;
  }

  /** What the gate remembers. */
  record Memory(LeaseBook leases, Stops stops, Operations operations, PoweredTime powered) {}
}
