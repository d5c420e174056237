package dev.penstock.deviceprofiles.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.Version.Bump;
import dev.penstock.deviceprofiles.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileDiffTest {

  private static final String YAML = ProfileLoader.shippedText("quadruple-tank");
  private static final Profile TANKS = ProfileLoader.shipped("quadruple-tank");

  private static Profile with(String what, String instead) {
    assertThat(YAML).contains(what);
    return parse(YAML.replaceFirst(java.util.regex.Pattern.quote(what), instead));
  }

  private static Profile parse(String yaml) {
    Problems problems = new Problems();
    return ProfileLoader.text("x", yaml, problems)
        .orElseThrow(() -> new AssertionError(problems.render()));
  }

  /** Each: a text of the tanks' profile, what replaces it, the bump it takes, and for what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          title: Quadruple tank process | title: Four tanks | PATCH | title: changed
          observes: tank 1 | observes: the first tank | PATCH | points.tank1Level.observes
          unit: cm | unit: mm | MAJOR | SAFETY points.tank1Level.unit
          deadband: 0.01, heartbeat: 2s | deadband: 0.02, heartbeat: 2s | MAJOR | points.tank3Level.report.deadband: a weaker promise
          deadband: 0.01, heartbeat: 2s | deadband: 0, heartbeat: 2s | MINOR | points.tank3Level.report.deadband: a stronger promise
          deadband: 0.01, heartbeat: 2s | deadband: 0.01 | MAJOR | points.tank3Level.report.heartbeat: a weaker promise, 2s → none
          samplingInterval: 100ms | samplingInterval: 200ms | MAJOR | points.tank1Level.time.samplingInterval: a weaker promise
          samplingInterval: 100ms | samplingInterval: 50ms | MINOR | points.tank1Level.time.samplingInterval: a stronger promise
          uncertainty: 0.02 | uncertainty: 0.03 | MAJOR | points.tank1Level.uncertainty
          uncertainty: 0.02 | uncertainty: 0.01 | MINOR | points.tank1Level.uncertainty
          uncertainty: 0.02 | aggregation: instant | MAJOR | points.tank1Level.uncertainty: a weaker promise, 0.02 → none
          min: 0, max: 20 | min: 0, max: 25 | MAJOR | points.tank1Level.valid.max: a weaker promise
          min: 0, max: 20 | min: -1, max: 20 | MAJOR | points.tank1Level.valid.min: a weaker promise
          min: 0, max: 20 | min: 1, max: 19 | MINOR | points.tank1Level.valid.min: a stronger promise
          s=Tank3.Level | s=Tank3.Niveau | MINOR | MINOR points.tank3Level.source
          s=Tank1.Level | s=Tank1.Niveau | MAJOR | SAFETY points.tank1Level.source
          use: [twin, model] | use: [twin] | MAJOR | points.tank1Level.use
          states: [running, maintenance] | states: [running, maintenance, flushing] | MAJOR | SAFETY lifecycle.states
          controlAllowedIn: [running] | controlAllowedIn: [running, maintenance] | MAJOR | SAFETY lifecycle.controlAllowedIn: loosened
          local: {point: localMode} | | MAJOR | SAFETY local: loosened
          max: 6, maxStep: 2 | max: 7, maxStep: 2 | MAJOR | SAFETY commands.pump1Voltage.limits.max: loosened, 6 → 7
          max: 6, maxStep: 2 | max: 5, maxStep: 2 | MINOR | SAFETY commands.pump1Voltage.limits.max: tightened, 6 → 5
          max: 6, maxStep: 2 | max: 6 | MAJOR | SAFETY commands.pump1Voltage.limits.maxStep: loosened, 2 → none
          max: 6, maxStep: 2 | max: 6, maxStep: 2, maxRate: 1 | MINOR | SAFETY commands.pump1Voltage.limits.maxRate: tightened, none → 1
          commands: 12, per: 1min | commands: 13, per: 1min | MAJOR | SAFETY commands.pump1Voltage.rateLimit
          commands: 12, per: 1min | commands: 6, per: 10s | MAJOR | SAFETY commands.pump1Voltage.rateLimit per second: loosened
          commands: 12, per: 1min | commands: 6, per: 1min | MINOR | SAFETY commands.pump1Voltage.rateLimit.commands: tightened
          expiresAfter: 10s | expiresAfter: 20s | MAJOR | SAFETY commands.pump1Voltage.expiresAfter: loosened
          tolerance: 0.01 | tolerance: 0.1 | MAJOR | SAFETY commands.pump1Voltage.verify.tolerance: loosened
          below: 18, maxAge: 5s | below: 19, maxAge: 5s | MAJOR | SAFETY commands.pump1Voltage.requires(tank1Level).below: loosened, 18 → 19
          below: 18, maxAge: 5s | below: 17, maxAge: 5s | MINOR | SAFETY commands.pump1Voltage.requires(tank1Level).below: tightened, 18 → 17
          below: 18, maxAge: 5s | below: 18, maxAge: 9s | MAJOR | SAFETY commands.pump1Voltage.requires(tank1Level).maxAge: loosened
          below: 18, maxAge: 5s | below: 18, maxAge: 5s, for: 2s | MINOR | SAFETY commands.pump1Voltage.requires(tank1Level).for: tightened
          below: 18, maxAge: 5s | within: [0, 18], maxAge: 5s | MAJOR | SAFETY commands.pump1Voltage.requires: loosened, tank1Level below 18
          - {state: running} | - {point: tank1Leak, equals: false, maxAge: 1s} | MAJOR | SAFETY commands.pump1Voltage.requires: loosened, state is running
          atEnd: {value: 0} | atEnd: {value: 1} | MAJOR | SAFETY commands.pump1Voltage.atEnd
          staleAfter: 5s | staleAfter: 6s | MAJOR | SAFETY points.tank1Level.staleAfter: loosened
          """)
  void weighsAChange(String what, String instead, Bump bump, String told) {
    ProfileDiff diff = ProfileDiff.of(TANKS, with(what, instead == null ? "" : instead));
    assertThat(diff.required()).as(diff.text()).isEqualTo(bump);
    assertThat(diff.changes()).as(diff.text()).anyMatch(c -> c.toString().contains(told));
    assertThat(diff.isDeclaredEnough()).isFalse();
    assertThat(diff.text()).contains("the new version must be at least " + diff.atLeast());
  }

  @Test
  void findsNothingBetweenAProfileAndItself() {
    ProfileDiff diff = ProfileDiff.of(TANKS, TANKS);
    assertThat(diff.changes()).isEmpty();
    assertThat(diff.isDeclaredEnough()).isTrue();
  }

  @Test
  void letsReadersWaitLongerForWhatNoCommandRestsOn() {
    String own = "samplingInterval: 500ms, maxClockOffset: 200ms}\n    report: {heartbeat: 2s}\n";
    int leak = YAML.indexOf("Tank1.Leak");
    String tail =
        YAML.substring(leak).replaceFirst("heartbeat: 2s}", "heartbeat: 2s}\n    staleAfter: 9s");
    ProfileDiff diff = ProfileDiff.of(TANKS, parse(YAML.substring(0, leak) + tail));
    assertThat(YAML).contains(own);
    assertThat(diff.changes()).hasSize(1);
    assertThat(diff.required()).isEqualTo(Bump.MINOR);
    assertThat(diff.needsApproval()).isFalse();
  }

  @Test
  void namesRemovedAndNewPointsAndCommands() {
    String removed = YAML.replace("tank1Leak", "leak");
    ProfileDiff diff = ProfileDiff.of(TANKS, parse(removed));
    assertThat(diff.text())
        .contains("MAJOR points.tank1Leak: removed")
        .contains("MINOR points.leak: new");
    String renamed = YAML.replace("  pump2Voltage:\n    title: Set", "  second:\n    title: Set");
    ProfileDiff commands = ProfileDiff.of(TANKS, parse(renamed));
    assertThat(commands.text())
        .contains("MAJOR commands.pump2Voltage: removed")
        .contains("MINOR SAFETY commands.second: new, needs approval");
  }

  @Test
  void acceptsADeclaredBumpThatIsEnough() {
    Profile major =
        parse(YAML.replace("max: 6,", "max: 7,").replace("version: 1.0.0", "version: 2.0.0"));
    ProfileDiff diff = ProfileDiff.of(TANKS, major);
    assertThat(diff.isDeclaredEnough()).isTrue();
    assertThat(diff.needsApproval()).isTrue();
    Profile minor =
        parse(YAML.replace("max: 6,", "max: 7,").replace("version: 1.0.0", "version: 1.9.0"));
    assertThat(ProfileDiff.of(TANKS, minor).isDeclaredEnough()).isFalse();
  }

  @Test
  void refusesAVersionThatFalls() {
    Profile older = parse(YAML.replace("version: 1.0.0", "version: 0.9.0"));
    assertThat(ProfileDiff.of(TANKS, older).isDeclaredEnough()).isFalse();
  }

  @Test
  void writesTheSameJsonEachTime() {
    Profile changed = with("max: 6, maxStep: 2", "max: 7, maxStep: 2");
    String json = ProfileDiff.of(TANKS, changed).json();
    assertThat(json)
        .isEqualTo(ProfileDiff.of(TANKS, changed).json())
        .contains("\"required\":\"major\",\"declared\":\"none\",\"enough\":false,\"safety\":true")
        .contains(
            "{\"path\":\"commands.pump1Voltage.limits.max\",\"bump\":\"major\",\"safety\":true,"
                + "\"what\":\"loosened\",\"before\":\"6\",\"after\":\"7\"}");
  }
}
