package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Limits;
import dev.penstock.contract.signing.trust.Pace;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, how often, and what becomes of what is held. */
class HoldingTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void anyGrantThatFullyAllowsItIsEnough() throws Exception {
    GrantTerms narrow = limited(new Bounds(null, Decimal.of(2), null, null), 0);
    bench.site.moreGrants.add(
        Site.grant("narrow", "operator", Origin.OPERATOR, List.of(Action.SET), narrow));
    bench.start();

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void grantsAreNotAddedUp() throws Exception {
    bench.site.grantBounds = new Bounds(null, Decimal.of(3), null, null);
    GrantTerms wideButSlow = limited(Bounds.NONE, 2);
    bench.site.moreGrants.add(
        Site.grant("wide", "operator", Origin.OPERATOR, List.of(Action.SET), wideButSlow));
    bench.start();

    assertThat(bench.command("3").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    Receipt wide = bench.command("4");
    assertThat(wide.result().code()).isEqualTo(Reason.APPROVAL_MISSING.name());
    assertThat(bench.writes()).containsExactly("3");
  }

  @Test
  void aGrantForAnotherActionIsNone() throws Exception {
    bench.start();
    Receipt receipt = bench.refusedOrOffered(bench.wish(bench.head("ben"), "4", 0), bench.site.ben);

    assertThat(receipt.result().code()).isEqualTo(Reason.NOT_GRANTED.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aServiceIsNoPerson() throws Exception {
    bench.site.unattended = false;
    bench.start();
    Select select =
        new Select(
            bench.head("optimiser"),
            bench.wish("4").demand(),
            Origin.OPTIMISER,
            "better",
            Claims.NONE);
    Offer offer = bench.select(select, bench.site.optimiser);

    Receipt receipt = bench.operate(offer, "optimiser", bench.site.optimiser);

    assertThat(receipt.result().code()).isEqualTo(Reason.NOT_GRANTED.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aLocalOperatorsOutputStaysWhileTheTwinIsDead() throws Exception {
    bench.start();
    String lease = LeaseTest.lease(bench.command("4"));
    for (int renewal = 1; renewal <= 5; renewal++) {
      bench.run(Duration.ofSeconds(15));
      bench.control(Control.Action.RENEW, new Control.Terms(lease, renewal, List.of(), 0));
    }

    assertThat(bench.writes()).containsExactly("4");
  }

  @Test
  void aHalfOpenUplinkRevertsWhatNeedsThePulse() throws Exception {
    bench.site.pulse = Duration.ofSeconds(3);
    bench.start();
    bench.pulse();
    bench.command("4");
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.challenge().number()).as("the gate goes on asking").isGreaterThan(3);
    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void renewalAsksEveryGateAgain() throws Exception {
    bench.start();
    String lease = LeaseTest.lease(bench.command("4"));
    bench.plant.set(Site.STATE, Value.of("maintenance"));

    Receipt renewed =
        bench.control(Control.Action.RENEW, new Control.Terms(lease, 1, List.of(), 0));

    assertThat(renewed.result().code()).isEqualTo(Reason.LIFECYCLE.name());
  }

  @Test
  void whenThePulseIsCutOnAHundredPointsTheyGoBackOneByOne() throws Exception {
    bench.site.pulse = Duration.ofSeconds(3);
    bench.site.jitter = Duration.ofSeconds(5);
    bench.site.pumps = 100;
    bench.start();
    for (int pump = 0; pump < 100; pump++) {
      bench.pulse();
      LeaseTest.lease(bench.command(bench.site.pump(pump), "4"));
    }
    Map<Long, Integer> perSecond = new HashMap<>();
    bench.plant.beforeWrite(
        write -> perSecond.merge(bench.time.mono().nanos() / 1_000_000_000L, 1, Integer::sum));
    bench.run(Duration.ofSeconds(12));

    assertThat(perSecond.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    assertThat(perSecond.values()).allMatch(count -> count <= 50);
    assertThat(perSecond).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void aReplayAfterARebootFindsNoNonce() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    byte[] operate = Envelope.sign(bench.order(offer, "anna"), bench.site.anna).bytes();
    bench.deliver(operate);
    bench.crash();
    bench.time.mono().reboot(0);
    bench.uptime.reboot(0);
    bench.restart();
    bench.run(Duration.ofSeconds(2));

    bench.deliver(operate);

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(last().code()).isEqualTo(Reason.NONCE_UNKNOWN.name());
  }

  @Test
  void aReplayAfterTheDiskWasRolledBackFindsNoNonce() throws Exception {
    bench.start();
    MemoryAuditFile backup = bench.disk.survivor();
    Offer offer = bench.select("4");
    byte[] operate = Envelope.sign(bench.order(offer, "anna"), bench.site.anna).bytes();
    bench.deliver(operate);
    bench.run(Duration.ofSeconds(25));
    bench.disk = backup;
    bench.restart();

    bench.deliver(operate);

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(last().code()).isEqualTo(Reason.NONCE_UNKNOWN.name());
  }

  private Receipt.Result last() throws Exception {
    List<Receipt> receipts = bench.receipts();
    return receipts.get(receipts.size() - 1).result();
  }

  private static GrantTerms limited(Bounds bounds, int approvals) {
    GrantTerms.Hold hold = new GrantTerms.Hold(Duration.ZERO, Duration.ZERO, 50);
    return new GrantTerms(new Limits(bounds, Pace.ANY), hold, List.of(), true, false, approvals);
  }
}
