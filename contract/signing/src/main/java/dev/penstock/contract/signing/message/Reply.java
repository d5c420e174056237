package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;

/**
 * Which gateway answers whom, about what.
 *
 * @param to the key id of the message that is answered
 * @param cmdId the sender's name for that message
 */
public record Reply(String gateway, String to, String cmdId) {

  public Reply {
    Names.id("gateway", gateway);
    Texts.sha256("to", to);
    Texts.id("cmd_id", cmdId);
  }

  static Reply from(Fields in) {
    return new Reply(in.id("gateway"), in.sha256("to"), in.id("cmd_id"));
  }

  void write(JsonWriter out) {
    out.field("gateway", gateway).field("to", to).field("cmd_id", cmdId);
  }
}
