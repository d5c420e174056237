package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Value;
import dev.penstock.contract.signing.message.Control.Action;
import dev.penstock.contract.signing.message.Control.Terms;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.trust.Revocation;
import dev.penstock.contract.signing.trust.SafeEnd;
import dev.penstock.gateway.actuation.SimulatedPlant.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void aLeaseThatIsNotRenewedIsReverted() throws Exception {
    bench.start();
    bench.command("4");
    bench.run(Duration.ofSeconds(19));
    assertThat(bench.writes()).containsExactly("4");

    bench.run(Duration.ofSeconds(2));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.outcomes()).containsExactly(Outcome.CONFIRMED, Outcome.REVERTED);
    assertThat(bench.core().status(Map.of(), 0).leases()).isEmpty();
  }

  @Test
  void aRenewedLeaseRunsOn() throws Exception {
    bench.start();
    String lease = lease(bench.command("4"));
    bench.run(Duration.ofSeconds(15));

    assertThat(renew(lease, 1).result().outcome()).isEqualTo(Outcome.ACCEPTED);
    bench.run(Duration.ofSeconds(15));
    assertThat(bench.writes()).containsExactly("4");
    bench.run(Duration.ofSeconds(6));
    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aReplayedRenewHasNoEffect() throws Exception {
    bench.start();
    String lease = lease(bench.command("4"));
    renew(lease, 1);

    assertThat(renew(lease, 1).result().code()).isEqualTo(Reason.LEASE_NUMBER.name());
  }

  @Test
  void aRenewalWithAnOpenInterlockIsRefused() throws Exception {
    bench.start();
    String lease = lease(bench.command("4"));
    bench.plant.set(Site.LEVEL, Value.of(4.0));

    assertThat(renew(lease, 1).result().code()).isEqualTo(Reason.INTERLOCK.name());
  }

  @Test
  void releaseBringsTheOutputBackNow() throws Exception {
    bench.start();
    String lease = lease(bench.command("4"));

    Receipt receipt = bench.control(Action.RELEASE, Terms.of(lease));
    bench.run(Duration.ofSeconds(1));

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.outcomes()).endsWith(Outcome.REVERTED);
  }

  @Test
  void aReplayedReleaseHasNoEffectOnANewerLease() throws Exception {
    bench.start();
    String first = lease(bench.command("4"));
    bench.control(Action.RELEASE, Terms.of(first));
    bench.run(Duration.ofSeconds(1));
    bench.command("5");

    Receipt receipt = bench.control(Action.RELEASE, Terms.of(first));

    assertThat(receipt.result().code()).isEqualTo(Reason.LEASE_UNKNOWN.name());
    assertThat(bench.writes()).containsExactly("4", "1", "5");
  }

  @Test
  void aDeclaredReleaseThatWritesNothingWritesNothing() throws Exception {
    bench.site.safeKind = SafeEnd.Kind.RELEASE_NOTHING;
    bench.start();
    bench.command("4");
    bench.run(Duration.ofSeconds(21));

    assertThat(bench.writes()).containsExactly("4");
    assertThat(bench.outcomes()).endsWith(Outcome.RELEASED);
  }

  @Test
  void anInterlockThatTripsInALeaseReverts() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.set(Site.LEVEL, Value.of(4.0));
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void anInterlockThatIsUnknownForTwoScansReverts() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.bad(Site.LEVEL, true);
    bench.run(Duration.ofSeconds(4));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void whoTakesOverAtTheDeviceEndsTheLeaseWithoutAWrite() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.set(Site.LOCAL, Value.of(true));
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.writes()).containsExactly("4");
    assertThat(bench.outcomes()).endsWith(Outcome.ENDED_LOCAL);
  }

  @Test
  void localControlThatIsUnknownWaitsWithTheRevert() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.bad(Site.LOCAL, true);
    bench.run(Duration.ofSeconds(30));
    assertThat(bench.writes()).containsExactly("4");

    bench.plant.bad(Site.LOCAL, false);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void whatAnotherOverwritesIsOverriddenAndLeftAlone() throws Exception {
    bench.start();
    bench.command("4");
    bench.run(Duration.ofSeconds(1));
    bench.plant.set(Site.PUMP, Value.of(6.0));
    bench.run(Duration.ofSeconds(30));

    assertThat(bench.writes()).containsExactly("4");
    assertThat(bench.outcomes()).endsWith(Outcome.OVERRIDDEN);
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(6.0));
  }

  @Test
  void aMachineThatSleptEndsEveryLease() throws Exception {
    bench.start();
    bench.command("4");

    bench.uptime.advance(Duration.ofMinutes(5));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void theHolderReleasesAndTheLoserOfBeforeNeverGetsThePoint() throws Exception {
    bench.start();
    Offer high = bench.select(bench.wish(bench.head("carla"), "4", 80), bench.site.carla);
    String lease = lease(bench.operate(high, "carla", bench.site.carla));
    assertThat(bench.command("5").result().code()).isEqualTo(Reason.PRIORITY_HELD.name());

    bench.control(Action.RELEASE, Terms.of(lease), "carla", bench.site.carla);
    bench.run(Duration.ofSeconds(60));

    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void aCommandThatIsNotDoneLeavesTheOlderLease() throws Exception {
    bench.start();
    bench.command("4");
    bench.plant.manner(Manner.REFUSES);
    assertThat(bench.command("5").result().outcome()).isEqualTo(Outcome.NOT_DONE);
    bench.plant.manner(Manner.OBEYS);

    assertThat(bench.core().status(Map.of(), 0).leases())
        .singleElement()
        .satisfies(held -> assertThat(held.value()).startsWith("4"));
    bench.run(Duration.ofSeconds(25));
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
  }

  @Test
  void aRevertThatNeverSucceedsFailsAfterThreeTriesAndLocksThePoint() throws Exception {
    bench.start();
    String lease = lease(bench.command("4"));
    bench.plant.manner(Manner.IGNORES);
    bench.run(Duration.ofSeconds(40));

    assertThat(bench.writes()).containsExactly("4", "1", "1", "1");
    assertThat(bench.outcomes()).endsWith(Outcome.REVERT_FAILED);
    bench.plant.manner(Manner.OBEYS);
    assertThat(bench.command("4.5").result().code()).isEqualTo(Reason.NOT_SETTLED.name());
    bench.control(Action.ACKNOWLEDGE, Terms.of(lease));
    assertThat(bench.command("4.5").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void afterItsEndAPointRests() throws Exception {
    bench.site.rearm = Duration.ofSeconds(10);
    bench.start();
    String lease = lease(bench.command("4"));
    bench.control(Action.RELEASE, Terms.of(lease));
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.command("4").result().code()).isEqualTo(Reason.REARMING.name());
    bench.run(Duration.ofSeconds(10));
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aRevocationWorksAtOnceAndForEver() throws Exception {
    bench.start();
    bench.command("4");

    bench.deliver(
        new Revocation(bench.site.site, "lost-1", List.of(bench.site.anna.keyId()), "lost"),
        bench.site.root1);
    bench.run(Duration.ofSeconds(1));

    assertThat(bench.writes()).containsExactly("4", "1");
    assertThat(bench.deliver(bench.wish("5"), bench.site.anna)).isFalse();
    bench.crash().restart();
    assertThat(bench.deliver(bench.wish("5"), bench.site.anna)).isFalse();
  }

  @Test
  void aRevocationByAnOperatorIsNone() throws Exception {
    bench.start();

    bench.deliver(
        new Revocation(bench.site.site, "coup", List.of(bench.site.carla.keyId()), ""),
        bench.site.anna);

    assertThat(bench.deliver(bench.wish(bench.head("carla"), "4", 10), bench.site.carla)).isTrue();
  }

  private Receipt renew(String lease, long number) throws Exception {
    return bench.control(Action.RENEW, new Terms(lease, number, List.of(), 0));
  }

  static String lease(Receipt confirmed) {
    assertThat(confirmed.result().outcome()).isEqualTo(Outcome.CONFIRMED);
    return confirmed.execution().lease().id();
  }
}
