package dev.penstock.gateway.runtime;

import dev.penstock.contract.uplink.RowsWanted;
import dev.penstock.contract.uplink.UplinkAccess;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.contract.uplink.UplinkStep;
import java.util.List;

/** What can be done with an uplink from beside a running gateway. */
public final class UplinkTools {

  private final GatewayPlan plan;
  private final UplinkPlan uplink;

  private UplinkTools(GatewayPlan plan, UplinkPlan uplink) {
    this.plan = plan;
    this.uplink = uplink;
  }

  /** The names of the uplinks in the settings. */
  public static List<String> names(GatewayPlan plan) {
    return plan.uplinks().stream().map(UplinkPlan::uplink).toList();
  }

  /** For one of {@link #names}. */
  public static UplinkTools of(GatewayPlan plan, String name) {
    return plan.uplinks().stream()
        .filter(one -> one.uplink().equals(name))
        .findFirst()
        .map(one -> new UplinkTools(plan, one))
        .orElseThrow(() -> new IllegalArgumentException("there is no uplink " + name));
  }

  /** Tries the way to the centre, step by step. */
  public List<UplinkStep> test() throws GatewayException {
    return test(uplink.factory());
  }

  private <S extends Record> List<UplinkStep> test(UplinkFactory<S> factory)
      throws GatewayException {
    return factory.test(access(factory));
  }

  /** Has the running gateway send rows again. */
  public UplinkStep replay(RowsWanted wanted) throws GatewayException {
    return replay(uplink.factory(), wanted);
  }

  private <S extends Record> UplinkStep replay(UplinkFactory<S> factory, RowsWanted wanted)
      throws GatewayException {
    return factory.replay(access(factory), wanted);
  }

  private <S extends Record> UplinkAccess<S> access(UplinkFactory<S> factory)
      throws GatewayException {
    return new UplinkAccess<>(
        plan.settings().gateway(),
        uplink.uplink(),
        factory.settings().cast(uplink.uplinkSettings()),
        GatewayKey.read(plan.settings()),
        SystemClocks.clocks());
  }
}
