package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.trust.ReadBack;
import org.jspecify.annotations.Nullable;

/** A command whose write was sent, until the read-back has spoken. Gate thread only. */
final class Running {

  private final OpenOffer offer;
  private final Lease lease;
  private final WriteAnswer answer;
  private final Probe probe;
  private final boolean knewBefore;

  private Running(
      OpenOffer offer, Lease lease, WriteAnswer answer, Probe probe, boolean knewBefore) {
    this.knewBefore = knewBefore;
    this.offer = offer;
    this.lease = lease;
    this.answer = answer;
    this.probe = probe;
  }

  /**
   * Begins after the write's answer. What the device accepted is expected, what it refused must
   * have left the old value.
   *
   * @param before null if it is not known
   */
  static Running begin(
      OpenOffer offer, Lease lease, WriteAnswer answer, @Nullable Value before, long nowMono) {
    boolean accepted = answer.result() == WriteAnswer.Result.ACCEPTED;
    Value expected = accepted || before == null ? lease.hold().value() : before;
    ReadBack how = lease.point().readBack();
    Probe probe =
        new Probe(
            new Probe.Expectation(how.point(), expected, how.tolerance().asDouble(), 1),
            nowMono,
            how.within());
    return new Running(offer, lease, answer, probe, before != null);
  }

  OpenOffer offer() {
    return offer;
  }

  Lease lease() {
    return lease;
  }

  Probe probe() {
    return probe;
  }

  /** Without an answer there is nothing to wait for. */
  boolean isAnswered() {
    return answer.result() != WriteAnswer.Result.UNKNOWN;
  }

  /** What the command comes to; a missing answer stays UNKNOWN whatever was read. */
  Finding judge(Probe.Result read) {
    return switch (answer.result()) {
      case ACCEPTED ->
          switch (read) {
            case AGREES -> Finding.YES;
            case DIFFERS -> Finding.no(Reason.READ_BACK_DIFFERS, probe.shown());
            default -> Finding.unknown(Reason.NO_READ_BACK, "");
          };
      case REFUSED ->
          knewBefore && read == Probe.Result.AGREES
              ? Finding.no(Reason.DEVICE_REFUSED, answer.words())
              : Finding.no(Reason.READ_BACK_DIFFERS, answer.words());
      default -> Finding.unknown(Reason.NO_ANSWER, answer.words());
    };
  }

  static CommandState state(Finding finding) {
    return switch (finding.reason()) {
      case NONE -> CommandState.CONFIRMED;
      case DEVICE_REFUSED -> CommandState.NOT_DONE;
      case READ_BACK_DIFFERS -> CommandState.MISMATCH;
      default -> CommandState.UNKNOWN;
    };
  }
}
