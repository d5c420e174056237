package dev.penstock.contract.signing.message;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * Everything that a twin has of one journal's epoch through one uplink. States, not changes: the
 * same ack again, or an older one later, changes nothing.
 *
 * @param stream whose rows
 * @param covered what the twin holds durably
 * @param rejected what it will never take
 * @param need hashes of the dictionaries it lacks
 */
public record Ack(Stream stream, List<Range> covered, List<Rejected> rejected, List<String> need)
    implements Message {

  /** How many ranges an ack may state. */
  public static final int MAX_COVERED = 64;

  public static final int MAX_REJECTED = 32;
  public static final int MAX_NEED = 32;

  /** One epoch of a gateway's journal, as one uplink delivers it. */
  public record Stream(String gateway, String uplink, Epoch epoch) {

    public Stream {
      Names.id("gateway", gateway);
      Names.id("uplink", uplink);
    }
  }

  /**
   * Rows that the twin refuses for good.
   *
   * @param reason a reason code
   */
  public record Rejected(Range range, String reason) {

    public Rejected {
      Texts.id("reason", reason);
    }
  }

  public Ack {
    covered = Texts.distinct("covered", covered, MAX_COVERED);
    rejected = Texts.distinct("rejected", rejected, MAX_REJECTED);
    need = Texts.distinct("need", need, MAX_NEED);
    need.forEach(hash -> Texts.sha256("need", hash));
  }

  public static Ack read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.ACK, payload, Ack::from);
  }

  private static Ack from(Fields in) {
    return new Ack(
        new Stream(in.id("gateway"), in.id("uplink"), Ranges.epoch(in)),
        in.objects("covered", MAX_COVERED, Ranges::range),
        in.objects(
            "rejected", MAX_REJECTED, one -> new Rejected(Ranges.range(one), one.id("reason"))),
        in.sha256s("need", MAX_NEED));
  }

  @Override
  public PayloadType type() {
    return PayloadType.ACK;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("gateway", stream.gateway());
    out.field("uplink", stream.uplink()).field("epoch", stream.epoch().toString());
    Payload.objects(out, "covered", covered, Ranges::write);
    Payload.objects(
        out,
        "rejected",
        rejected,
        (one, inside) -> {
          Ranges.write(one.range(), inside);
          inside.field("reason", one.reason());
        });
    Payload.strings(out, "need", need);
    return Payload.end(out);
  }
}
