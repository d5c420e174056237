package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.trust.Limits;
import java.time.Duration;
import java.util.Map;

/**
 * Who this gate is.
 *
 * @param timeout for one request to a device
 * @param limits of the commissioning, by point; they only narrow
 */
record GateIdentity(String gateway, ModeSwitch mode, Duration timeout, Map<String, Limits> limits) {

  GateIdentity {
    limits = Map.copyOf(limits);
  }

  Limits commissioned(String point) {
    return limits.getOrDefault(point, Limits.NONE);
  }
}
