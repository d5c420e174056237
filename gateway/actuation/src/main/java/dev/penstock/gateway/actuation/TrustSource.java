package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.KeySigner;
import java.util.Map;

/** Where the own key and the documents come from at a start, and where new ones are kept. */
interface TrustSource extends TrustDesk.Archive {

  /** The gateway's own key; refused if it was made for another gateway or on another machine. */
  KeySigner gatewayKey(String gateway, String machineId) throws GateStartException;

  /**
   * The documents, verified. Those that rest on keys that were revoked since count as loaded all
   * the same if they were in force, for they say how outputs go back; nothing else is done by them.
   *
   * @param before what earlier runs knew
   * @param demo whether this gateway was started by the demo; only then DEMO documents count
   */
  TrustSet load(String gateway, RulesSeen before, boolean demo) throws GateStartException;

  /** The envelopes as they are, by kind. */
  Map<String, String> documents() throws GateStartException;
}
