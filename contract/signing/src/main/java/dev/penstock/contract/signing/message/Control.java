package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * Everything an operator says to the gate that brings no new value to the plant.
 *
 * @param reason for people
 */
public record Control(Head head, Action action, Terms terms, String reason) implements Message {

  private static final int MAX_POINTS = 128;

  /** What shall be done, and the name of the field that says to what. */
  public enum Action {
    /** Drops an offer that was not operated. */
    CANCEL("select_id"),
    /** Ends a lease now. */
    RELEASE("lease_id"),
    /** Runs a lease for its time again. */
    RENEW("lease_id"),
    /** No new commands; open leases end as usual. */
    FREEZE(""),
    /** Drives the named points safe and keeps them there. */
    INHIBIT(""),
    /** Ends one freeze, inhibit or maintenance. */
    RESET("stop_id"),
    /** Begins maintenance of a device: its commands are refused for a time, or until a RESET. */
    MAINTENANCE("device"),
    /** A person has seen a failure. */
    ACKNOWLEDGE("failure_id");

    private final String subject;

    Action(String subject) {
      this.subject = subject;
    }

    boolean hasSubject() {
      return !subject.isEmpty();
    }
  }

  /**
   * What an action is about; each part is empty or zero for the actions that have none.
   *
   * @param subject of all but FREEZE and INHIBIT: the id of what is meant
   * @param number of RENEW: one more than the last
   * @param points of INHIBIT: {@code device/point}
   * @param span of MAINTENANCE, in milliseconds
   */
  public record Terms(String subject, long number, List<String> points, long span) {

    public static final Terms NONE = new Terms("", 0, List.of(), 0);

    public Terms {
      Texts.idOrEmpty("subject", subject);
      points = Texts.distinct("points", points, MAX_POINTS);
      points.forEach(Names::path);
      Checks.require(span >= 0 && span <= Integer.MAX_VALUE, "span_ms must be 0 to 24 d");
    }

    public static Terms of(String subject) {
      return new Terms(subject, 0, List.of(), 0);
    }
  }

  public Control {
    Texts.words("reason", reason);
    Checks.require(action.hasSubject() != terms.subject().isEmpty(), action + ": its subject");
    Checks.require((action == Action.RENEW) == (terms.number() > 0), action + ": its number");
    Checks.require((action == Action.INHIBIT) != terms.points().isEmpty(), action + ": its points");
    Checks.require((action == Action.MAINTENANCE) == (terms.span() > 0), action + ": its span");
  }

  public static Control read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.CONTROL, payload, Control::from);
  }

  private static Control from(Fields in) {
    Head head = Head.from(in);
    Action action = in.word("action", Action.class);
    Terms terms =
        new Terms(
            action.hasSubject() ? in.id(action.subject) : "",
            action == Action.RENEW ? in.int64("number") : 0,
            action == Action.INHIBIT ? in.ids("points", MAX_POINTS) : List.of(),
            action == Action.MAINTENANCE ? in.millis("span_ms").toMillis() : 0);
    return new Control(head, action, terms, in.words("reason"));
  }

  @Override
  public PayloadType type() {
    return PayloadType.CONTROL;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    out.field("action", action.name());
    if (action.hasSubject()) {
      out.field(action.subject, terms.subject());
    }
    switch (action) {
      case RENEW -> out.field("number", terms.number());
      case INHIBIT -> Payload.strings(out, "points", terms.points());
      case MAINTENANCE -> out.key("span_ms").int32(Math.toIntExact(terms.span()));
      default -> {}
    }
    return Payload.end(out.field("reason", reason));
  }
}
