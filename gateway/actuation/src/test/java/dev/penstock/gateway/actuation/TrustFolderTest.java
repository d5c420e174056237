package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.DocumentHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFolderTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void anotherRootThanThePinnedOneIsRefused() throws Exception {
    bench.start();
    Files.writeString(folder.resolve(TrustFolder.FINGERPRINT), "00".repeat(32));

    refused().hasMessageContaining(TrustFolder.FINGERPRINT);
  }

  @Test
  void aPolicyWithTooFewSignaturesIsRefused() throws Exception {
    bench.start();
    Site.put(folder, TrustFolder.POLICY, bench.site.policy(head(1)), bench.site.root1);

    refused().hasMessageContaining("too few");
  }

  @Test
  void aPolicyByAStrangerIsRefused() throws Exception {
    bench.start();
    Site.put(folder, TrustFolder.POLICY, bench.site.policy(head(1)), bench.site.stranger);

    refused().hasMessageContaining(TrustFolder.POLICY);
  }

  @Test
  void anEditedPolicyIsRefused() throws Exception {
    bench.start();
    Path policy = folder.resolve(TrustFolder.POLICY);
    byte[] bytes = Files.readAllBytes(policy);
    bytes[bytes.length / 3] ^= 1;
    Files.write(policy, bytes);

    refused();
  }

  @Test
  void anOlderPolicyIsRefused() throws Exception {
    bench.site.version = 5;
    bench.start();
    Site.put(
        folder, TrustFolder.POLICY, bench.site.policy(head(4)), bench.site.root1, bench.site.root2);

    refused().hasMessageContaining("never go back");
  }

  @Test
  void theLargestVersionIsRefused() throws Exception {
    bench.start();
    Site.put(
        folder,
        TrustFolder.POLICY,
        bench.site.policy(head(Long.MAX_VALUE)),
        bench.site.root1,
        bench.site.root2);

    refused().hasMessageContaining("1000");
  }

  @Test
  void theSameVersionWithOtherContentIsRefused() throws Exception {
    bench.start();
    bench.site.approvals = 3;
    bench.site.write(folder);

    refused().hasMessageContaining("other content");
  }

  @Test
  void aNewerPolicyCounts() throws Exception {
    bench.start();
    bench.site.version = 2;
    bench.site.grantBounds = new Bounds(null, Decimal.of(3), null, null);
    bench.site.write(folder);
    bench.crash().restart();

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.RANGE.name());
  }

  @Test
  void demoDocumentsAreRefusedByAGatewayThatTheDemoDidNotStart() throws Exception {
    bench.site.demo = true;
    bench.demo = true;
    bench.start();
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    bench.demo = false;

    refused().hasMessageContaining("demo");
  }

  @Test
  void documentsOfDifferentSitesAreNotMixed() throws Exception {
    bench.start();
    DocumentHead other =
        new DocumentHead("other-site", 1, Site.MADE, Site.MADE.plus(Duration.ofDays(1)), false);
    Site.put(
        folder, TrustFolder.POLICY, bench.site.policy(other), bench.site.root1, bench.site.root2);

    refused().hasMessageContaining("different sites");
  }

  @Test
  void aClonedImageIsRefused() throws Exception {
    bench.start();

    assertThatThrownBy(() -> new TrustFolder(folder).gatewayKey(Site.GATEWAY, "another-machine"))
        .isInstanceOf(GateStartException.class)
        .hasMessageContaining("another machine");
  }

  @Test
  void aDocumentThatExpiredBeforeAnotherWasMadeCountsNoMore() throws Exception {
    bench.start();
    bench.site.version = 2;
    DocumentHead late =
        new DocumentHead(
            bench.site.site,
            2,
            Site.MADE.plus(Duration.ofDays(400)),
            Site.MADE.plus(Duration.ofDays(800)),
            false);
    Site.put(
        folder, TrustFolder.POLICY, bench.site.policy(late), bench.site.root1, bench.site.root2);
    bench.crash().restart();

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.TRUST_EXPIRED.name());
  }

  private DocumentHead head(long version) {
    return new DocumentHead(bench.site.site, version, Site.MADE, bench.site.expires, false);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(() -> bench.crash().restart()).isInstanceOf(GateStartException.class);
  }
}
