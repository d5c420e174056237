package dev.penstock.gateway.actuation;

import dev.penstock.contract.device.NotRepresentableException;
import dev.penstock.contract.device.PointWriter;
import dev.penstock.contract.device.RawValue;
import dev.penstock.contract.device.WriteAnswer;
import dev.penstock.contract.signing.message.Execution;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tinylog.Logger;

/**
 * The second half of a command that passed everything: one write, its read-back, the durable
 * outcome, the receipt. Every way out of here leaves a record. Gate thread only.
 */
final class Fulfilment {

  private final Desk desk;
  private final List<Running> running = new ArrayList<>();

  Fulfilment(Desk desk) {
    this.desk = desk;
  }

  /** One request, never repeated. */
  void write(OpenOffer offer, Lease lease, FinalCheck.Passed passed) {
    String point = lease.point().point();
    WriteAnswer answer = send(lease, passed.writer());
    if (answer.result() == WriteAnswer.Result.NOT_SENT) {
      abort(offer, lease, Finding.no(Reason.NOT_SENT, answer.words()));
      return;
    }
    offer.to(CommandState.SENT);
    long now = desk.now();
    desk.memory()
        .operations()
        .count(
            point, new Operations.Operation(desk.memory().powered().at(now), lease.hold().value()));
    offer.to(CommandState.READ_BACK);
    Running command = Running.begin(offer, lease, answer, passed.before(), now);
    if (command.isAnswered()) {
      running.add(command);
      readBack();
    } else {
      desk.plant().reopen(lease.point().binding().device());
      finish(command, Probe.Result.WAITING);
    }
  }

  private WriteAnswer send(Lease lease, PointWriter writer) {
    String point = lease.point().point();
    RawValue raw;
    try {
      raw = writer.encode(point, lease.hold().value());
    } catch (NotRepresentableException e) {
      return new WriteAnswer(WriteAnswer.Result.NOT_SENT, 0, String.valueOf(e.getMessage()));
    }
    try {
      return writer.write(point, raw, desk.identity().timeout());
    } catch (RuntimeException e) {
      Logger.error(e, "a write failed by a fault of ours; it may have happened: point={}", point);
      return new WriteAnswer(WriteAnswer.Result.UNKNOWN, 0, "the driver failed");
    }
  }

  /** Reads back what is due; to be called often. */
  void readBack() {
    for (Running command : List.copyOf(running)) {
      Probe.Result read =
          command.probe().poll(desk.plant(), desk.now(), desk.identity().timeout(), desk::seen);
      if (read != Probe.Result.WAITING) {
        running.remove(command);
        finish(command, read);
      }
    }
  }

  /** Whether a read-back is awaited. */
  boolean isBusy() {
    return !running.isEmpty();
  }

  private void finish(Running command, Probe.Result read) {
    Lease lease = command.lease();
    Finding finding = command.judge(read);
    CommandState state = Running.state(finding);
    command.offer().to(state);
    record(command, state, finding);
    switch (state) {
      case CONFIRMED -> lease.confirmed(desk.now());
      case NOT_DONE -> {
        lease.to(LeaseState.ENDED);
        desk.memory().leases().asBefore(lease);
      }
      default -> {
        Duration settle = lease.point().readBack().settle();
        lease.due(
            EndCause.valueOf(state.name()),
            desk.now() + (command.isAnswered() ? 0 : settle.toNanos()));
      }
    }
  }

  /** The outcome is durable before anybody is told. */
  private void record(Running command, CommandState state, Finding finding) {
    Lease lease = command.lease();
    String words = finding.isYes() ? "Carried out and read back." : Desk.shortened(finding.words());
    try {
      LogPlace place = desk.trail().outcome(lease, state, words);
      answer(command, state, finding, place);
      if (state != CommandState.NOT_DONE) {
        endReplaced(lease);
      }
    } catch (AuditException e) {
      Logger.error("an outcome could not be recorded: {}", e.getMessage());
    }
    desk.note(
        Subject.of(command.offer().select()),
        Outcome.valueOf(state.name()),
        finding.isYes() ? new Finding(finding.result(), Reason.NONE, words) : finding);
  }

  /** Whoever held the point before does not hold it any more; nothing is written for that. */
  private void endReplaced(Lease lease) throws AuditException {
    Lease before = lease.before();
    if (before == null) {
      return;
    }
    before.to(LeaseState.ENDED);
    LogPlace place = desk.trail().leaseEnd(before, LeaseState.ENDED, "replaced");
    Receipt.Result result = new Receipt.Result(Outcome.ENDED, "", "Another command took over.");
    desk.tell(before, result, null, place);
  }

  private void answer(Running command, CommandState state, Finding finding, LogPlace place) {
    Lease lease = command.lease();
    boolean confirmed = state == CommandState.CONFIRMED;
    Execution execution =
        new Execution(
            lease.point().point(),
            lease.hold().signed(),
            Desk.shortened(command.probe().shown()),
            confirmed ? lease.point().readBack().proves() : null,
            confirmed
                ? new Execution.Lease(lease.id(), lease.left(desk.now()))
                : Execution.Lease.NONE);
    Receipt.Result result =
        new Receipt.Result(
            Outcome.valueOf(state.name()),
            confirmed ? "" : finding.reason().name(),
            confirmed ? "Carried out and read back." : Desk.shortened(finding.words()));
    byte[] envelope = desk.tell(lease, result, execution, place);
    Lease.Holder holder = lease.holder();
    desk.answers().answered(holder.keyId(), holder.cmdId(), envelope);
  }

  /** Nothing was sent: whoever held the point before holds it still. */
  void abort(OpenOffer offer, Lease lease, Finding why) {
    offer.to(CommandState.ABORTED);
    lease.to(LeaseState.ENDED);
    desk.memory().leases().asBefore(lease);
    try {
      LogPlace place = desk.trail().aborted(lease, why);
      Receipt.Result result =
          new Receipt.Result(Outcome.ABORTED, why.reason().name(), Desk.shortened(why.words()));
      byte[] envelope = desk.tell(lease, result, null, place);
      Lease.Holder holder = lease.holder();
      desk.answers().answered(holder.keyId(), holder.cmdId(), envelope);
    } catch (AuditException e) {
      Logger.error("an abort could not be recorded: {}", e.getMessage());
    }
    desk.note(Subject.of(offer.select()), Outcome.ABORTED, why);
  }

  /** A command that fails by a fault of ours after its intent: nothing waits for it any more. */
  void drop(Lease lease) {
    running.removeIf(command -> command.lease() == lease);
  }
}
