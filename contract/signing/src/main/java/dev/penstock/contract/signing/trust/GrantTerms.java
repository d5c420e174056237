package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.message.Demand;
import java.time.Duration;
import java.util.List;

/**
 * Under what conditions a grant is good.
 *
 * @param limits narrow the point's own
 * @param windows when; none means always, and any needs trusted time
 * @param offlineOk also while the documents are not known to be the latest
 * @param unattended also for a service, with no person at the other end
 * @param approvals how many other persons must approve
 */
public record GrantTerms(
    Limits limits,
    Hold hold,
    List<Window> windows,
    boolean offlineOk,
    boolean unattended,
    int approvals) {

  private static final int MAX_WINDOWS = 32;
  private static final int MAX_APPROVALS = 16;

  /**
   * How a point may be held.
   *
   * @param leaseMax longest lease; 0 leaves it to the point
   * @param pulse longest silence of the twin's pulse; 0 asks for none
   * @param maxPriority highest that may be claimed
   */
  public record Hold(Duration leaseMax, Duration pulse, int maxPriority) {

    public static final Hold ANY = new Hold(Duration.ZERO, Duration.ZERO, 0);

    public Hold {
      Rules.span("lease_max", leaseMax);
      Rules.span("pulse", pulse);
      Rules.require(
          maxPriority >= 0 && maxPriority <= Demand.MAX_PRIORITY, "max_priority must be 0 to 100");
    }
  }

  /** No bound of its own, attended, online, no approval. */
  public static final GrantTerms PLAIN =
      new GrantTerms(Limits.NONE, Hold.ANY, List.of(), false, false, 0);

  public GrantTerms {
    Rules.require(windows.size() <= MAX_WINDOWS, "at most " + MAX_WINDOWS + " windows");
    windows = List.copyOf(windows);
    Rules.require(approvals >= 0 && approvals <= MAX_APPROVALS, "approvals must be 0 to 16");
  }

  static GrantTerms from(Fields in) {
    return new GrantTerms(
        in.object("limits", Limits::from),
        new Hold(
            in.has("lease_max_ms") ? in.millis("lease_max_ms") : Duration.ZERO,
            in.has("pulse_ms") ? in.millis("pulse_ms") : Duration.ZERO,
            in.integer("max_priority", 0, Demand.MAX_PRIORITY)),
        in.objects("windows", MAX_WINDOWS, Window::from),
        in.flag("offline_ok"),
        in.flag("unattended"),
        in.integer("approvals", 0, MAX_APPROVALS));
  }

  void write(JsonWriter out) {
    Payload.object(out, "limits", limits, Limits::write);
    if (!hold.leaseMax().isZero()) {
      Payload.millis(out, "lease_max_ms", hold.leaseMax());
    }
    if (!hold.pulse().isZero()) {
      Payload.millis(out, "pulse_ms", hold.pulse());
    }
    out.key("max_priority").int32(hold.maxPriority());
    Payload.objects(out, "windows", windows, Window::write);
    Payload.flag(out, "offline_ok", offlineOk);
    Payload.flag(out, "unattended", unattended);
    out.key("approvals").int32(approvals);
  }
}
