package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Flag;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.signing.json.Decimal;
import dev.penstock.contract.signing.message.Check;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.Condition;
import dev.penstock.contract.signing.trust.Endpoint;
import dev.penstock.contract.signing.trust.Interlock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate knows of the plant must be proved, recent and whole; anything else is a no. */
class InputTest {

  private static final Duration FRESH = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() {
    bench = new Bench(folder);
  }

  @Test
  void aMissingInputInAnAnyOfIsUnknown() throws Exception {
    bench.site.interlock = Interlock.anyOf(levelAbove("5"), levelAbove("1", "plant/missing"));
    bench.site.moreInputs.add("plant/missing");
    bench.start();

    unknown(bench.select("4"));
  }

  @Test
  void aNotANumberInAnAnyOfIsUnknown() throws Exception {
    bench.site.interlock = Interlock.anyOf(levelAbove("5"), levelAbove("1", "plant/other"));
    bench.site.moreInputs.add("plant/other");
    bench.plant.set("plant/other", Value.of(Double.NaN));
    bench.start();

    unknown(bench.select("4"));
  }

  @Test
  void oneTrueConditionIsEnoughInAnAnyOfWhoseInputsAreAllKnown() throws Exception {
    bench.site.interlock = Interlock.anyOf(levelAbove("5"), levelAbove("100", "plant/other"));
    bench.site.moreInputs.add("plant/other");
    bench.plant.set("plant/other", Value.of(3.0));
    bench.start();

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void anInputThatIsStaleIsUnknown() throws Exception {
    bench.start();
    bench.plant.freezeTelemetry(Site.LEVEL);
    bench.run(Duration.ofSeconds(3));

    unknown(bench.select("4"));
  }

  @Test
  void anInputWhoseSourcesContradictEachOtherIsUnknown() throws Exception {
    bench.start();
    bench.plant.contradict(Site.LEVEL);
    bench.run(Duration.ofSeconds(3));

    unknown(bench.select("4"));
  }

  @Test
  void anInputOfADeviceThatDidNotProveItselfIsUnauthorised() throws Exception {
    bench.start();
    bench.plant.peer("cd".repeat(32));

    Offer offer = bench.select("4");

    assertThat(offer.snapshot().interlocks())
        .extracting(Check::code)
        .containsOnly(Reason.SOURCE_UNAUTHORISED.name());
    bench.operate(offer);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aFakeLevelFromAWireThatThePolicyDoesNotNameIsUnauthorised() throws Exception {
    bench.start();
    bench.plant.peer("");

    Offer offer = bench.select("4");

    assertThat(offer.snapshot().interlocks())
        .extracting(Check::code)
        .containsOnly(Reason.SOURCE_UNAUTHORISED.name());
    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aWireThatThePolicyTrustsCounts() throws Exception {
    bench.site.endpoint = Endpoint.trustedWire();
    bench.plant.peer("");
    bench.start();

    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aUnitThatChangedAtTheDeviceLocksThePoint() throws Exception {
    bench.start();
    bench.plant.flag(Site.PUMP, Flag.UNIT_CHANGED);

    Receipt receipt = bench.command("4");

    assertThat(receipt.result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(bench.writes()).isEmpty();
  }

  @Test
  void aLoosenedProfileLeavesThePolicysLimits() throws Exception {
    bench.start();
    bench.plant.bindings(bench.site.bindings().stream().map(binding -> loosened(binding)).toList());

    refused(bench.command("10.5"), Reason.RANGE);
  }

  @Test
  void aClaimedSyncErrorOfZeroRefusesAPlantThatIsThreeAway() throws Exception {
    bench.start();
    Claims sure = new Claims(null, Decimal.of(0), "");
    Select select =
        new Select(
            bench.head("anna"),
            bench.wish("4").demand(),
            Origin.OPERATOR,
            "the twin is sure",
            sure);
    Offer offer = bench.select(select, bench.site.anna);
    bench.plant.set(Site.PUMP, Value.of(6.0));

    refused(bench.operate(offer), Reason.SYNC_ERROR);
  }

  @Test
  void aFineForecastDoesNotHelpWhereTheLevelIsMissing() throws Exception {
    bench.start();
    bench.plant.forecast(forecast(true));
    bench.plant.bad(Site.LEVEL, true);

    Offer offer = bench.select("4");
    assertThat(offer.snapshot().forecast()).contains("plant/level 14 cm in 600 s, within");
    unknown(offer);
  }

  @Test
  void aForecastThatLeavesTheLimitsRefusesWhatTheInterlocksAllow() throws Exception {
    bench.start();
    bench.plant.forecast(forecast(false));

    refused(bench.operate(bench.select("4")), Reason.FORECAST);
  }

  @Test
  void withoutAModelTheOfferHasNoForecast() throws Exception {
    bench.start();

    assertThat(bench.select("4").snapshot().forecast()).isEmpty();
    assertThat(bench.command("4").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  private static Forecast forecast(boolean isWithin) {
    return new Forecast(Site.LEVEL, Value.of(14.0), "cm", Duration.ofMinutes(10), isWithin);
  }

  @Test
  void aCommissioningLimitNarrowsThePolicys() throws Exception {
    bench.limits.put(Site.PUMP, new CommissionedLimit(null, "3.5", null));
    bench.start();

    refused(bench.command("4"), Reason.RANGE);
    assertThat(bench.command("3.5").result().outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void aCommissioningLimitNeverWidensThePolicys() throws Exception {
    bench.limits.put(Site.PUMP, new CommissionedLimit("-100", "100", "100"));
    bench.start();

    refused(bench.command("10.5"), Reason.RANGE);
  }

  @Test
  void halfAStepOfTheDeviceIsNotRepresentable() throws Exception {
    bench.site.wireType = "int16";
    bench.site.scale = 0.1;
    bench.start();

    refused(bench.command("4.05"), Reason.NOT_REPRESENTABLE);
  }

  /** Shown so, and refused. */
  private void unknown(Offer offer) throws Exception {
    assertThat(offer.snapshot().interlocks())
        .extracting(Check::code)
        .containsOnly(Reason.INTERLOCK_UNKNOWN.name());
    assertThat(bench.operate(offer).result().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(bench.writes()).isEmpty();
  }

  private static Interlock levelAbove(String value) {
    return levelAbove(value, Site.LEVEL);
  }

  private static Interlock levelAbove(String value, String point) {
    return Interlock.of(
        new Condition(point, Condition.Test.above(value), "cm", FRESH, Duration.ZERO));
  }

  private static PointBinding loosened(PointBinding b) {
    return new PointBinding(
        b.index(),
        b.point(),
        b.protocol(),
        b.address(),
        b.type(),
        b.wireType(),
        b.scale(),
        b.offset(),
        b.unit(),
        new PointDescriptor.Reporting(9, 9, 9, 9),
        true);
  }

  private void refused(Receipt receipt, Reason why) {
    assertThat(receipt.result().code()).as("%s", receipt).isEqualTo(why.name());
    assertThat(bench.writes()).isEmpty();
  }
}
