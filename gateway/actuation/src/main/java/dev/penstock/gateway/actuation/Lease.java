package dev.penstock.gateway.actuation;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.BoundPoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One output in somebody's hand, from the intent until it is back. Gate thread only. */
final class Lease {

  /**
   * Who holds it and by what.
   *
   * @param answers digest of the OPERATE
   */
  record Holder(String issuer, String keyId, String cmdId, String answers, int priority) {}

  /** What is held. */
  record Hold(SignedValue signed, Value value, Duration ttl) {}

  /**
   * Why it may be held.
   *
   * @param pulse longest silence of the twin; 0 asks for no pulse
   */
  record Claim(Order order, Duration pulse) {}

  private final String id;
  private final Holder holder;
  private final Hold hold;
  private final @Nullable Lease before;
  private WayBack back;
  private @Nullable Claim claim;
  private LeaseState state = LeaseState.PRESUMED;
  private long ends;
  private long renewals;
  private long confirmedAt;
  private int tries;
  private long nextTry;
  private int unknownScans;
  private boolean confirmed;
  private boolean earlierRun;
  private boolean inTrouble;
  private @Nullable EndCause why;

  Lease(String id, WayBack back, Holder holder, Hold hold, @Nullable Lease before) {
    this.id = id;
    this.back = back;
    this.holder = holder;
    this.hold = hold;
    this.before = before;
  }

  /** The time runs from the intent. */
  Lease from(long nowMono) {
    ends = nowMono + hold.ttl().toNanos();
    return this;
  }

  String id() {
    return id;
  }

  BoundPoint point() {
    return back.point();
  }

  WayBack back() {
    return back;
  }

  /** The rules changed, and so the way back. */
  void back(WayBack next) {
    back = next;
  }

  /** Why it may be held, as it was judged last. */
  Lease under(Claim judged) {
    claim = judged;
    return this;
  }

  /** Null if an earlier run took it. */
  @Nullable Order order() {
    return claim == null ? null : claim.order();
  }

  /** Longest silence of the twin; 0 asks for no pulse. */
  Duration pulse() {
    return claim == null ? Duration.ZERO : claim.pulse();
  }

  Holder holder() {
    return holder;
  }

  Hold hold() {
    return hold;
  }

  /** The lease that this one takes the place of, if it succeeds. */
  @Nullable Lease before() {
    return before;
  }

  LeaseState state() {
    return state;
  }

  void to(LeaseState next) {
    state = state.to(next);
  }

  void confirmed(long nowMono) {
    to(LeaseState.HELD);
    confirmed = true;
    confirmedAt = nowMono;
  }

  /** As the log of an earlier run tells it. */
  void recovered(boolean wasConfirmed) {
    confirmed = wasConfirmed;
    earlierRun = true;
    to(LeaseState.REVERT_DUE);
    why = EndCause.RESTART;
  }

  boolean wasConfirmed() {
    return confirmed;
  }

  boolean isOfEarlierRun() {
    return earlierRun;
  }

  long confirmedAt() {
    return confirmedAt;
  }

  boolean isOver(long nowMono) {
    return nowMono - ends >= 0;
  }

  Duration left(long nowMono) {
    return Duration.ofMillis(Math.max(0, (ends - nowMono) / 1_000_000));
  }

  long renewals() {
    return renewals;
  }

  void renew(long nowMono) {
    renewals++;
    from(nowMono);
  }

  /** It has to go back; the first cause is kept. */
  void due(EndCause cause, long at) {
    to(LeaseState.REVERT_DUE);
    if (why == null) {
      why = cause;
    }
    nextTry = at;
  }

  /** Empty as long as it is held. */
  String why() {
    return why == null ? "" : why.name();
  }

  boolean isEndedBy(EndCause cause) {
    return why == cause;
  }

  boolean isTurn(long nowMono) {
    return nowMono - nextTry >= 0;
  }

  /** It cannot go back now. */
  void notYet(long at) {
    inTrouble = true;
    nextTry = at;
  }

  /** A try to bring it back did not succeed. */
  int countTry() {
    inTrouble = true;
    return ++tries;
  }

  void again(long at) {
    to(LeaseState.REVERT_DUE);
    nextTry = at;
  }

  /** Whether a try to bring it back failed or was impossible: then the PLC must act. */
  boolean isInTrouble() {
    return inTrouble;
  }

  /** How many scans in a row could not judge the interlocks. */
  int scanUnknown(boolean unknown) {
    unknownScans = unknown ? unknownScans + 1 : 0;
    return unknownScans;
  }
}
