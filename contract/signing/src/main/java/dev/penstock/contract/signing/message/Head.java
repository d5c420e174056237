package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * Who says it to whom.
 *
 * @param aud the gateway that is meant; no other obeys
 * @param cmdId the sender's own name for this message, unique as far as the sender is concerned
 * @param issuer the sender's name in the roster, which must be the one of the signing key
 */
public record Head(String aud, String cmdId, String issuer) {

  public Head {
    Names.id("aud", aud);
    Texts.id("cmd_id", cmdId);
    Texts.id("issuer", issuer);
  }

  static Head from(Fields in) {
    return new Head(in.id("aud"), in.id("cmd_id"), in.id("issuer"));
  }

  void write(JsonWriter out) {
    out.field("aud", aud).field("cmd_id", cmdId).field("issuer", issuer);
  }
}
