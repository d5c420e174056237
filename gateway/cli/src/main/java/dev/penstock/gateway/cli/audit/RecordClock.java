package dev.penstock.gateway.cli.audit;

import dev.penstock.contract.Json;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * When records were written, for people: by what the gateway's wall clock said at the start of the
 * run, and the monotonic clock since. It proves nothing, unlike the trusted time that a record may
 * have; the order of records is what counts.
 */
final class RecordClock {

  private final Map<String, Instant> zero = new HashMap<>();

  /** About when; in the order of records. */
  String of(AuditRecord record, Json body) {
    if (record.type() == RecordType.START && body.has("clock")) {
      start(record, body.get("clock").text());
    }
    Instant begun = zero.get(record.incarnation());
    return begun == null
        ? "?"
        : begun.plus(Duration.ofNanos(record.mono())).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void start(AuditRecord record, String clock) {
    try {
      Instant then = Instant.parse(clock).minus(Duration.ofNanos(record.mono()));
      zero.put(record.incarnation(), then);
    } catch (DateTimeException e) {
      zero.remove(record.incarnation());
    }
  }
}
