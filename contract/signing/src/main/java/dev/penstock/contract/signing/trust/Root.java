package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose signatures make the other documents; everything else follows from it. The next root needs
 * the quorum of this one and its own.
 */
public record Root(DocumentHead head, Quorum root, Quorum policy, Quorum roster, Quorum freshness)
    implements Document {

  public static Root read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.ROOT, payload, Root::from);
  }

  private static Root from(Fields in) {
    return new Root(
        DocumentHead.from(in),
        in.object("root", Quorum::from),
        in.object("policy", Quorum::from),
        in.object("roster", Quorum::from),
        in.object("freshness", Quorum::from));
  }

  /** The quorum for a kind of document; refuses kinds that the root does not sign for. */
  public Quorum quorum(PayloadType type) {
    return switch (type) {
      case ROOT -> root;
      case POLICY -> policy;
      case ROSTER, RESUME -> roster;
      case FRESHNESS -> freshness;
      // One signature is enough to take a right away.
      case REVOCATION -> new Quorum(roster.keys(), 1);
      default -> throw new IllegalArgumentException("no document: " + type);
    };
  }

  /** Every key that may sign one of the documents. */
  public KeyLookup keys() {
    List<VerifyKey> all =
        Stream.of(root, policy, roster, freshness)
            .map(Quorum::keys)
            .flatMap(Collection::stream)
            .toList();
    return KeyLookup.of(all);
  }

  /** Whether approvals mean anything: one roster key alone could invent the second person. */
  public boolean hasCredibleRoster() {
    return roster.threshold() >= 2;
  }

  @Override
  public PayloadType type() {
    return PayloadType.ROOT;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    Payload.object(out, "root", root, Quorum::write);
    Payload.object(out, "policy", policy, Quorum::write);
    Payload.object(out, "roster", roster, Quorum::write);
    Payload.object(out, "freshness", freshness, Quorum::write);
    return Payload.end(out);
  }
}
