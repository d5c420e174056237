package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.gateway.actuation.audit.AuditException;
import org.tinylog.Logger;

/** The ends of leases: each is recorded, told to the holder, and noted for people. */
final class LeaseEnds {

  private final Desk desk;

  LeaseEnds(Desk desk) {
    this.desk = desk;
  }

  /** It has to go back, after its share of chance. */
  void due(Lease lease, EndCause why) {
    long jitter = desk.random(lease.point().safe().revert().jitter().toNanos());
    lease.due(why, desk.now() + jitter);
  }

  void overridden(Lease lease) {
    lease.to(LeaseState.OVERRIDDEN);
    Logger.warn("somebody else changed a held output: point={}", lease.point().point());
    close(
        lease,
        () -> desk.trail().overridden(lease, "changed by another"),
        Outcome.OVERRIDDEN,
        "Somebody else changed the value; nothing was written.");
  }

  void takenOver(Lease lease) {
    lease.to(LeaseState.ENDED_LOCAL);
    close(
        lease,
        () -> desk.trail().leaseEnd(lease, LeaseState.ENDED_LOCAL, "local control"),
        Outcome.ENDED_LOCAL,
        "Somebody took over at the device; nothing was written.");
  }

  void released(Lease lease) {
    lease.to(LeaseState.RELEASED);
    close(
        lease,
        () -> desk.trail().leaseEnd(lease, LeaseState.RELEASED, lease.why()),
        Outcome.RELEASED,
        "The PLC has the point again; nothing was written.");
  }

  /** It was written and read back. */
  void back(Lease lease) {
    LeaseState how = lease.back().isRelease() ? LeaseState.RELEASED : LeaseState.REVERTED;
    lease.to(how);
    close(
        lease,
        () -> desk.trail().revertOutcome(lease, how, lease.why()),
        Outcome.valueOf(how.name()),
        "The output is back: " + lease.point().safe().value() + " (" + lease.why() + ").");
  }

  void failed(Lease lease, String why) {
    lease.to(LeaseState.REVERT_FAILED);
    Logger.error(
        "an output could not be brought back; look at it now: point={} lease={} why={}",
        lease.point().point(),
        lease.id(),
        why);
    close(
        lease,
        () -> desk.trail().revertOutcome(lease, LeaseState.REVERT_FAILED, why),
        Outcome.REVERT_FAILED,
        "The output could not be brought back: go and look, then acknowledge " + lease.id() + ".");
  }

  /** How the end of a lease is recorded. */
  private interface Recording {
    LogPlace write() throws AuditException;
  }

  private void close(Lease lease, Recording recording, Outcome outcome, String words) {
    desk.memory().leases().ended(lease, desk.now());
    String said = Desk.shortened(words);
    try {
      LogPlace place = recording.write();
      desk.tell(lease, new Receipt.Result(outcome, "", said), null, place);
    } catch (AuditException e) {
      Logger.error("the end of a lease could not be recorded: {}", e.getMessage());
    }
    desk.note(
        new Subject(
            lease.point().point(), lease.hold().signed().toString(), lease.holder().issuer()),
        outcome,
        new Finding(Truth.TRUE, Reason.NONE, said));
  }
}
