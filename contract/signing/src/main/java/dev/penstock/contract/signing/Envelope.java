package dev.penstock.contract.signing;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE v1 envelope to be sent: a payload, its type, and signatures over both. What was received
 * is never held in this form; see {@link EnvelopeReader}. Immutable.
 */
public final class Envelope {

  /** A signature and the key that it claims to be of; both as they travel. */
  record Mark(String keyId, String signature) {}

  private static final byte[] PREFIX = "DSSEv1 ".getBytes(StandardCharsets.US_ASCII);

  private final PayloadType type;
  private final byte[] payload;
  private final List<Mark> marks;

  private Envelope(PayloadType type, byte[] payload, List<Mark> marks) {
    this.type = type;
    this.payload = payload;
    this.marks = List.copyOf(marks);
  }

  public static Envelope sign(Message message, Signer... signers) {
    return sign(message.type(), message.bytes(), signers);
  }

  public static Envelope sign(PayloadType type, byte[] payload, Signer... signers) {
    Envelope envelope = new Envelope(type, payload.clone(), List.of());
    for (Signer signer : signers) {
      envelope = envelope.alsoSignedBy(signer);
    }
    return envelope;
  }

  /** The same with one more signature: trust documents are signed one key after the other. */
  public Envelope alsoSignedBy(Signer signer) {
    byte[] signature = signer.sign(preAuthentication(type, payload));
    List<Mark> more = new ArrayList<>(marks);
    more.add(new Mark(signer.keyId(), Base64.getEncoder().encodeToString(signature)));
    return new Envelope(type, payload, more);
  }

  /** An envelope that was read, to sign it once more; marks of unknown keys stay. */
  static Envelope of(PayloadType type, byte[] payload, List<Mark> marks) {
    return new Envelope(type, payload.clone(), marks);
  }

  /** The envelope as it travels; refused when it is larger than any reader would take. */
  public byte[] bytes() {
    JsonWriter json = new JsonWriter().object().field("payloadType", type.mediaType());
    json.field("payload", Base64.getEncoder().encodeToString(payload));
    json.key("signatures").array();
    for (Mark mark : marks) {
      json.object().field("keyid", mark.keyId()).field("sig", mark.signature()).endObject();
    }
    byte[] bytes = json.endArray().endObject().bytes();
    if (bytes.length > type.maxBytes()) {
      throw new IllegalStateException(
          type.kind() + " of " + bytes.length + " bytes, allowed " + type.maxBytes());
    }
    return bytes;
  }

  /** What is signed: the type and the payload, each with its length. */
  public static byte[] preAuthentication(PayloadType type, byte[] payload) {
    byte[] head =
        (type.mediaType().length() + " " + type.mediaType() + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[PREFIX.length + head.length + payload.length];
    System.arraycopy(PREFIX, 0, whole, 0, PREFIX.length);
    System.arraycopy(head, 0, whole, PREFIX.length, head.length);
    System.arraycopy(payload, 0, whole, PREFIX.length + head.length, payload.length);
    return whole;
  }
}
