package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * One gate or one interlock with its result at the time of the offer.
 *
 * @param name of the gate, or the interlock's condition in words
 * @param code the reason code it would refuse with; empty when TRUE
 * @param words the reason for people
 */
public record Check(String name, Truth result, String code, String words) {

  public Check {
    Texts.words("name", name);
    Texts.idOrEmpty("code", code);
    Texts.words("words", words);
  }

  static Check from(Fields in) {
    return new Check(
        in.words("name"),
        in.word("result", Truth.class),
        in.has("code") ? in.id("code") : "",
        in.words("words"));
  }

  void write(JsonWriter out) {
    out.field("name", name).field("result", result.name());
    if (!code.isEmpty()) {
      out.field("code", code);
    }
    out.field("words", words);
  }
}
