package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What an envelope in a record says. Whether it is signed, only {@code verify} tells. */
final class SignedText {

  private static final int MOST_BYTES = 1 << 22;

  private SignedText() {}

  /** The payload of an envelope that a body holds under this name, if it is JSON. */
  static Optional<Json> payload(Json body, String name) {
    return body.has(name) && !body.get(name).isNull()
        ? payload(body.get(name).text())
        : Optional.empty();
  }

  static Optional<Json> payload(String envelope) {
    return bytes(envelope).flatMap(SignedText::parse);
  }

  /** The bytes that were signed. */
  static Optional<byte[]> bytes(String envelope) {
    try {
      Json json = Json.parse(envelope.getBytes(StandardCharsets.UTF_8), MOST_BYTES);
      return Optional.of(Base64.getDecoder().decode(json.get("payload").text()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Json> parse(byte[] payload) {
    try {
      return Optional.of(Json.parse(payload, MOST_BYTES));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A field as text, or nothing. */
  static String field(Json json, String name) {
    Object plain = json.has(name) ? json.get(name).plain() : null;
    return plain == null ? "" : plain.toString();
  }
}
