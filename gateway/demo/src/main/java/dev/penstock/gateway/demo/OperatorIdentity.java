package dev.penstock.gateway.demo;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.VerifyKey;

/**
 * Who the demo's operator is and whom it believes.
 *
 * @param gateway the gateway it talks to
 * @param issuer its name in the roster
 * @param key its own
 * @param gatewayKey offers and receipts count only when signed with it
 */
record OperatorIdentity(String gateway, String issuer, KeySigner key, VerifyKey gatewayKey) {}
