package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.site.SiteDraft;
import dev.penstock.contract.signing.trust.BoundPoint;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Policy;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTrustTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void makesASetThatAGatewayOfTheDemoBelievesAndKeepsItsKeys(@TempDir Path folder)
      throws Exception {
    DemoTrust.Keys keys = DemoTrust.make(folder, plan(), Site.MADE, random);
    assertThat(DemoTrust.exists(folder)).isTrue();
    TrustSet first = load(folder);
    DemoTrust.make(folder, plan(), Site.MADE, random);
    TrustSet second = load(folder);

    assertThat(first.policy().points()).extracting(BoundPoint::point).contains(Site.PUMP);
    assertThat(first.twins()).containsExactly(keys.twin().keyId());
    assertThat(second.policy().head().version()).isEqualTo(2);
    assertThat(DemoTrust.open(folder, Site.MACHINE).operator().keyId())
        .isEqualTo(keys.operator().keyId());
    assertThat(second.member(keys.operator().keyId(), Site.MADE).orElseThrow().name())
        .isEqualTo(DemoTrust.OPERATOR);
    assertThat(first.root().hasCredibleRoster()).isTrue();
  }

  private DemoTrust.Plan plan() {
    Site site = new Site(random);
    Policy policy = site.policy(new DocumentHead("demo", 1, Site.MADE, site.expires, true));
    SiteDraft.Rules rules = new SiteDraft.Rules(policy.inputs(), policy.points(), site.presence);
    return new DemoTrust.Plan("demo", Site.GATEWAY, Site.MACHINE, rules);
  }

  private static TrustSet load(Path folder) throws GateStartException {
    TrustFolder trust = new TrustFolder(folder);
    assertThat(trust.gatewayKey(Site.GATEWAY, Site.MACHINE)).isNotNull();
    return trust.load(Site.GATEWAY, new RulesSeen(), true);
  }
}
