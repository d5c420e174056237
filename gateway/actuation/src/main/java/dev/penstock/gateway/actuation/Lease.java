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

  private final String id;
  private final BoundPoint point;
  private final Holder holder;
  private final Hold hold;
  private final @Nullable Lease before;
  private LeaseState state = LeaseState.PRESUMED;
  private long ends;
  private long renewals;
  private long confirmedAt;
  private int tries;
  private long nextTry;
  private int unknownScans;
  private boolean confirmed;
  private boolean earlierRun;
  private String why = "";

  Lease(String id, BoundPoint point, Holder holder, Hold hold, @Nullable Lease before) {
    this.id = id;
    this.point = point;
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
    return point;
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
    why = "RESTART";
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
  void due(String cause, long at) {
    to(LeaseState.REVERT_DUE);
    if (why.isEmpty()) {
      why = cause;
    }
    nextTry = at;
  }

  String why() {
    return why;
  }

  boolean isTurn(long nowMono) {
    return nowMono - nextTry >= 0;
  }

  void later(long at) {
    nextTry = at;
  }

  int countTry() {
    return ++tries;
  }

  /** How many scans in a row could not judge the interlocks. */
  int scanUnknown(boolean unknown) {
    unknownScans = unknown ? unknownScans + 1 : 0;
    return unknownScans;
  }
}
