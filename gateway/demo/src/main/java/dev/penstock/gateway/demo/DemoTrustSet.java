package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.gateway.actuation.DemoTrust;
import dev.penstock.gateway.actuation.GateStartException;
import dev.penstock.gateway.runtime.GatewayKey;
import dev.penstock.uplink.twin.Vouching;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** The trust documents that let the demo's operator move the pumps, stamped DEMO. */
final class DemoTrustSet {

  private static final String SITE = "demo";
  private static final long NANOS = 1_000_000_000L;

  private DemoTrustSet() {}

  /** The supervisor of the set that is there. */
  static Party supervisor(DemoFolder folder, DemoKeys keys) throws IOException {
    try {
      DemoTrust.Keys made = DemoTrust.open(folder.trust(), GatewayKey.machineId());
      return new Party(
          GatewayYaml.GATEWAY, keys.gateway(), DemoTrust.SUPERVISOR, made.supervisor());
    } catch (GateStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Has the next start make another key for the supervisor. */
  static void forgetSupervisor(DemoFolder folder) throws IOException {
    DemoTrust.forget(folder.trust(), DemoTrust.SUPERVISOR);
  }

  /** Those who sign the documents. */
  static List<KeySigner> signers(DemoFolder folder) throws IOException {
    try {
      return DemoTrust.signers(folder.trust(), GatewayKey.machineId());
    } catch (GateStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Writes the next version of the documents; the operator's key stays the same. */
  static Party make(
      DemoFolder folder, DemoKeys keys, DemoPolicy policy, Clocks clocks, SecureRandom random)
      throws IOException {
    DemoTrust.Plan plan =
        new DemoTrust.Plan(
            SITE,
            GatewayYaml.GATEWAY,
            GatewayKey.machineId(),
            new SiteDraft.Rules(policy.inputs(), policy.points(), policy.presence()));
    Instant now = Instant.ofEpochSecond(clocks.wall().nanos() / NANOS);
    try {
      DemoTrust.keepTwin(folder.trust(), GatewayKey.machineId(), keys.twin());
      DemoTrust.Keys made = DemoTrust.make(folder.trust(), plan, now, random);
      return new Party(GatewayYaml.GATEWAY, keys.gateway(), DemoTrust.OPERATOR, made.operator());
    } catch (GateStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The twin as a member of the roster, which the documents let give the pulse. */
  static Party twin(DemoFolder folder, DemoKeys keys) throws IOException {
    try {
      DemoTrust.Keys made = DemoTrust.open(folder.trust(), GatewayKey.machineId());
      return new Party(GatewayYaml.GATEWAY, keys.gateway(), DemoTrust.TWIN, made.twin());
    } catch (GateStartException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What the twin says of the documents: that those of this start are the latest. */
  static Vouching.Word word(DemoFolder folder) throws IOException {
    long version = DemoTrust.version(folder.trust());
    return new Vouching.Word(SITE, true, new Freshness.Minimum(version, version, version));
  }
}
