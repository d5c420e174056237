package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.message.Approval;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
    bench.site.approvals = 1;
  }

  @Test
  void twoPersonsTogetherMayWhatOneMayNot() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    assertThat(offer.snapshot().approvals()).isEqualTo(1);

    assertThat(approve(offer, "ben", bench.site.ben).result().outcome())
        .isEqualTo(Outcome.ACCEPTED);

    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void withoutAnApprovalItIsRefused() throws Exception {
    bench.start();

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void theApprovalOfAnotherOfferDoesNotCount() throws Exception {
    bench.start();
    Offer approved = bench.select("4");
    approve(approved, "ben", bench.site.ben);
    Offer other = bench.select("5");

    assertThat(bench.operate(other).result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
  }

  @Test
  void theIssuerCannotApproveAlsoNotWithAnotherKey() throws Exception {
    bench.start();
    Offer offer = bench.select("4");

    assertThat(approve(offer, "anna", bench.site.annasOther).result().code())
        .isEqualTo(Reason.APPROVAL_BY_ISSUER.name());
    assertThat(bench.operate(offer).result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
  }

  @Test
  void whoHasNoApproveGrantCannotApprove() throws Exception {
    bench.start();

    assertThat(approve(bench.select("4"), "carla", bench.site.carla).result().code())
        .isEqualTo(Reason.APPROVAL_NOT_ALLOWED.name());
  }

  @Test
  void oneApproverTwiceIsOne() throws Exception {
    bench.site.approvals = 2;
    bench.start();
    Offer offer = bench.select("4");
    approve(offer, "ben", bench.site.ben);
    approve(offer, "ben", bench.site.ben);

    assertThat(bench.operate(offer).result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
  }

  @Test
  void aRosterThatOneCanSignMakesNoSecondPerson() throws Exception {
    bench.site.threshold = 1;
    bench.start();
    Offer offer = bench.select("4");

    assertThat(approve(offer, "ben", bench.site.ben).result().code())
        .isEqualTo(Reason.APPROVAL_NOT_CREDIBLE.name());
    assertThat(bench.operate(offer).result().code()).isEqualTo(Reason.APPROVAL_NOT_CREDIBLE.name());
  }

  @Test
  void supervisedNeedsOneApprovalWhereTheGrantNeedsNone() throws Exception {
    bench.site.approvals = 0;
    bench.mode = Mode.SUPERVISED;
    bench.start();

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
  }

  private Receipt approve(Offer offer, String name, KeySigner key) throws Exception {
    return bench.answered(new Approval(bench.head(name), Sha256.hex(offer.bytes())), key);
  }
}
