package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;

/**
 * A twin has seen this log, and that it only grew.
 *
 * @param aud the gateway
 * @param gatewaySignature the gateway's own signature line over the note of this head: a twin
 *     cannot accuse a gateway of a log that the gateway has not signed
 * @param signature the twin's signature line over the same note
 */
public record Cosignature(
    String aud, String issuer, LogHead head, String gatewaySignature, String signature)
    implements Message {

  public Cosignature {
    Names.id("aud", aud);
    Texts.id("issuer", issuer);
    Texts.words("gateway_signature", gatewaySignature);
    Texts.words("signature", signature);
  }

  public static Cosignature read(byte[] payload) throws MalformedException {
    return Payload.read(
        PayloadType.COSIGNATURE,
        payload,
        in ->
            new Cosignature(
                in.id("aud"),
                in.id("issuer"),
                LogHead.from(in),
                in.words("gateway_signature"),
                in.words("signature")));
  }

  @Override
  public PayloadType type() {
    return PayloadType.COSIGNATURE;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("aud", aud).field("issuer", issuer);
    head.write(out);
    out.field("gateway_signature", gatewaySignature);
    return Payload.end(out.field("signature", signature));
  }
}
