package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import java.util.Map;
import java.util.Set;

/** The trust folder of one schedule: which of the site's documents it has got. */
final class SimulatedTrust implements TrustSource {

  private final SimulatedSite site;
  private int policy = 1;
  private int roster = 1;

  SimulatedTrust(SimulatedSite site) {
    this.site = site;
  }

  @Override
  public KeySigner gatewayKey(String gateway, String machineId) {
    return site.gatewayKey;
  }

  /** What the log knows of revocations is all that differs between those of the same versions. */
  @Override
  public TrustSet load(String gateway, RulesSeen before, boolean demo) {
    TrustSet read = site.read.computeIfAbsent(policy + "/" + roster, versions -> read());
    return new TrustSet(
        read.root(), read.policy(), read.roster(), read.signatures(), before.revoked());
  }

  private TrustSet read() {
    try {
      TrustSet.Signatures signatures =
          new TrustSet.Signatures(
              site.policies.get(policy - 1).verified(), site.rosters.get(roster - 1).verified());
      return new TrustSet(
          site.root, site.policy(policy), site.roster((long) roster), signatures, Set.of());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Map<String, String> documents() {
    return Map.of(
        "root", site.rootText,
        "policy", site.policies.get(policy - 1).text(),
        "roster", site.rosters.get(roster - 1).text());
  }

  @Override
  public void keep(PayloadType type, long version, byte[] envelope) {
    if (type == PayloadType.POLICY) {
      policy = (int) version;
    } else {
      roster = (int) version;
    }
  }
}
