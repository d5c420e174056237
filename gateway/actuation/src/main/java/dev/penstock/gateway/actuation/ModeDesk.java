package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.LogPlace;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.ModeChange;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.gateway.actuation.audit.AuditException;
import java.time.Duration;
import org.tinylog.Logger;

/** Moves the mode: up by presence at the box, down by a message. Gate thread only. */
final class ModeDesk {

  private static final long LOOK = Duration.ofSeconds(1).toNanos();

  private final Desk desk;
  private final OfferBook offers;
  private final LeaseKeeper keeper;
  private long nextLook;

  ModeDesk(Desk desk, OfferBook offers, LeaseKeeper keeper) {
    this.desk = desk;
    this.offers = offers;
    this.keeper = keeper;
    this.nextLook = desk.now();
  }

  /** Looks whether somebody at the box raises the mode. */
  void tick() {
    long now = desk.now();
    ModeSwitch mode = desk.modeSwitch();
    if (now - nextLook < 0 || !mode.isWaiting(now)) {
      return;
    }
    nextLook = now + LOOK;
    Condition presence = desk.trust().policy().scope().presence();
    if (presence != null && desk.conditions().judge(presence, desk.lastSights()).isYes()) {
      raise(mode, presence);
    }
  }

  private void raise(ModeSwitch mode, Condition presence) {
    try {
      desk.trail().mode(mode.wanted(), "raised at the box: " + presence);
      mode.raise();
      Logger.info("the mode was raised at the box: mode={}", mode.wanted());
    } catch (AuditException e) {
      Logger.warn("the mode stays, for a change cannot be recorded: {}", e.getMessage());
    }
  }

  void change(Arrived message) {
    ModeChange change;
    try {
      change = message.verified().read(ModeChange::read);
    } catch (MalformedException e) {
      desk.refuseMalformed(message, e);
      return;
    }
    Head head = change.head();
    Subject subject = new Subject("", "MODE " + change.mode(), head.issuer());
    Finding identity = desk.identify(head, message);
    if (!identity.isYes()) {
      desk.refuse(message, head, subject, identity);
      return;
    }
    if (desk.isRepeat(head, message)) {
      return;
    }
    Finding finding = judge(change, message);
    if (finding.isYes()) {
      lower(change, message);
    } else {
      desk.refuse(message, head, subject, finding);
    }
  }

  private Finding judge(ModeChange change, Arrived message) {
    if (!change.incarnation().equals(desk.trail().incarnation())) {
      return Finding.no(Reason.NONCE_UNKNOWN, "of another run of the gateway");
    }
    if (!desk.may(Action.MODE, "", message)) {
      return Finding.no(Reason.NOT_GRANTED, "MODE");
    }
    return Finding.require(
        change.mode().isAtMost(desk.mode()), Reason.MODE_NEEDS_PRESENCE, change.mode().name());
  }

  private void lower(ModeChange change, Arrived message) {
    Subject subject = new Subject("", "MODE " + change.mode(), change.head().issuer());
    try {
      LogPlace place = desk.trail().mode(change.mode(), change.reason(), message.raw());
      desk.modeSwitch().lower(change.mode());
      offers.cancelAll();
      if (change.mode().isAtMost(Mode.SHADOW)) {
        keeper.endAll(EndCause.MODE);
      }
      Finding said = Finding.said("The mode is " + change.mode() + ".");
      desk.answer(message, change.head(), new Desk.Said(Outcome.ACCEPTED, said), place);
      desk.note(subject, Outcome.ACCEPTED, said);
    } catch (AuditException e) {
      Finding why = Finding.unknown(Reason.LOG_UNAVAILABLE, String.valueOf(e.getMessage()));
      desk.refuse(message, change.head(), subject, why);
    }
  }
}
