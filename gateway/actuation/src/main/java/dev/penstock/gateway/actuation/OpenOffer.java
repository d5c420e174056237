package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An offer that was made in this run, and how far its command has come. Gate thread only. */
final class OpenOffer {

  private final Arrived arrived;
  private final Select select;
  private final Offer offer;
  private final byte[] envelope;
  private final Seen seen;
  private final List<Approver> approvers = new ArrayList<>();
  private CommandState state = CommandState.RECEIVED.to(CommandState.SELECTED);

  /**
   * What the offer rested on.
   *
   * @param values as typed values, of the points that it showed and that were good
   * @param expires on the monotonic clock
   */
  record Seen(Map<String, Value> values, long expires) {
    Seen {
      values = Map.copyOf(values);
    }

    Optional<Value> value(String point) {
      return Optional.ofNullable(values.get(point));
    }
  }

  /** Somebody who approved, with the evidence. */
  static final class Approver {
    private final String name;
    private final Arrived approval;

    Approver(String name, Arrived approval) {
      this.name = name;
      this.approval = approval;
    }

    String name() {
      return name;
    }

    byte[] raw() {
      return approval.raw();
    }
  }

  OpenOffer(Arrived arrived, Select select, Offer offer, byte[] envelope, Seen seen) {
    this.arrived = arrived;
    this.select = select;
    this.offer = offer;
    this.envelope = envelope.clone();
    this.seen = seen;
  }

  /** The select as it came. */
  Arrived arrived() {
    return arrived;
  }

  Select select() {
    return select;
  }

  Offer offer() {
    return offer;
  }

  /** As it was sent. */
  byte[] envelope() {
    return envelope.clone();
  }

  Seen seen() {
    return seen;
  }

  boolean isExpired(long nowMono) {
    return nowMono - seen.expires() >= 0;
  }

  void approve(Approver approver) {
    approvers.add(approver);
  }

  List<Approver> approvers() {
    return List.copyOf(approvers);
  }

  CommandState state() {
    return state;
  }

  void to(CommandState next) {
    state = state.to(next);
  }
}
