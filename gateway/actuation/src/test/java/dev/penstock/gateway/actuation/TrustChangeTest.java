package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.DocumentHead;
import dev.penstock.contract.signing.trust.Member;
import dev.penstock.contract.signing.trust.Policy;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.Root;
import dev.penstock.contract.signing.trust.Roster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New documents while the gate runs: only signatures and versions count, whoever brings them. */
class TrustChangeTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void aNewerPolicyIsInForceAtOnceAndAfterARestart() throws Exception {
    bench.start();
    bench.site.grantBounds = new Bounds(null, Decimal.of(3), null, null);

    accepted(bring(policy(2)));

    refused(bench.command("4"), Reason.RANGE);
    bench.crash().restart();
    refused(bench.command("4"), Reason.RANGE);
  }

  @Test
  void anOfferMadeUnderTheOldRulesIsGoodForNothing() throws Exception {
    bench.start();
    Offer offer = bench.select("4");

    accepted(bring(policy(2)));

    refused(bench.operate(offer), Reason.TRUST_CHANGED);
  }

  @Test
  void aLeaseThatNoLongerFitsThePolicyReverts() throws Exception {
    bench.start();
    bench.command("4");
    bench.site.grantBounds = new Bounds(null, Decimal.of(3), null, null);

    accepted(bring(policy(2)));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aLeaseThatStillFitsGoesOn() throws Exception {
    bench.start();
    bench.command("4");

    accepted(bring(policy(2)));
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.writes()).containsExactly("4");
  }

  @Test
  void aPointThatLeftThePolicyStillGoesBackToItsSafeValue() throws Exception {
    bench.start();
    bench.command("4");
    bench.site.withoutPump = true;

    accepted(bring(policy(2)));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aRosterWithoutTheHolderEndsItsLease() throws Exception {
    bench.start();
    bench.command("4");

    Roster roster = bench.site.roster(head(2));
    List<Member> others =
        roster.members().stream().filter(member -> !member.name().equals("anna")).toList();
    accepted(bring(new Roster(head(2), others)));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.deliver(bench.wish("5"), bench.site.anna)).isFalse();
  }

  @Test
  void anOlderPolicyIsRefused() throws Exception {
    bench.site.version = 5;
    bench.start();

    refused(bring(policy(4)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void theLargestVersionIsRefused() throws Exception {
    bench.start();

    refused(bring(policy(Long.MAX_VALUE)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void tooFewSignaturesAreRefused() throws Exception {
    bench.start();
    bench.site.grantBounds = new Bounds(null, Decimal.of(3), null, null);

    refused(bring(policy(2), bench.site.root1), Reason.DOCUMENT_REFUSED);
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aPolicyThatAnOperatorSignedIsRefused() throws Exception {
    bench.start();

    refused(bring(policy(2), bench.site.anna), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void thePolicyOfAnotherGatewayIsRefused() throws Exception {
    bench.start();
    bench.site.gatewayInPolicy = "another";

    refused(bring(policy(2)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void theDocumentOfAnotherSiteIsRefused() throws Exception {
    bench.start();
    DocumentHead other = new DocumentHead("other-site", 2, Site.MADE, bench.site.expires, false);

    refused(bring(bench.site.roster(other)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void aDocumentThatRanOutIsRefused() throws Exception {
    bench.start();
    bench.vouch(Site.MADE.plus(Duration.ofDays(30)));
    DocumentHead late =
        new DocumentHead(bench.site.site, 2, Site.MADE, Site.MADE.plus(Duration.ofDays(29)), false);

    refused(bring(bench.site.policy(late)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void aDemoDocumentIsRefusedByASiteOfItsOwn() throws Exception {
    bench.start();
    DocumentHead demo = new DocumentHead(bench.site.site, 2, Site.MADE, bench.site.expires, true);

    refused(bring(bench.site.policy(demo)), Reason.DOCUMENT_REFUSED);
  }

  @Test
  void aNewRootNeedsTheOldOnesSignaturesAndItsOwn() throws Exception {
    bench.start();
    KeySigner three = KeySigner.generate(bench.random);
    KeySigner four = KeySigner.generate(bench.random);
    Root next = bench.site.root(head(2), three, four);

    refused(bring(next, three, four), null);
    refused(bring(next, bench.site.root1, bench.site.root2), Reason.DOCUMENT_REFUSED);
    refused(bring(next, bench.site.root1, three, four), Reason.DOCUMENT_REFUSED);
    accepted(bring(next, bench.site.root1, bench.site.root2, three, four));
  }

  @Test
  void afterARotationOnlyTheNewKeysMakeRulesAlsoAfterARestart() throws Exception {
    bench.start();
    KeySigner three = KeySigner.generate(bench.random);
    KeySigner four = KeySigner.generate(bench.random);
    accepted(
        bring(
            bench.site.root(head(2), three, four),
            bench.site.root1,
            bench.site.root2,
            three,
            four));

    refused(bench.command("4"), Reason.TRUST_UNDERMINED);
    assertThat(bench.deliver(policy(2), bench.site.root1, bench.site.root2)).isFalse();
    accepted(bring(policy(2), three, four));
    accepted(bring(bench.site.roster(head(2)), three, four));
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    bench.crash().restart();
    bench.run(Duration.ofSeconds(1));
    assertThat(bench.command("5").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aRevokedPolicyKeyLeavesNothingButTheSafeSideAlsoAfterARestart() throws Exception {
    bench.start();
    bench.command("4");

    bench.deliver(
        new Revocation(bench.site.site, "stolen", List.of(bench.site.root1.keyId()), "stolen"),
        bench.site.root2);

    refused(bench.command("5"), Reason.TRUST_UNDERMINED);
    bench.crash().restart();
    bench.run(Duration.ofSeconds(1));
    assertThat(bench.writes()).containsExactly("4", "1");
    refused(bench.command("5"), Reason.TRUST_UNDERMINED);
  }

  private Policy policy(long version) {
    return bench.site.policy(head(version));
  }

  private DocumentHead head(long version) {
    return new DocumentHead(bench.site.site, version, Site.MADE, bench.site.expires, false);
  }

  private Receipt bring(Message document) throws Exception {
    return bring(document, bench.site.root1, bench.site.root2);
  }

  /** Empty if nobody that the gate knows signed it, which it does not answer. */
  private @Nullable Receipt bring(Message document, KeySigner... signers) throws Exception {
    int before = bench.sent.size();
    bench.deliver(document, signers);
    return bench.sent.size() == before
        ? null
        : bench.sent.get(before).envelope().read(Receipt::read);
  }

  private static void accepted(@Nullable Receipt receipt) {
    assertThat(receipt).isNotNull();
    assertThat(receipt.result().outcome()).as("%s", receipt).isEqualTo(Outcome.ACCEPTED);
  }

  private static void refused(@Nullable Receipt receipt, @Nullable Reason why) {
    if (why == null) {
      assertThat(receipt).isNull();
    } else {
      assertThat(receipt).isNotNull();
      assertThat(receipt.result().code()).as("%s", receipt).isEqualTo(why.name());
    }
  }
}
