package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.Window;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far the documents can be relied on, and what time it is: never by the wall clock. */
class TrustStateTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
    bench.site.offlineOk = false;
  }

  @Test
  void staleAtTheStartAndFreshOnceTheTwinHasAnswered() throws Exception {
    start();
    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);

    bench.vouch(NOON);

    confirmed(bench.command("4"));
  }

  @Test
  void afterARestartItIsStaleAgain() throws Exception {
    start();
    bench.vouch(NOON);
    bench.crash().restart();
    bench.pass(Duration.ofMillis(1));

    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void aTwinThatVouchesForMoreOfTheLogThanThereIsMakesNothingFresh() throws Exception {
    start();
    LogHead ours = bench.checkpoints.get(0).envelope().read(Checkpoint::read).head();
    LogHead lost = new LogHead(ours.origin(), ours.size() + 100, "ab".repeat(32));
    LogHead other = new LogHead(ours.origin(), ours.size(), "ab".repeat(32));
    vouchFor(lost);
    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
    vouchFor(other);
    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);

    vouchFor(ours);

    confirmed(bench.command("4"));
  }

  private void vouchFor(LogHead log) {
    Freshness said = bench.site.freshness(bench.challenge(), NOON, least(1));
    bench.deliver(
        new Freshness(said.head(), said.gateway(), said.nonce(), said.minimum(), log),
        bench.site.twin);
  }

  /** A disk that somebody put back whole, with whatever else lay on it, knows of nothing lost. */
  @Test
  void afterARestoredDiskOnlyOfflineGrantsCountUntilTheTwinHasAnswered() throws Exception {
    bench.site.offlineOk = false;
    bench.start();
    bench.pass(Duration.ofMillis(100));
    MemoryAuditFile old = bench.disk.survivor();
    bench.vouch(NOON);
    bench.deliver(
        new Revocation(bench.site.site, "lost", List.of(bench.site.carla.keyId()), "lost"),
        bench.site.root1);
    confirmed(bench.command("4"));
    bench.crash();
    bench.disk = old;
    bench.restart().pass(Duration.ofMillis(100));

    refused(bench.command("5"), Reason.NEEDS_FRESH_TRUST);
    bench.vouch(NOON);
    confirmed(bench.command("5"));
  }

  @Test
  void theAnswerToAnOldChallengeDoesNotCount() throws Exception {
    start();
    Challenge old = bench.challenge();
    bench.run(Duration.ofSeconds(6));
    assertThat(bench.challenge()).isNotEqualTo(old);

    bench.deliver(bench.site.freshness(old, NOON, least(1)), bench.site.twin);

    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void theWordOfAnybodyButTheTwinDoesNotCount() throws Exception {
    start();

    bench.deliver(bench.site.freshness(bench.challenge(), NOON, least(1)), bench.site.anna);

    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void freshnessLastsADay() throws Exception {
    start();
    bench.vouch(NOON);
    bench.pass(Duration.ofHours(23));
    confirmed(bench.command("4"));

    bench.pass(Duration.ofHours(2));

    refused(bench.command("5"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void aTwinThatKnowsNewerDocumentsStopsTheOldOnes() throws Exception {
    bench.site.offlineOk = true;
    start();

    bench.vouch(NOON, least(2));

    refused(bench.command("4"), Reason.TRUST_SUPERSEDED);
  }

  @Test
  void pastTheOfflineBudgetOnlyTheSafeSideIsLeft() throws Exception {
    bench.site.offlineOk = true;
    bench.site.offlineBudget = Duration.ofMinutes(60);
    start();
    String lease = LeaseTest.lease(bench.command("4"));
    bench.pass(Duration.ofMinutes(51));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
    refused(bench.command("5"), Reason.OFFLINE_TOO_LONG);
    refused(
        bench.control(Control.Action.RENEW, new Control.Terms(lease, 1, List.of(), 0)),
        Reason.LEASE_UNKNOWN);
    bench.pass(Duration.ofSeconds(6));
    bench.vouch(NOON);
    confirmed(bench.command("5"));
  }

  @Test
  void aLeaseIsNotRenewedPastTheOfflineBudget() throws Exception {
    bench.site.offlineOk = true;
    bench.site.offlineBudget = Duration.ofMinutes(10);
    start();
    bench.pass(Duration.ofSeconds(50));
    String lease = LeaseTest.lease(bench.command("4"));
    bench.pass(Duration.ofSeconds(15));

    refused(
        bench.control(Control.Action.RENEW, new Control.Terms(lease, 1, List.of(), 0)),
        Reason.OFFLINE_TOO_LONG);
  }

  @Test
  void tenRebootsWithTheClockAYearBackEndInExpiredByCounter() throws Exception {
    bench.site.offlineOk = true;
    bench.site.offlineBudget = Duration.ofMinutes(100);
    start();
    for (int reboot = 0; reboot < 9; reboot++) {
      confirmed(bench.command("4"));
      bench.crash();
      bench.time.wall().advance(Duration.ofDays(-365));
      bench.restart();
      bench.run(Duration.ofSeconds(1));
    }
    confirmed(bench.command("4"));
    bench.crash().restart();
    bench.run(Duration.ofSeconds(1));

    refused(bench.command("4"), Reason.OFFLINE_TOO_LONG);
  }

  @Test
  void poweredMinutesCountOverRestarts() throws Exception {
    bench.site.offlineOk = true;
    bench.site.offlineBudget = Duration.ofMinutes(100);
    start();
    bench.run(Duration.ofMinutes(45));
    bench.crash().restart();
    bench.run(Duration.ofMinutes(45));

    refused(bench.command("4"), Reason.OFFLINE_TOO_LONG);
  }

  @Test
  void onlyFreshTrustBringsTheBudgetBackAlsoOverARestart() throws Exception {
    bench.site.offlineOk = true;
    bench.site.offlineBudget = Duration.ofMinutes(30);
    start();
    bench.run(Duration.ofMinutes(15));
    bench.vouch(NOON);
    bench.crash().restart();
    bench.run(Duration.ofMinutes(15));

    confirmed(bench.command("4"));
  }

  @Test
  void aGrantOfCertainHoursNeedsTrustedTime() throws Exception {
    bench.site.offlineOk = true;
    bench.site.windows = List.of(new Window(List.of(DayOfWeek.MONDAY), 11 * 60, 13 * 60));
    start();

    refused(bench.command("4"), Reason.WINDOW);
    bench.vouch(NOON);
    confirmed(bench.command("4"));
    bench.pass(Duration.ofMinutes(61));
    refused(bench.command("5"), Reason.WINDOW);
  }

  @Test
  void theWallClockOpensNoWindow() throws Exception {
    bench.site.offlineOk = true;
    bench.site.windows = List.of(new Window(List.of(DayOfWeek.MONDAY), 11 * 60, 13 * 60));
    start();
    bench.vouch(NOON.minus(Duration.ofHours(2)));

    bench.time.wall().advance(Duration.ofHours(2));
    refused(bench.command("4"), Reason.WINDOW);
    bench.time.wall().advance(Duration.ofDays(3650));
    refused(bench.command("4"), Reason.WINDOW);
  }

  @Test
  void aFrozenRosterIsRefusedAtItsExpiry() throws Exception {
    bench.site.expires = NOON.plus(Duration.ofHours(2));
    start();
    bench.vouch(NOON);
    confirmed(bench.command("4"));

    bench.pass(Duration.ofHours(2));

    refused(bench.command("5"), Reason.TRUST_EXPIRED);
  }

  @Test
  void whatTimeItWasIsKnownAfterARestartToo() throws Exception {
    bench.site.offlineOk = true;
    bench.site.expires = NOON.plus(Duration.ofHours(2));
    start();
    bench.vouch(NOON.plus(Duration.ofHours(3)));
    refused(bench.command("4"), Reason.TRUST_EXPIRED);
    bench.crash();
    bench.time.wall().advance(Duration.ofDays(-365));
    bench.restart();

    refused(bench.command("4"), Reason.TRUST_EXPIRED);
  }

  @Test
  void aMachineThatSleptKnowsNoTimeAnyMore() throws Exception {
    start();
    bench.vouch(NOON);
    bench.uptime.advance(Duration.ofMinutes(5));
    bench.pass(Duration.ofMillis(100));

    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void aGrantThatAsksForThePulseNeedsIt() throws Exception {
    bench.site.offlineOk = true;
    bench.site.pulse = Duration.ofSeconds(3);
    start();

    refused(bench.command("4"), Reason.PULSE_MISSING);
    bench.pulse();
    confirmed(bench.command("4"));
  }

  @Test
  void aLostPulseRevertsAndTheRestAfterItDoublesEachTime() throws Exception {
    bench.site.offlineOk = true;
    bench.site.pulse = Duration.ofSeconds(3);
    bench.site.rearm = Duration.ofSeconds(2);
    start();
    for (int loss = 1; loss <= 3; loss++) {
      beat(Duration.ofSeconds(5));
      confirmed(bench.command("4"));
      beat(Duration.ofSeconds(5));
      assertThat(bench.plant.value(Site.PUMP)).as("as long as it beats").isEqualTo(Value.of(4.0));
      bench.run(Duration.ofSeconds(5));
      assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
      beat(Duration.ofSeconds(1L << loss).minusSeconds(1));
      refused(bench.command("4"), Reason.REARMING);
      beat(Duration.ofSeconds(1L << loss));
    }
  }

  @Test
  void aReplayedPulseHasNoEffect() throws Exception {
    bench.site.offlineOk = true;
    bench.site.pulse = Duration.ofSeconds(3);
    start();
    Challenge first = bench.challenge();
    bench.pulse();
    confirmed(bench.command("4"));
    for (int i = 0; i < 50; i++) {
      bench.pass(Duration.ofMillis(100));
      bench.deliver(new Pulse(Site.GATEWAY, "twin", first.nonce()), bench.site.twin);
    }

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aPulseOfOneWithoutThatRoleIsNone() throws Exception {
    bench.site.offlineOk = true;
    bench.site.pulse = Duration.ofSeconds(3);
    start();

    bench.deliver(new Pulse(Site.GATEWAY, "anna", bench.challenge().nonce()), bench.site.anna);

    refused(bench.command("4"), Reason.PULSE_MISSING);
  }

  private void beat(Duration span) {
    for (long left = span.toMillis(); left > 0; left -= 100) {
      bench.pass(Duration.ofMillis(100));
      bench.pulse();
    }
  }

  private void start() throws Exception {
    bench.start();
    bench.pass(Duration.ofMillis(1));
  }

  private static Freshness.Minimum least(long policy) {
    return new Freshness.Minimum(1, policy, 1);
  }

  private static void confirmed(Receipt receipt) {
    assertThat(receipt.result().outcome()).as("%s", receipt).isEqualTo(Outcome.CONFIRMED);
  }

  private static void refused(Receipt receipt, Reason why) {
    assertThat(receipt.result().code()).as("%s", receipt).isEqualTo(why.name());
  }
}
