package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's signed word about one message. A command that was carried out gets several: the
 * outcome, and later how its lease ended.
 *
 * @param answers digest of the payload that this is about
 * @param execution null where nothing was to be written
 * @param place the record that proves it; durable before the receipt is sent
 */
public record Receipt(
    Reply reply, String answers, Result result, @Nullable Execution execution, LogPlace place)
    implements Message {

  /**
   * What became of it, for machines and for people.
   *
   * @param code the reason code; empty where the outcome says it all
   * @param words for the operator: what happened, and what to do next
   */
  public record Result(Outcome outcome, String code, String words) {

    public Result {
      Texts.idOrEmpty("code", code);
      Texts.words("words", words);
    }
  }

  public Receipt {
    Texts.sha256("answers", answers);
  }

  public static Receipt read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.RECEIPT, payload, Receipt::from);
  }

  private static Receipt from(Fields in) {
    return new Receipt(
        Reply.from(in),
        in.sha256("answers"),
        new Result(
            in.word("outcome", Outcome.class),
            in.has("code") ? in.id("code") : "",
            in.words("words")),
        in.objectOrNull("execution", Execution::from),
        LogPlace.from(in));
  }

  @Override
  public PayloadType type() {
    return PayloadType.RECEIPT;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    reply.write(out);
    out.field("answers", answers).field("outcome", result.outcome().name());
    Payload.optional(out, "code", result.code().isEmpty() ? null : result.code());
    out.field("words", result.words());
    Payload.object(out, "execution", execution, Execution::write);
    place.write(out);
    return Payload.end(out);
  }
}
