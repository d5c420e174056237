package dev.penstock.gateway.actuation;

import dev.penstock.gateway.actuation.audit.AuditRecord;

/**
 * Time that passes only while the gateway runs, over all its runs, from the log. A limit of
 * operations an hour cannot be got round by restarting, and a wall clock cannot move it.
 */
final class PoweredTime {

  private String incarnation = "";
  private long first;
  private long last;
  private long before;

  /** Learns from a record of the log, oldest first. */
  void saw(AuditRecord record) {
    if (!record.incarnation().equals(incarnation)) {
      begin(record.incarnation(), record.mono());
    }
    last = Math.max(last, record.mono());
  }

  /** This run begins. */
  void begin(String newIncarnation, long mono) {
    before += last - first;
    incarnation = newIncarnation;
    first = mono;
    last = mono;
  }

  /** Nanoseconds that the gateway has run, at this moment of the present run. */
  long at(long mono) {
    return before + (mono - first);
  }
}
