package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One site for all schedules: its documents, also those that come later, are signed and verified
 * once. Safe for any thread.
 */
final class SimulatedSite {

  static final int POLICIES = 3;
  static final int ROSTERS = 3;

  /** A document with the proof that it was signed. */
  record Paper(String text, Verified verified) {

    byte[] envelope() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  final Site site = new Site(Bench.seeded(1));
  final Path folder;
  final KeySigner gatewayKey;
  final Root root;
  final String rootText;
  final List<Paper> policies = new ArrayList<>();
  final List<Paper> rosters = new ArrayList<>();
  final byte[] revocation;

  /** By the versions of policy and roster. */
  final Map<String, TrustSet> read = new ConcurrentHashMap<>();

  SimulatedSite(Path folder) throws Exception {
    this.folder = folder;
    site.chiefsNeedTheTwin = true;
    site.bounds = upTo(10);
    site.write(folder);
    TrustFolder trust = new TrustFolder(folder);
    gatewayKey = trust.gatewayKey(Site.GATEWAY, Site.MACHINE);
    root = trust.load(Site.GATEWAY, new RulesSeen(), false).root();
    rootText = trust.documents().get("root");
    for (int version = 1; version <= POLICIES; version++) {
      site.bounds = upTo(version == 2 ? 4 : 10);
      policies.add(paper(PayloadType.POLICY, site.policy(head(version))));
    }
    for (int version = 1; version <= ROSTERS; version++) {
      rosters.add(paper(PayloadType.ROSTER, roster(version)));
    }
    Revocation lost = new Revocation(site.site, "lost", List.of(site.carla.keyId()), "lost");
    revocation = Envelope.sign(lost, site.root1).bytes();
  }

  private static Bounds upTo(int most) {
    return new Bounds(Decimal.of(0), Decimal.of(most), null, null);
  }

  private DocumentHead head(long version) {
    return new DocumentHead(site.site, version, Site.MADE, site.expires, false);
  }

  /** In the second one there is no anna. */
  private Roster roster(int version) {
    Roster all = site.roster(head(version));
    return version == 2
        ? new Roster(
            all.head(), all.members().stream().filter(m -> !m.name().equals("anna")).toList())
        : all;
  }

  private Paper paper(PayloadType type, Message document) {
    byte[] envelope = Envelope.sign(document, site.root1, site.root2).bytes();
    Verified verified = EnvelopeReader.open(envelope, type, root.keys());
    return new Paper(new String(envelope, StandardCharsets.UTF_8), verified);
  }

  Policy policy(int version) throws Exception {
    return policies.get(version - 1).verified().read(Policy::read);
  }

  Roster roster(long version) throws Exception {
    return rosters.get((int) version - 1).verified().read(Roster::read);
  }
}
