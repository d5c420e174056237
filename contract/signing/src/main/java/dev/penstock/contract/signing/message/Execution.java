package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says about the plant.
 *
 * @param value what was to be written
 * @param readBack what was read back, for people; empty if nothing was
 * @param confirmedBy null unless the read-back agreed
 */
public record Execution(
    String point,
    SignedValue value,
    String readBack,
    @Nullable ConfirmedBy confirmedBy,
    Lease lease) {

  /** How much a read-back proves. */
  public enum ConfirmedBy {
    /** The device holds the value. */
    REGISTER,
    /** Another point shows its effect. */
    FEEDBACK
  }

  /**
   * The lease that the write opened.
   *
   * @param id what RENEW and RELEASE name; empty if there is no lease
   * @param left of it, on the monotonic clock
   */
  public record Lease(String id, Duration left) {

    public static final Lease NONE = new Lease("", Duration.ZERO);

    public Lease {
      Texts.idOrEmpty("lease_id", id);
      Checks.span("lease_left", left);
    }
  }

  public Execution {
    Names.path(point);
    Texts.words("read_back", readBack);
  }

  static Execution from(Fields in) {
    return new Execution(
        in.id("point"),
        SignedValue.from(in, "value"),
        in.words("read_back"),
        in.has("confirmed_by") ? in.word("confirmed_by", ConfirmedBy.class) : null,
        in.has("lease_id") ? new Lease(in.id("lease_id"), in.millis("lease_left_ms")) : Lease.NONE);
  }

  void write(JsonWriter out) {
    out.field("point", point);
    value.write(out, "value");
    out.field("read_back", readBack);
    Payload.optional(out, "confirmed_by", confirmedBy);
    if (!lease.id().isEmpty()) {
      out.field("lease_id", lease.id());
      Payload.millis(out, "lease_left_ms", lease.left());
    }
  }
}
