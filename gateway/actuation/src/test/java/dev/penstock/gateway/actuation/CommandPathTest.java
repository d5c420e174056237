package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Kind;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Execution.ConfirmedBy;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.message.Truth;
import dev.penstock.contract.signing.trust.Action;
import dev.penstock.contract.signing.trust.Bounds;
import dev.penstock.contract.signing.trust.Grant;
import dev.penstock.contract.signing.trust.GrantTerms;
import dev.penstock.contract.signing.trust.Pace;
import dev.penstock.gateway.actuation.SimulatedPlant.Manner;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandPathTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void validTwoPhaseIsCarriedOutOnceAndReadBack() throws Exception {
    bench.start();

    Receipt receipt = bench.command("4.5");

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(receipt.execution().confirmedBy()).isEqualTo(ConfirmedBy.REGISTER);
    assertThat(receipt.execution().readBack()).isEqualTo("4.5");
    assertThat(bench.writes()).containsExactly("4.5");
    assertThat(bench.readBacks).singleElement().returns(Kind.READ_BACK, o -> o.kind());
  }

  @Test
  void theOfferShowsWhatAnOperatorMustKnow() throws Exception {
    bench.start();

    Offer offer = bench.select("4.5");

    assertThat(offer.snapshot().isRefused()).isFalse();
    assertThat(offer.snapshot().limits().max().toString()).isEqualTo("10");
    assertThat(offer.snapshot().values())
        .anySatisfy(value -> assertThat(value.point()).isEqualTo(Site.LEVEL));
    assertThat(offer.snapshot().interlocks())
        .singleElement()
        .returns(Truth.TRUE, check -> check.result())
        .returns("plant/level above 5 cm", check -> check.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void theTwinGetsACopyOfEveryAnswer() throws Exception {
    bench.start();

    bench.command("4.5");

    assertThat(bench.sent)
        .extracting(Bench.Sent::keyId)
        .containsExactly(
            bench.site.anna.keyId(),
            bench.site.twin.keyId(),
            bench.site.anna.keyId(),
            bench.site.twin.keyId());
  }

  @Test
  void aGateThatFailsIsShownInTheOfferAndRefusesTheOperate() throws Exception {
    bench.start();

    Offer offer = bench.select("11");

    assertThat(offer.snapshot().isRefused()).isTrue();
    refused(bench.operate(offer), Reason.RANGE);
  }

  @Test
  void aFlippedBitDoesNotReachTheGate() throws Exception {
    bench.start();
    byte[] good = Envelope.sign(bench.wish("4"), bench.site.anna).bytes();
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      assertThat(bench.deliver(bad)).as("bit of byte %s", at).isFalse();
    }
    assertThat(bench.sent).isEmpty();
  }

  @Test
  void anUnknownKeyIsNotAnswered() throws Exception {
    bench.start();

    assertThat(bench.deliver(bench.wish("4"), bench.site.stranger)).isFalse();
  }

  @Test
  void aSelectSignatureIsNoneForAnOperate() throws Exception {
    bench.start();
    Offer offer = bench.select("4");

    Operate operate = bench.order(offer, "anna");
    byte[] asSelect = Envelope.sign(PayloadType.SELECT, operate.bytes(), bench.site.anna).bytes();
    bench.deliver(asSelect);

    assertThat(bench.receipts()).last().satisfies(r -> refused(r, Reason.MALFORMED));
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aMessageForAnotherGatewayIsRefused() throws Exception {
    bench.start();
    Select other = bench.wish(new Head("press-shop-2", "c", "anna"), "4", 10);

    refused(bench.refusedSelect(other, bench.site.anna), Reason.WRONG_AUDIENCE);
  }

  @Test
  void theNameOfAnotherIsRefused() throws Exception {
    bench.start();
    Select select = bench.wish(bench.head("carla"), "4", 10);

    refused(bench.refusedSelect(select, bench.site.anna), Reason.ISSUER_UNKNOWN);
  }

  @Test
  void anOriginUnlikeTheKeysIsRefused() throws Exception {
    bench.start();

    refused(select(Origin.OPTIMISER), Reason.ORIGIN_NOT_ALLOWED);
  }

  @Test
  void whatALocalModelWantsIsNeverWritten() throws Exception {
    bench.start();
    Select born = withOrigin(bench.head("optimiser"), Origin.LOCAL_MODEL);

    Receipt receipt = bench.refusedSelect(born, bench.site.optimiser);

    refused(receipt, Reason.ORIGIN_NOT_ALLOWED);
  }

  @Test
  void aServiceCommandsUnattendedWhereItsGrantSaysSo() throws Exception {
    bench.start();
    Offer offer =
        bench.select(withOrigin(bench.head("optimiser"), Origin.OPTIMISER), bench.site.optimiser);

    Receipt receipt = bench.operate(offer, "optimiser", bench.site.optimiser);

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void anImmediateReplayGetsTheStoredReceiptAndWritesNoSecondTime() throws Exception {
    bench.start();
    Operate operate = bench.order(bench.select("4.5"), "anna");
    Receipt first = bench.answered(operate, bench.site.anna);

    Receipt second = bench.answered(operate, bench.site.anna);

    assertThat(second).isEqualTo(first);
    assertThat(bench.writes()).containsExactly("4.5");
  }

  @Test
  void theSameOfferOperatedTwiceIsRefused() throws Exception {
    bench.start();
    Offer offer = bench.select("4.5");
    bench.operate(offer);

    refused(bench.operate(offer), Reason.NONCE_USED);
    assertThat(bench.writes()).containsExactly("4.5");
  }

  @Test
  void whoRepeatsOverheardSelectsDoesNotFillTheLog() throws Exception {
    bench.start();
    for (int i = 0; i < 800; i++) {
      bench.select("4.5"); // Repeats that are not remembered any more come like this, too.
    }
    bench.pass(Duration.ofHours(1));
    bench.select("4.5");
    bench.run(Duration.ofSeconds(61), Duration.ofSeconds(1)); // Until the next checkpoint.

    assertThat(bench.durable(RecordType.SELECT)).hasSize(721);
  }

  @Test
  void theSameIdWithAnotherValueIsAConflict() throws Exception {
    bench.start();
    Head head = bench.head("anna");
    bench.select(bench.wish(head, "4", 10), bench.site.anna);

    refused(bench.refusedSelect(bench.wish(head, "5", 10), bench.site.anna), Reason.ID_CONFLICT);
  }

  @Test
  void aReplayAfterRestartFindsNoNonce() throws Exception {
    bench.start();
    Operate operate = bench.order(bench.select("4.5"), "anna");
    bench.crash().restart();

    refused(bench.answered(operate, bench.site.anna), Reason.NONCE_UNKNOWN);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void anOperateAfterItsTtlIsRefused() throws Exception {
    bench.start();
    Offer offer = bench.select("4.5");
    bench.run(Duration.ofSeconds(31));

    refused(bench.operate(offer), Reason.SELECT_EXPIRED);
  }

  @Test
  void aStoppedProcessWakesUpToAnExpiredOffer() throws Exception {
    bench.start();
    Offer offer = bench.select("4.5");
    bench.time.pass(Duration.ofSeconds(60));

    refused(bench.operate(offer), Reason.SELECT_EXPIRED);
  }

  @Test
  void anotherKeyOfTheSamePersonCannotUseTheOffer() throws Exception {
    bench.start();
    Offer offer = bench.select("4.5");

    refused(bench.operate(offer, "anna", bench.site.annasOther), Reason.NOT_YOUR_OFFER);
    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aPauseAfterTheIntentAborts() throws Exception {
    bench.start();
    Offer offer = bench.select("4.5");
    bench.plant.beforeRead(() -> bench.time.pass(Duration.ofMillis(300)));

    Receipt receipt = bench.operate(offer);

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(receipt.result().code()).isEqualTo(Reason.TOO_LATE.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void observeWritesNothing() throws Exception {
    bench.mode = Mode.OBSERVE;
    bench.start();

    refused(bench.command("4"), Reason.MODE_OBSERVE);
  }

  @Test
  void shadowDoesEverythingButTheWrite() throws Exception {
    bench.mode = Mode.SHADOW;
    bench.start();

    refused(bench.command("4"), Reason.MODE_SHADOW);
    refused(bench.command("11"), Reason.RANGE);
  }

  @Test
  void theModeIsNeverAboveThePolicys() throws Exception {
    bench.site.maxMode = Mode.OBSERVE;
    bench.start();

    refused(bench.command("4"), Reason.MODE_OBSERVE);
  }

  @Test
  void localControlRefuses() throws Exception {
    bench.start();
    bench.plant.set(Site.LOCAL, Value.of(true));

    refused(bench.command("4"), Reason.LOCAL_MODE);
  }

  @Test
  void localControlThatIsNotKnownRefuses() throws Exception {
    bench.start();
    bench.plant.bad(Site.LOCAL, true);

    refused(bench.command("4"), Reason.LOCAL_MODE_UNKNOWN);
  }

  @Test
  void aStateThatAllowsNoCommandsRefuses() throws Exception {
    bench.start();
    bench.plant.set(Site.STATE, Value.of("maintenance"));

    refused(bench.command("4"), Reason.LIFECYCLE);
  }

  @Test
  void anUnmappedStateRefuses() throws Exception {
    bench.start();
    bench.plant.set(Site.STATE, Value.of("dancing"));

    refused(bench.command("4"), Reason.LIFECYCLE_UNKNOWN);
  }

  @Test
  void aStaleStateRefuses() throws Exception {
    bench.start();
    bench.plant.freezeTelemetry(Site.STATE);
    bench.run(Duration.ofSeconds(3));

    refused(bench.command("4"), Reason.LIFECYCLE_UNKNOWN);
  }

  @Test
  void withoutAGrantItIsDenied() throws Exception {
    bench.start();
    Select select = bench.wish(bench.head("ben"), "4", 0);

    refused(
        bench.operate(bench.select(select, bench.site.ben), "ben", bench.site.ben),
        Reason.NOT_GRANTED);
  }

  @Test
  void aDenialWinsOverAGrant() throws Exception {
    bench.site.moreGrants.add(
        new Grant(
            "not-anna",
            Grant.Effect.DENY,
            new Grant.Who(List.of(), List.of(bench.site.anna.keyId()), List.of()),
            List.of(Action.SET),
            List.of(Site.PUMP),
            GrantTerms.PLAIN));
    bench.start();

    refused(bench.command("4"), Reason.DENIED);
  }

  @Test
  void aPriorityAboveTheGrantsIsRefused() throws Exception {
    bench.start();
    Offer offer = bench.select(bench.wish(bench.head("anna"), "4", 51), bench.site.anna);

    refused(bench.operate(offer), Reason.NOT_GRANTED);
  }

  @Test
  void aGrantThatNeedsFreshTrustRefusesWithoutIt() throws Exception {
    bench.site.offlineOk = false;
    bench.start();

    refused(bench.command("4"), Reason.NEEDS_FRESH_TRUST);
  }

  @Test
  void anotherUnitIsRefused() throws Exception {
    bench.start();
    Demand milli = new Demand(Site.PUMP, SignedValue.parse("4"), "mV", Duration.ofSeconds(20), 10);

    refused(command(milli), Reason.UNIT);
  }

  @Test
  void anotherTypeIsRefused() throws Exception {
    bench.start();
    Demand bool = new Demand(Site.PUMP, SignedValue.of(true), "V", Duration.ofSeconds(20), 10);

    refused(command(bool), Reason.VALUE_TYPE);
  }

  @Test
  void overTheLimitIsRefusedAndNeverClamped() throws Exception {
    bench.start();

    refused(bench.command("10.000001"), Reason.RANGE);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void theGrantsNarrowerLimitsCount() throws Exception {
    bench.site.grantBounds = new Bounds(null, Decimal.parse("4"), null, null);
    bench.start();

    refused(bench.command("4.5"), Reason.RANGE);
  }

  @Test
  void aTooLargeStepIsRefused() throws Exception {
    bench.start();

    refused(bench.command("7.5"), Reason.STEP);
  }

  @Test
  void aFasterRateThanAllowedIsRefused() throws Exception {
    bench.site.bounds = new Bounds(Decimal.of(0), Decimal.of(10), null, Decimal.parse("0.5"));
    bench.start();
    bench.command("4");
    bench.run(Duration.ofSeconds(2));

    refused(bench.command("6"), Reason.RATE);
    bench.run(Duration.ofSeconds(2));
    assertThat(bench.command("5").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void tooManyOperationsInAnHourAreRefusedAlsoOverTwentyRestarts() throws Exception {
    bench.site.pace = new Pace(2, Duration.ZERO, Duration.ZERO);
    bench.start();
    bench.command("4");
    bench.command("4.1");
    for (int i = 0; i < 20; i++) {
      bench.crash().restart();
      bench.run(Duration.ofSeconds(3));
    }

    refused(bench.command("4.2"), Reason.OPERATIONS);
  }

  @Test
  void anOutputIsNotSwitchedBeforeItsMinimumTime() throws Exception {
    bench.site.pace = new Pace(100, Duration.ofSeconds(10), Duration.ZERO);
    bench.start();
    assertThat(command(valve(true)).result().outcome()).isEqualTo(Outcome.CONFIRMED);

    refused(command(valve(false)), Reason.SWITCHED_TOO_SOON);
    bench.run(Duration.ofSeconds(11));
    assertThat(command(valve(false)).result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aTooLongLeaseIsRefused() throws Exception {
    bench.start();
    Demand longer = new Demand(Site.PUMP, SignedValue.parse("4"), "V", Duration.ofSeconds(61), 10);

    refused(command(longer), Reason.LEASE_TOO_LONG);
  }

  @Test
  void aSeenValueThatMovedBeyondTheToleranceRefuses() throws Exception {
    bench.start();
    Select select = withTolerance("0.5");
    Offer offer = bench.select(select, bench.site.anna);
    bench.plant.set(Site.LEVEL, Value.of(12.6));

    refused(bench.operate(offer), Reason.VALUE_CHANGED);
  }

  @Test
  void aSeenValueThatIsNotGoodAnyMoreRefuses() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.plant.bad(Site.PUMP, true);

    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void anOpenInterlockRefuses() throws Exception {
    bench.start();
    bench.plant.set(Site.LEVEL, Value.of(5.0));

    refused(bench.command("4"), Reason.INTERLOCK);
  }

  @Test
  void anInterlockThatOpensBeforeTheFinalCheckAborts() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.plant.beforeRead(() -> bench.plant.set(Site.LEVEL, Value.of(4.0)));

    Receipt receipt = bench.operate(offer);

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(receipt.result().code()).isEqualTo(Reason.INTERLOCK.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aLowerPriorityIsRefused() throws Exception {
    bench.start();
    Offer high = bench.select(bench.wish(bench.head("carla"), "4", 80), bench.site.carla);
    bench.operate(high, "carla", bench.site.carla);

    refused(bench.command("5"), Reason.PRIORITY_HELD);
  }

  @Test
  void anotherOfTheSamePriorityIsRefused() throws Exception {
    bench.start();
    bench.command("4");
    Offer other = bench.select(bench.wish(bench.head("carla"), "5", 10), bench.site.carla);

    refused(bench.operate(other, "carla", bench.site.carla), Reason.HELD_BY_OTHER);
  }

  @Test
  void aHigherPriorityPreEmptsByAFullOperate() throws Exception {
    bench.start();
    bench.command("4");
    Offer high = bench.select(bench.wish(bench.head("carla"), "5", 80), bench.site.carla);

    Receipt receipt = bench.operate(high, "carla", bench.site.carla);

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(bench.outcomes())
        .containsExactly(Outcome.CONFIRMED, Outcome.CONFIRMED, Outcome.ENDED);
    assertThat(bench.writes()).containsExactly("4", "5");
  }

  @Test
  void threeThousandThreeHundredAtScaleOneTenthIsNotRepresentable() throws Exception {
    bench.site.wireType = "int16";
    bench.site.scale = 0.1;
    bench.site.bounds = new Bounds(Decimal.of(0), Decimal.of(5000), null, null);
    bench.start();

    refused(bench.command("3300"), Reason.NOT_REPRESENTABLE);
    refused(bench.command("0.05"), Reason.NOT_REPRESENTABLE);
    assertThat(bench.command("3.1").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aNodeIdChangedByReloadLocksThePoint() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.plant.bindings(bench.site.bindings().stream().map(CommandPathTest::elsewhere).toList());

    refused(bench.operate(offer), Reason.BINDING_CHANGED);
  }

  @Test
  void anotherPeerLocksThePoint() throws Exception {
    bench.start();
    bench.plant.peer("cd".repeat(32));

    refused(bench.command("4"), Reason.PEER_CHANGED);
  }

  @Test
  void aLinkThatIsDownIsNotToldAsAnotherPeer() throws Exception {
    bench.start();
    bench.plant.peer("");

    refused(bench.command("4"), Reason.PEER_UNPROVEN);
  }

  @Test
  void aPeerThatChangesBeforeTheWriteAborts() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.plant.beforeRead(() -> bench.plant.peer("cd".repeat(32)));

    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aDeviceThatIsAwayRefuses() throws Exception {
    bench.start();
    bench.plant.up(false);

    refused(bench.command("4"), Reason.DEVICE_UNREACHABLE);
  }

  @Test
  void whatTheDeviceRefusesIsNotDone() throws Exception {
    bench.start();
    bench.plant.manner(Manner.REFUSES);

    Receipt receipt = bench.command("4");

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.NOT_DONE);
    assertThat(bench.core().status(Map.of(), 0).leases()).isEmpty();
  }

  @Test
  void aRefusalThatWasALieIsAMismatchAndReverted() throws Exception {
    bench.start();
    bench.plant.manner(Manner.LIES);
    Offer offer = bench.select("4");
    bench.deliver(bench.order(offer, "anna"), bench.site.anna);
    bench.plant.manner(Manner.OBEYS);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.outcomes()).containsExactly(Outcome.MISMATCH, Outcome.REVERTED);
    assertThat(bench.writes()).containsExactly("4", "1");
  }

  @Test
  void anotherValueReadBackIsAMismatchAndReverted() throws Exception {
    bench.start();
    bench.plant.manner(Manner.IGNORES);
    Offer offer = bench.select("4");
    bench.deliver(bench.order(offer, "anna"), bench.site.anna);
    bench.plant.manner(Manner.OBEYS);
    bench.run(Duration.ofSeconds(3));

    assertThat(bench.outcomes()).containsExactly(Outcome.MISMATCH, Outcome.REVERTED);
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
  }

  @Test
  void aTimeOutIsUnknownQuarantinedAndReverted() throws Exception {
    bench.start();
    bench.plant.manner(Manner.SILENT);

    Receipt receipt = bench.command("4");

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(bench.plant.reopened()).isEqualTo(1);
    refused(bench.command("5"), Reason.NOT_SETTLED);
    bench.plant.manner(Manner.OBEYS);
    bench.run(Duration.ofSeconds(3));
    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
    assertThat(bench.outcomes()).endsWith(Outcome.REVERTED);
  }

  @Test
  void aWriteDelayedIntoTheRevertEndsSafe() throws Exception {
    bench.start();
    bench.plant.manner(Manner.DELAYED);
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.UNKNOWN);
    bench.plant.manner(Manner.OBEYS);
    bench.plant.afterWrite(bench.plant::deliverDelayed);
    bench.run(Duration.ofSeconds(5));

    assertThat(bench.plant.value(Site.PUMP)).isEqualTo(Value.of(1.0));
    assertThat(bench.outcomes()).endsWith(Outcome.REVERTED);
  }

  @Test
  void whatCouldNotBeSentIsAborted() throws Exception {
    bench.start();
    bench.plant.manner(Manner.NOT_SENT);

    Receipt receipt = bench.command("4");

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aGateThatThrowsSaysNo() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.plant.beforeRead(
        () -> {
          throw new IllegalStateException("a fault of ours");
        });

    Receipt receipt = bench.operate(offer);

    assertThat(receipt.result().code()).isEqualTo(Reason.GATE_FAILED.name());
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void withoutADurableIntentNothingIsWritten() throws Exception {
    bench.start();
    Offer offer = bench.select("4");
    bench.disk.fail(true);

    bench.deliver(bench.order(offer, "anna"), bench.site.anna);

    assertThat(bench.writes()).isEmpty();
    assertThat(bench.core().status(Map.of(), 0).condition().taking()).isFalse();
  }

  @Test
  void theWallClockDecidesNothing() throws Exception {
    bench.start();
    bench.time.wall().set(0);
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
    bench.time.wall().set(4_000_000_000_000_000_000L);
    assertThat(bench.command("5").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  private Receipt command(Demand demand) throws Exception {
    Select select = new Select(bench.head("anna"), demand, Origin.OPERATOR, "trying", Claims.NONE);
    return bench.operate(bench.select(select, bench.site.anna));
  }

  private static Demand valve(boolean open) {
    return new Demand(Site.VALVE, SignedValue.of(open), "1", Duration.ofSeconds(50), 10);
  }

  private Receipt select(Origin origin) throws Exception {
    return bench.refusedSelect(withOrigin(bench.head("anna"), origin), bench.site.anna);
  }

  private Select withOrigin(Head head, Origin origin) {
    Select plain = bench.wish(head, "4", 10);
    return new Select(head, plain.demand(), origin, "trying", Claims.NONE);
  }

  private Select withTolerance(String tolerance) {
    Select plain = bench.wish("4");
    Claims claims = new Claims(Decimal.parse(tolerance), null, "");
    return new Select(plain.head(), plain.demand(), Origin.OPERATOR, "trying", claims);
  }

  private static PointBinding elsewhere(PointBinding b) {
    return new PointBinding(
        b.index(),
        b.point(),
        b.protocol(),
        new TreeMap<>(Map.of("nodeId", "ns=2;s=other")),
        b.type(),
        b.wireType(),
        b.scale(),
        b.offset(),
        b.unit(),
        b.reporting(),
        b.writable());
  }

  private static void refused(Receipt receipt, Reason reason) {
    assertThat(receipt.result().code()).isEqualTo(reason.name());
    assertThat(receipt.result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(receipt.result().words()).startsWith(reason.words());
  }
}
