package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.trust.Bounds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One site for all schedules: its documents are signed and verified once. Safe for any thread. */
final class SimulatedSite implements TrustSource {

  final Site site = new Site(Bench.seeded(1));
  final Path folder;
  private final KeySigner gatewayKey;
  private final TrustSet trust;
  private final Map<String, String> documents;

  SimulatedSite(Path folder) throws Exception {
    this.folder = folder;
    site.bounds = new Bounds(Decimal.of(0), Decimal.of(10), null, null);
    site.write(folder);
    TrustFolder read = new TrustFolder(folder);
    gatewayKey = read.gatewayKey(Site.GATEWAY, Site.MACHINE);
    trust = read.load(Site.GATEWAY, new Recovery(), false);
    documents = read.documents();
  }

  @Override
  public KeySigner gatewayKey(String gateway, String machineId) {
    return gatewayKey;
  }

  /** What the log knows of revocations is all that can differ from run to run. */
  @Override
  public TrustSet load(String gateway, Recovery before, boolean demo) {
    Set<String> revoked = before.revoked();
    return new TrustSet(trust.root(), trust.policy(), trust.roster(), trust.signatures(), revoked);
  }

  @Override
  public Map<String, String> documents() {
    return documents;
  }

  @Override
  public void keep(PayloadType type, long version, byte[] envelope) {
    throw new UnsupportedOperationException("no schedule brings new documents");
  }
}
