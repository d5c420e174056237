package dev.penstock.contract.signing.message;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;

/**
 * The plant and the rules as the gateway sees them: what an operator reads before signing.
 *
 * @param interlocks each condition with its result
 * @param gates every other gate with its result
 * @param approvals how many distinct persons must approve before the OPERATE
 * @param forecast what a local model expects of it, for people; empty where there is none
 */
public record Snapshot(
    EffectiveLimits limits,
    List<LiveValue> values,
    List<Check> interlocks,
    List<Check> gates,
    int approvals,
    String forecast) {

  private static final int MAX_APPROVALS = 16;
  private static final int MAX_ELEMENTS = 64;

  public Snapshot {
    values = Texts.distinct("values", values, MAX_ELEMENTS);
    interlocks = Texts.distinct("interlocks", interlocks, MAX_ELEMENTS);
    gates = Texts.distinct("gates", gates, MAX_ELEMENTS);
    Checks.require(approvals >= 0 && approvals <= MAX_APPROVALS, "approvals must be 0 to 16");
    Texts.words("forecast", forecast);
  }

  /** Whether an OPERATE would be refused as things stand, approvals aside. */
  public boolean isRefused() {
    return !interlocks.stream().allMatch(check -> check.result() == Truth.TRUE)
        || !gates.stream().allMatch(check -> check.result() == Truth.TRUE);
  }

  static Snapshot from(Fields in) {
    return new Snapshot(
        in.object("limits", EffectiveLimits::from),
        in.objects("values", MAX_ELEMENTS, LiveValue::from),
        in.objects("interlocks", MAX_ELEMENTS, Check::from),
        in.objects("gates", MAX_ELEMENTS, Check::from),
        in.integer("approvals", 0, MAX_APPROVALS),
        in.has("forecast") ? in.words("forecast") : "");
  }

  void write(JsonWriter out) {
    Payload.object(out, "limits", limits, EffectiveLimits::write);
    Payload.objects(out, "values", values, LiveValue::write);
    Payload.objects(out, "interlocks", interlocks, Check::write);
    Payload.objects(out, "gates", gates, Check::write);
    out.key("approvals").int32(approvals);
    Payload.optional(out, "forecast", forecast.isEmpty() ? null : forecast);
  }
}
