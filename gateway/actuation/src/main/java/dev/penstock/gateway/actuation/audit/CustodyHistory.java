package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.log.SignedNote;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a log says about its own custody: under which origin it goes, and what was vouched for. */
public final class CustodyHistory {

  private static final int MOST_BYTES = 1 << 22;

  private static final String FIELD = "custody";

  private final Set<String> earlier = new HashSet<>();
  private final String gateway;
  private String origin;
  private @Nullable SignedNote rolledBackTo;
  private long cosigned;

  /** A log begins under the name of its gateway. */
  public CustodyHistory(String gateway) {
    this.gateway = gateway;
    this.origin = gateway + "/audit";
  }

  /** Learns from a record of the log, oldest first. */
  public void saw(AuditRecord record) {
    switch (record.type()) {
      case COSIGNATURE -> cosigned = body(record).get("size").int64();
      case ROLLED_BACK -> rolledBackTo = Custody.note(body(record).get("seen").text());
      case RESUME -> resumed(body(record));
      case CARRIED_OVER -> carried(body(record).get(FIELD));
      default -> {}
    }
  }

  /** For the beginning of a file. */
  public void write(JsonWriter out) {
    out.key(FIELD).object().field("gateway", gateway).field("origin", origin);
    out.key("earlier").array();
    earlier.stream().sorted().forEach(out::text);
    out.endArray().field("cosigned", cosigned);
    out.field("seen", rolledBackTo == null ? "" : rolledBackTo.toString()).endObject();
  }

  /** Says what all records before it have said. */
  private void carried(Json body) {
    origin = body.get("origin").text();
    earlier.addAll(body.get("earlier").list(Json::text));
    cosigned = body.get("cosigned").int64();
    String seen = body.get("seen").text();
    rolledBackTo = seen.isEmpty() ? null : Custody.note(seen);
  }

  private void resumed(Json body) {
    earlier.add(origin);
    earlier.add(body.get("lost_origin").text());
    origin = body.get("origin").text();
    rolledBackTo = null;
    cosigned = 0;
  }

  private static Json body(AuditRecord record) {
    return Json.parse(record.body(), MOST_BYTES);
  }

  String origin() {
    return origin;
  }

  /** Whether the log went by this name before it was resumed. */
  boolean isEarlier(String name) {
    return earlier.contains(name);
  }

  /** What is known to be missing, and was not resumed from. */
  Optional<SignedNote> rolledBackTo() {
    return Optional.ofNullable(rolledBackTo);
  }

  /** How many records the last cosigned checkpoint covers, at least. */
  public long cosigned() {
    return cosigned;
  }
}
