package dev.penstock.gateway.actuation;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
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

  /** Says what {@link #read} learns. */
  void write(JsonWriter out) {
    out.field("incarnation", incarnation).field("mono", last).field("powered_ns", at(last));
  }

  void read(Json in) {
    incarnation = in.get("incarnation").text();
    first = in.get("mono").int64();
    last = first;
    before = in.get("powered_ns").int64();
  }

  /** This run begins. */
  void begin(String newIncarnation, long mono) {
    before += last - first;
    incarnation = newIncarnation;
    first = mono;
    last = mono;
  }

  /** Up to the last record. */
  long soFar() {
    return at(last);
  }

  /** Nanoseconds that the gateway has run, at this moment of the present run. */
  long at(long mono) {
    return before + (mono - first);
  }
}
