package dev.penstock.contract.signing;

import dev.penstock.contract.signing.Envelope.Mark;
import dev.penstock.contract.signing.json.JsonScanner;
import dev.penstock.contract.signing.json.JsonScanner.Token;
import dev.penstock.contract.signing.json.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The three fields of an envelope, of which nothing but the shape is known. */
record EnvelopeShape(String mediaType, String payload, List<Mark> marks) {

  private static final int MAX_MARKS = 16;

  /** Throws {@link IllegalArgumentException} for any other shape. */
  static EnvelopeShape read(byte[] raw, int maxBytes) {
    return new Reader(new JsonScanner(raw, maxBytes)).read();
  }

  /** Holds the fields as they stream by and nothing else: the bytes come from anybody. */
  private static final class Reader {

    private final JsonScanner in;
    private @Nullable String mediaType;
    private @Nullable String payload;
    private @Nullable List<Mark> marks;

    Reader(JsonScanner in) {
      this.in = in;
    }

    EnvelopeShape read() {
      in.expect(Token.OBJECT);
      while (in.next() == Token.KEY) {
        switch (in.text()) {
          case "payloadType" -> mediaType = once(mediaType, string());
          case "payload" -> payload = once(payload, string());
          case "signatures" -> marks = once(marks, array());
          default -> throw new IllegalArgumentException("unknown field");
        }
      }
      in.expect(Token.END);
      return new EnvelopeShape(present(mediaType), present(payload), present(marks));
    }

    private List<Mark> array() {
      in.expect(Token.ARRAY);
      List<Mark> found = new ArrayList<>();
      Token token = in.next();
      while (token == Token.OBJECT && found.size() < MAX_MARKS) {
        found.add(mark());
        token = in.next();
      }
      if (token != Token.END_ARRAY || found.isEmpty()) {
        throw new IllegalArgumentException("not 1 to " + MAX_MARKS + " signatures");
      }
      return found;
    }

    private Mark mark() {
      String keyId = null;
      String signature = null;
      while (in.next() == Token.KEY) {
        switch (in.text()) {
          case "keyid" -> keyId = once(keyId, Texts.sha256("keyid", string()));
          case "sig" -> signature = once(signature, string());
          default -> throw new IllegalArgumentException("unknown field");
        }
      }
      return new Mark(present(keyId), present(signature));
    }

    private String string() {
      in.expect(Token.STRING);
      return in.text();
    }

    private static <T> T once(@Nullable T before, T found) {
      if (before != null) {
        throw new IllegalArgumentException("field twice");
      }
      return found;
    }

    private static <T> T present(@Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException("field missing");
      }
      return value;
    }
  }
}
