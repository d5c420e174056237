package dev.penstock.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.contract.Json;
import dev.penstock.deviceprofiles.ProfileLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileVerbTest {

  private static final Path EXAMPLES = Path.of("../../device-profiles/examples");
  private static final String TANK = ProfileLoader.shippedText("quadruple-tank");

  private final Cli cli = new Cli();
  @TempDir private Path folder;

  @Test
  void asksForACommand() {
    assertEquals(ExitCode.USAGE, cli.run("profile"));
    assertThat(cli.err()).contains("check, explain, diff, fit, export, schema");
  }

  @Test
  void findsThatEveryProfileThatShipsIsRight() {
    String[] args = new String[ProfileLoader.SHIPPED.size() + 2];
    args[0] = "profile";
    args[1] = "check";
    for (int i = 0; i < ProfileLoader.SHIPPED.size(); i++) {
      args[i + 2] = ProfileLoader.SHIPPED.get(i);
    }
    assertEquals(ExitCode.OK, cli.run(args), cli.out());
    assertThat(cli.out().lines()).hasSize(5).allMatch(line -> line.contains(" is right: "));
  }

  @Test
  void tellsAllProblemsOfAllProfilesWithFileAndLine() throws IOException {
    String bad = file("bad.yaml", broken());
    String worse = file("worse.yaml", "profile: x\n\tversion: 1.0.0\n");
    assertEquals(
        ExitCode.PROBLEMS,
        cli.run("profile", "check", bad, "relay-board", "quadruple-tnak", worse));
    assertThat(cli.out())
        .contains(bad + ":3", "versoin", "did you mean")
        .contains(bad + ":15", "duoble")
        .contains("relay-board@", "is right")
        .contains("there is no such profile")
        .contains(worse + ":2", "a tab before the text");
  }

  @Test
  void tellsEveryUnitThatIsNone() throws IOException {
    String bad = file("bad.yaml", TANK.replace("unit: cm", "unit: metres"));
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "check", bad));
    assertThat(cli.out().lines().filter(line -> line.contains("metres"))).hasSize(4);
    assertThat(cli.out()).contains(bad + ":16");
  }

  @Test
  void checksForScripts() throws IOException {
    String bad = file("bad.yaml", broken());
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "check", "--json", "relay-board", bad));
    Json right = line(0);
    assertTrue(right.get("right").bool());
    assertEquals(0, right.get("problems").list(p -> p).size());
    Json wrong = line(1);
    assertEquals(bad, wrong.get("reference").text());
    assertThat(wrong.get("problems").list(p -> p.get("line").int32())).contains(3, 15);
  }

  @Test
  void aMissingFileIsNamedAndDoesNotHideTheOthers() throws IOException {
    String nowhere = folder.resolve("nowhere.yaml").toString();
    String bad = file("bad.yaml", broken());
    assertEquals(ExitCode.UNAVAILABLE, cli.run("profile", "check", nowhere, bad));
    assertThat(cli.out()).contains(nowhere + ":1").contains(bad + ":3");
    for (String verb : new String[] {"explain", "export --as wot"}) {
      Cli again = new Cli();
      assertEquals(ExitCode.UNAVAILABLE, again.run(("profile " + verb + " " + nowhere).split(" ")));
      assertThat(again.err()).contains("there is no profile file " + nowhere);
    }
  }

  @Test
  void takesAFileByAnyName() throws IOException {
    assertEquals(ExitCode.OK, cli.run("profile", "check", file("tank.profile", TANK)), cli.out());
  }

  @Test
  void explainsEveryDefault() {
    assertEquals(ExitCode.OK, cli.run("profile", "explain", "quadruple-tank"));
    assertThat(cli.out())
        .contains("# quadruple-tank@1.0.0, hash ")
        .contains("maxEventUncertainty:")
        .contains("# What follows from it")
        .contains("interlocks: tank1Level below 18");
  }

  @Test
  void doesNotExplainWhatIsWrong() throws IOException {
    String bad = file("bad.yaml", broken());
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "explain", bad));
    assertThat(cli.err()).contains("mend them first").contains(bad + ":3");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void refusesALoosenedLimitUnderTheSameVersion() throws IOException {
    String now = file("tank.yaml", TANK.replace("max: 6, maxStep", "max: 7, maxStep"));
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "diff", "quadruple-tank", now));
    assertThat(cli.out())
        .contains("MAJOR SAFETY commands.pump1Voltage.limits.max: loosened, 6 → 7")
        .contains("must be at least 2.0.0");
  }

  @Test
  void acceptsALoosenedLimitUnderAMajorVersion() throws IOException {
    String now =
        file(
            "tank.yaml",
            TANK.replace("max: 6, maxStep", "max: 7, maxStep").replace("n: 1.0.0", "n: 2.0.0"));
    assertEquals(ExitCode.OK, cli.run("profile", "diff", "quadruple-tank", now, "--json"));
    Json diff = line(0);
    assertEquals("major", diff.get("required").text());
    assertTrue(diff.get("safety").bool());
    assertTrue(diff.get("enough").bool());
  }

  @Test
  void refusesAVersionThatFalls() throws IOException {
    String old = file("tank.yaml", TANK.replace("version: 1.0.0", "version: 1.1.0"));
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "diff", old, "quadruple-tank"));
  }

  @Test
  void comparesNothingThatIsWrong() throws IOException {
    String bad = file("bad.yaml", broken());
    String worse = file("worse.yaml", "points: []\n");
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "diff", bad, worse));
    assertThat(cli.err()).contains(bad + ":3").contains(worse + ":1");
  }

  @ParameterizedTest
  @CsvSource({
    "fits, 0, fits",
    "adapts, 10, fits-with-adaptations",
    "does-not-fit, 20, does-not-fit"
  })
  void givesEachVerdictAsText(String example, int code, String verdict) {
    assertEquals(code, fit(cli, example));
    assertThat(cli.out().lines()).contains(verdict);
    assertThat(cli.out()).containsPattern("\\n  concept +[a-z-]+\\n");
  }

  @ParameterizedTest
  @CsvSource({"fits, 0", "adapts, 10", "does-not-fit, 20"})
  void givesEachVerdictToTheByte(String example, int code) throws IOException {
    assertEquals(code, fit(cli, example, "--json"));
    String expected = Files.readString(EXAMPLES.resolve(example + "/verdict.json"));
    assertEquals(expected.strip(), cli.out().strip());
  }

  @Test
  void saysHowManyVectorsOfThePlanPassed() {
    fit(cli, "adapts");
    assertThat(cli.out()).containsPattern("plan run: (\\d+) of \\1 vectors passed");
  }

  @Test
  void refusesAWrongRequirementTogetherWithAWrongProfile() throws IOException {
    String bad = file("bad.yaml", broken());
    String need = file("need.yaml", "requirement: x\nversion: 1.0.0\npionts: {}\n");
    assertEquals(ExitCode.PROBLEMS, cli.run("profile", "fit", bad, need));
    assertThat(cli.err()).contains(bad + ":3").contains(need + ":3");
    Cli again = new Cli();
    String nowhere = folder.resolve("nowhere.yaml").toString();
    assertEquals(ExitCode.UNAVAILABLE, again.run("profile", "fit", "quadruple-tank", nowhere));
    assertThat(again.err()).contains("there is no requirement file " + nowhere);
  }

  @Test
  void exportsAThingModel() {
    assertEquals(ExitCode.OK, cli.run("profile", "export", "quadruple-tank", "--as", "wot"));
    assertThat(line(0).get("properties").keys()).contains("tank1Level");
  }

  @Test
  void exportsASheetToAFile() throws IOException {
    Path sheet = folder.resolve("tank.md");
    assertEquals(
        ExitCode.OK,
        cli.run("profile", "export", "quadruple-tank", "--as", "sheet", "-o", sheet.toString()));
    assertThat(cli.out()).isEmpty();
    assertThat(Files.readString(sheet)).startsWith("# ").contains("tank1Level").endsWith("\n");
  }

  @Test
  void saysThatItCannotWrite() {
    String file = folder.resolve("none/tank.md").toString();
    assertEquals(
        ExitCode.UNAVAILABLE,
        cli.run("profile", "export", "quadruple-tank", "--as", "sheet", "-o", file));
    assertThat(cli.err()).contains("cannot write " + file + ": its folder is not there");
  }

  @Test
  void saysInWhichFormsItExports() {
    assertEquals(ExitCode.USAGE, cli.run("profile", "export", "quadruple-tank", "--as", "pdf"));
    assertThat(cli.err()).contains("WOT, SHEET");
  }

  @Test
  void printsTheSchema() {
    assertEquals(ExitCode.OK, cli.run("profile", "schema"));
    assertThat(line(0).get("properties").keys()).contains("points", "commands");
  }

  private static int fit(Cli cli, String example, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "profile";
    args[1] = "fit";
    args[2] = EXAMPLES.resolve(example + "/profile.yaml").toString();
    args[3] = EXAMPLES.resolve(example + "/requirement.yaml").toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return cli.run(args);
  }

  /** Wrong in lines 3 and 15. */
  private static String broken() {
    return TANK.replace("version:", "versoin:").replaceFirst("type: double", "type: duoble");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Json line(int number) {
    String line = cli.out().lines().skip(number).findFirst().orElseThrow();
    return Json.parse(line.getBytes(StandardCharsets.UTF_8), 1 << 20);
  }
}
