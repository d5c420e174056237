package dev.penstock.contract.signing.trust;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway may do at most. It is closed: every point that it names is bound in it, so that
 * nobody can change its meaning from outside.
 *
 * @param inputs bindings of everything that is only read or written standing
 * @param points that may be commanded
 */
public record Policy(
    DocumentHead head,
    Scope scope,
    List<Binding> inputs,
    List<BoundPoint> points,
    List<Standing> standing,
    List<Grant> grants)
    implements Document {

  private static final int MAX_BINDINGS = 2_000;
  private static final int MAX_GRANTS = 500;

  /**
   * Of the gateway as a whole.
   *
   * @param offlineBudget how long it may be powered without a word from the twin, in whole minutes
   * @param presence what a person at the box does to raise the mode; null: the mode cannot be
   *     raised there
   */
  public record Scope(
      String gateway, Mode maxMode, Duration offlineBudget, @Nullable Condition presence) {

    static final int MAX_BUDGET_MINUTES = 527_040;

    public Scope {
      Names.id("gateway", gateway);
      long minutes = offlineBudget.toMinutes();
      Rules.require(
          minutes >= 0
              && minutes <= MAX_BUDGET_MINUTES
              && offlineBudget.equals(Duration.ofMinutes(minutes)),
          "offline_budget must be whole minutes, at most a year");
    }
  }

  public Policy {
    inputs = List.copyOf(inputs);
    points = List.copyOf(points);
    standing = List.copyOf(standing);
    grants = List.copyOf(grants);
    Rules.require(inputs.size() + points.size() <= MAX_BINDINGS, "too many bindings");
    Rules.require(grants.size() <= MAX_GRANTS, "too many grants");
    new PolicyClosure(inputs, points).check(scope, standing, grants);
  }

  public static Policy read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.POLICY, payload, Policy::from);
  }

  private static Policy from(Fields in) {
    return new Policy(
        DocumentHead.from(in),
        new Scope(
            in.id("gateway"),
            in.word("max_mode", Mode.class),
            Duration.ofMinutes(in.integer("offline_budget_minutes", 0, Scope.MAX_BUDGET_MINUTES)),
            in.objectOrNull("presence", Condition::from)),
        in.objects("inputs", MAX_BINDINGS, Binding::from),
        in.objects("points", MAX_BINDINGS, BoundPoint::from),
        in.objects("standing", MAX_BINDINGS, Standing::from),
        in.objects("grants", MAX_GRANTS, Grant::from));
  }

  /** The point of this {@code device/point}, if it may be commanded at all. */
  public Optional<BoundPoint> point(String path) {
    return points.stream().filter(point -> point.point().equals(path)).findFirst();
  }

  /** The binding of any {@code device/point} that the policy names. */
  public Optional<Binding> binding(String path) {
    return point(path)
        .map(BoundPoint::binding)
        .or(() -> inputs.stream().filter(input -> input.point().equals(path)).findFirst());
  }

  @Override
  public PayloadType type() {
    return PayloadType.POLICY;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type());
    head.write(out);
    out.field("gateway", scope.gateway()).field("max_mode", scope.maxMode().name());
    out.key("offline_budget_minutes").int32(Math.toIntExact(scope.offlineBudget().toMinutes()));
    Payload.object(out, "presence", scope.presence(), Condition::write);
    Payload.objects(out, "inputs", inputs, Binding::write);
    Payload.objects(out, "points", points, BoundPoint::write);
    Payload.objects(out, "standing", standing, Standing::write);
    Payload.objects(out, "grants", grants, Grant::write);
    return Payload.end(out);
  }
}
