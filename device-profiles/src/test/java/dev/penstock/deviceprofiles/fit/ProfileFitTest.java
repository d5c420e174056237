package dev.penstock.deviceprofiles.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFitTest {

  private static final Path EXAMPLES = Path.of("examples");

  private static ProfileFit example(String folder) {
    Problems problems = new Problems();
    Profile profile =
        ProfileLoader.file(EXAMPLES.resolve(folder).resolve("profile.yaml"), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    FitRequirement requirement =
        RequirementLoader.file(EXAMPLES.resolve(folder).resolve("requirement.yaml"), problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    return ProfileFit.of(profile, requirement);
  }

  @ParameterizedTest
  @CsvSource({"fits,FITS,0", "adapts,FITS_WITH_ADAPTATIONS,10", "does-not-fit,DOES_NOT_FIT,20"})
  void answersTheWorkedExamples(String folder, Verdict verdict, int exitCode) throws IOException {
    ProfileFit fit = example(folder);
    assertThat(fit.verdict()).as(fit.text()).isEqualTo(verdict);
    assertThat(fit.verdict().exitCode()).isEqualTo(exitCode);
    assertThat(fit.json())
        .as("examples/" + folder + "/verdict.json")
        .isEqualTo(Files.readString(EXAMPLES.resolve(folder).resolve("verdict.json")).strip());
    Json.parse(fit.json().getBytes(StandardCharsets.UTF_8), 1 << 20);
  }

  @Test
  void needsNoPlanWhereEverythingFits() {
    ProfileFit fit = example("fits");
    assertThat(fit.vectors()).isEmpty();
    assertThat(fit.aspects().values()).containsOnly(Verdict.FITS);
    assertThat(fit.aspects())
        .containsKeys(Aspect.SYNC_BOUND, Aspect.EVENT_TIME, Aspect.COMMANDS, Aspect.LIFECYCLE);
  }

  @Test
  void namesEveryAdaptationAndRunsIt() {
    ProfileFit fit = example("adapts");
    assertThat(codes(fit, Verdict.FITS_WITH_ADAPTATIONS))
        .containsExactly(
            "points.supply CONVERTED",
            "points.supply CLIPPED",
            "points.supply STALE_EARLIER",
            "points.spread CONVERTED_AS_DIFFERENCE",
            "points.flow ALIAS",
            "points.flow CONVERTED",
            "points.flow DOWNSAMPLED",
            "points.flow LOSSY_QUALITY",
            "points.starts BROADER_CONCEPT",
            "points.starts WIDENED",
            "lifecycle MAPPED_STATES",
            "commands.supplySetpoint CONVERTED",
            "commands.supplySetpoint LIMITS_TIGHTENED");
    assertThat(fit.vectors()).hasSizeGreaterThan(40).allMatch(Vector::passed);
    assertThat(fit.vectors())
        .extracting(Vector::name)
        .contains("min", "mid", "max", "NaN", "below range", "above range", "round trip");
  }

  @Test
  void namesEveryReasonWhyItDoesNotFit() {
    assertThat(codes(example("does-not-fit"), Verdict.DOES_NOT_FIT))
        .containsExactly(
            "points.pressure NOT_COMMENSURABLE",
            "points.pressure TOO_SLOW",
            "points.pressure OTHER_BASIS",
            "points.temperature AMBIGUOUS_CONCEPT",
            "points.power DISJOINT",
            "points.power NOT_STATED",
            "points.power UNBOUNDED",
            "points.power OTHER_AGGREGATION",
            "points.power STALE_TOO_LATE",
            "points.flame NARROWING",
            "points.lambda NO_SUCH_CONCEPT",
            "lifecycle UNMAPPED_STATE",
            "commands.power NOT_OFFERED");
  }

  private static List<String> codes(ProfileFit fit, Verdict verdict) {
    return fit.findings().stream()
        .filter(f -> f.verdict() == verdict)
        .map(f -> f.need() + " " + f.code())
        .toList();
  }

  @Test
  void convertsADifferenceOfTemperaturesWithoutTheirZero() {
    Finding spread = finding(example("adapts"), "points.spread", Aspect.UNIT);
    assertThat(spread.adaptations().get(0).toString())
        .isEqualTo("convert-difference {offset=0, scale=1}");
    Finding supply = finding(example("adapts"), "points.supply", Aspect.UNIT);
    assertThat(supply.adaptations().get(0).toString())
        .isEqualTo("convert {offset=273.15, scale=1}");
  }

  private static Finding finding(ProfileFit fit, String need, Aspect aspect) {
    return fit.findings().stream()
        .filter(f -> f.need().equals(need) && f.aspect() == aspect)
        .findFirst()
        .orElseThrow();
  }

  /** Each: a need of the quadruple tank's first level, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unit: mm | FITS_WITH_ADAPTATIONS | CONVERTED
          unit: V | DOES_NOT_FIT | NOT_COMMENSURABLE
          type: int64 | DOES_NOT_FIT | NARROWING
          maxInterval: 100ms | FITS | FAST_ENOUGH
          maxInterval: 50ms | DOES_NOT_FIT | TOO_SLOW
          minInterval: 1s | FITS_WITH_ADAPTATIONS | DOWNSAMPLED
          maxUncertainty: 0.02 | FITS | CERTAIN_ENOUGH
          maxUncertainty: 0.01 | DOES_NOT_FIT | TOO_UNCERTAIN
          range: {min: 0, max: 20} | FITS | INSIDE
          range: {min: 0, max: 10} | FITS_WITH_ADAPTATIONS | CLIPPED
          range: {min: 30, max: 40} | DOES_NOT_FIT | DISJOINT
          maxAge: 5s | FITS | STALE_IN_TIME
          maxAge: 3s | FITS_WITH_ADAPTATIONS | STALE_EARLIER
          maxAge: 50ms | DOES_NOT_FIT | STALE_TOO_LATE
          syncBound: {error: 0.3} | FITS | WITHIN_BOUND
          syncBound: {error: 0.3, latency: 1s} | DOES_NOT_FIT | BEYOND_BOUND
          time: {bases: [source, source-corrected, server, gateway]} | FITS | ACCEPTED_BASIS
          time: {bases: [source]} | FITS_WITH_ADAPTATIONS | SOMETIMES_BASIS
          time: {bases: [model]} | DOES_NOT_FIT | OTHER_BASIS
          time: {maxUncertainty: 1s} | DOES_NOT_FIT | TIME_UNCERTAINTY_NOT_STATED
          aggregation: mean | DOES_NOT_FIT | OTHER_AGGREGATION
          quality: good-bad | FITS_WITH_ADAPTATIONS | LOSSY_QUALITY
          """)
  void judgesOneNeed(String need, Verdict verdict, String code) {
    ProfileFit fit = tanks("point: tank1Level, " + need);
    assertThat(fit.verdict()).as(fit.text()).isEqualTo(verdict);
    assertThat(fit.findings()).anyMatch(f -> f.code().equals(code) && f.verdict() == verdict);
  }

  private static ProfileFit tanks(String need) {
    String yaml =
        "requirement: test\nversion: 1.0.0\npoints:\n  level: {concept: "
            + "\"http://qudt.org/vocab/quantitykind/LiquidLevel\", "
            + need
            + "}\n";
    Problems problems = new Problems();
    FitRequirement requirement =
        RequirementLoader.text("need.yaml", yaml, problems)
            .orElseThrow(() -> new AssertionError(problems.render()));
    return ProfileFit.of(ProfileLoader.shipped("quadruple-tank"), requirement);
  }

  @Test
  void findsThePartThatIsMeant() {
    assertThat(tanks("unit: cm").verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
    assertThat(tanks("observes: tank 3").verdict()).isEqualTo(Verdict.FITS);
    assertThat(tanks("point: tank9Level, optional: true").verdict()).isEqualTo(Verdict.FITS);
    assertThat(tanks("point: tank9Level").verdict()).isEqualTo(Verdict.DOES_NOT_FIT);
  }

  @Test
  void hashesBothInputsTheSameWhicheverComesFirst() {
    Json json = Json.parse(example("fits").json().getBytes(StandardCharsets.UTF_8), 1 << 20);
    assertThat(json.get("fit_hash").text()).matches("[0-9a-f]{64}");
    assertThat(json.get("profile").get("hash").text())
        .isNotEqualTo(json.get("requirement").get("hash").text());
  }

  @Test
  void refusesARequirementThatMakesNoSense() {
    Problems problems = new Problems();
    String yaml =
        """
        requirement: x
        version: 1.0.0
        mappings: [{from: a, to: b, kind: broader}]
        points:
          a: {concept: "urn:a:b", unit: degC, range: {min: 3, max: 1}, colour: red}
        commands:
          b: {unit: V}
        """;
    assertThat(RequirementLoader.text("need.yaml", yaml, problems)).isEmpty();
    assertThat(problems.render())
        .contains("need.yaml:3: mappings[0].because: a broader concept needs a justification")
        .contains("need.yaml:5: points.a.range.max: must be greater than min")
        .contains("need.yaml:5: points.a.colour: there is no such key")
        .contains("need.yaml:7: commands.b: must have a command or a concept");
    Problems units = new Problems();
    String wrongUnit = "requirement: x\nversion: 1.0.0\npoints: {a: {concept: c, unit: degC}}\n";
    assertThat(RequirementLoader.text("need.yaml", wrongUnit, units)).isEmpty();
    assertThat(units.render()).contains("points.a.unit").contains("did you mean \"Cel\"?");
  }

  @Test
  void tellsEveryProblemOfARequirementAtOnce() {
    Problems problems = new Problems();
    String yaml =
        """
        requirement: acme/x
        version: 1.0.0
        mappings: [{from: not iri, to: http://x.example/y}]
        points:
          t: {concept: nonsense here, unit: degC, maxUncertainty: -1, colour: red}
        lifecycle: {states: [a], map: {run: b}}
        """;
    assertThat(RequirementLoader.text("r.yaml", yaml, problems)).isEmpty();
    assertThat(problems.render().lines().map(line -> line.substring(0, line.indexOf(": ", 10))))
        .containsExactlyInAnyOrder(
            "r.yaml:3: mappings[0].from",
            "r.yaml:5: points.t.colour",
            "r.yaml:5: points.t.concept",
            "r.yaml:5: points.t.maxUncertainty",
            "r.yaml:5: points.t.unit",
            "r.yaml:6: lifecycle.map.run");
  }
}
