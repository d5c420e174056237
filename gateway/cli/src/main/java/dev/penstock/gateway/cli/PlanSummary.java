package dev.penstock.gateway.cli;

import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.GatewaySettings;
import java.io.PrintWriter;

/** What settings amount to, for who has just checked them. */
final class PlanSummary {

  private final GatewayPlan plan;

  PlanSummary(GatewayPlan plan) {
    this.plan = plan;
  }

  void print(PrintWriter out) {
    GatewaySettings settings = plan.settings();
    out.printf("gateway %s: no errors%n", settings.gateway());
    plan.deviceLines().forEach(line -> out.println("  device  " + line));
    plan.uplinkLines().forEach(line -> out.println("  uplink  " + line));
    out.println("  journal " + settings.journal().folder());
    new OutageText(plan).lines().forEach(line -> out.println("          " + line));
    out.println("          power cut, sync " + settings.journal().lossWindow());
    out.println(
        settings.commands().isPresent()
            ? "  commands are taken, as far as the signed policy allows"
            : "  commands are not taken: nothing is ever written to a device");
  }
}
