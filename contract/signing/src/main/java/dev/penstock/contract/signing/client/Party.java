package dev.penstock.contract.signing.client;

import dev.penstock.contract.Names;
import dev.penstock.contract.Signer;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Texts;

/**
 * Who commands whom.
 *
 * @param gateway the gateway's id
 * @param gatewayKey offers and receipts count only when signed with it
 * @param issuer the sender's name in the gateway's roster
 * @param signer the sender's own key
 */
public record Party(String gateway, VerifyKey gatewayKey, String issuer, Signer signer) {

  public Party {
    Names.id("gateway", gateway);
    Texts.id("issuer", issuer);
  }
}
