package dev.penstock.drivers.opcua;

/**
 * Which notification comes next, by the server's numbers, which wrap from 2³²−1 to 1. One thread at
 * a time.
 */
final class NotificationOrder {

  private static final long LAST = 0xFFFF_FFFFL;

  private long next = 1;
  private boolean retains;
  private boolean handedOver;

  /** A new subscription counts from 1. */
  void restart() {
    next = 1;
    retains = false;
    handedOver = false;
  }

  long next() {
    return next;
  }

  /** How many are missing before this one; negative if it has come already. */
  int missingBefore(long number) {
    return (int) (number - next);
  }

  boolean isNext(long number) {
    return number == next;
  }

  void received(long number) {
    next = after(number);
  }

  /** Gives up on what is missing before this one. */
  void skipTo(long number) {
    next = number;
  }

  /** The server has shown that it keeps what it has sent until it is acknowledged. */
  void retains() {
    retains = true;
  }

  /** The server has handed the subscription over to another session. */
  void handedOver() {
    handedOver = true;
  }

  /**
   * To be told before each message is taken. A server numbers its farewell to the old session like
   * a notification and does not keep it: a single number missing right after the hand-over, at a
   * server that keeps the rest, is no loss.
   */
  void arrived(long number) {
    if (handedOver && retains && missingBefore(number) == 1) {
      next = number;
    }
    handedOver = false;
  }

  static long after(long number) {
    return number == LAST ? 1 : number + 1;
  }
}
