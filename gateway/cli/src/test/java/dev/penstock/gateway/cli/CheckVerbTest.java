package dev.penstock.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckVerbTest {

  private static final String GOOD =
      """
      gateway: press-shop-1
      journal:
        whenFull: drop-oldest
      devices:
        tank:
          profile: quadruple-tank
          settings:
            endpoint: opc.tcp://127.0.0.1:4840/plant
      """;

  private final Cli cli = new Cli();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("gateway.yaml");
  }

  @Test
  void saysWhatGoodSettingsAmountTo() throws IOException {
    assertEquals(ExitCode.OK, check(GOOD), cli.err() + cli.out());
    assertTrue(cli.out().contains("gateway press-shop-1: no errors"), cli.out());
    assertTrue(cli.out().contains("tank"), cli.out());
    assertTrue(cli.out().contains("power cut"), cli.out());
    assertTrue(cli.out().contains("nothing is ever written"), cli.out());
  }

  @Test
  void saysHowLongAnOutageTheJournalHoldsUnderEachPolicy() throws IOException {
    assertEquals(ExitCode.OK, check(GOOD), cli.err() + cli.out());
    String out = cli.out();
    assertTrue(
        out.matches("(?s).*at most 1024 MiB; at the profiles' rate of [0-9.]+ values/s.*"), out);
    assertTrue(out.contains("with drop-oldest: for "), out);
    assertTrue(out.contains("not chosen: refuse: for "), out);
  }

  @Test
  void aDataClassThatNoPointHasIsNamed() throws IOException {
    String admission = "admission: {thin: {operatonal: 1min}}\n";
    assertEquals(ExitCode.PROBLEMS, check(GOOD + admission), cli.out());
    assertTrue(cli.out().contains("operatonal"), cli.out());
    assertTrue(cli.out().contains("operational"), cli.out());
    Cli again = new Cli();
    Files.writeString(file, GOOD + admission.replace("operatonal", "operational"));
    assertEquals(ExitCode.OK, again.run("check", file.toString()), again.out());
  }

  @Test
  void namesAFileOfTheSettingsThatIsNotThereAndItsKey() throws IOException {
    String uplink =
        """
        uplinks:
          centre:
            settings:
              broker:
                address: ssl://broker.example.org:8883
                ca: broker-ca.pem
              ack: broker
        """;
    assertEquals(ExitCode.PROBLEMS, check(GOOD + uplink), cli.out());
    Path authority = folder.resolve("broker-ca.pem");
    assertTrue(cli.out().contains("uplinks.centre.settings.broker.ca"), cli.out());
    assertTrue(cli.out().contains("there is no file " + authority), cli.out());

    Files.writeString(authority, "read when connecting");
    Cli again = new Cli();
    assertEquals(ExitCode.OK, again.run("check", file.toString()), again.out());
  }

  @Test
  void reportsAllProblemsAtOnceWithLineKeyAndRemedy() throws IOException {
    String bad =
        GOOD.replace("whenFull: drop-oldest", "whenFul: drop-oldest")
            .replace("quadruple-tank", "quadruple-tnak")
            .replace("press-shop-1", "Press Shop");
    assertEquals(ExitCode.PROBLEMS, check(bad));
    String out = cli.out();
    assertTrue(out.contains("gateway.yaml:3"), out);
    assertTrue(out.contains("whenFull"), out);
    assertTrue(out.contains("did you mean"), out);
  }

  @Test
  void namesTheDevicesThatItDoesNotUnderstand() throws IOException {
    assertEquals(ExitCode.PROBLEMS, check(GOOD.replace("quadruple-tank", "quadruple-tnak")));
    assertTrue(cli.out().contains("gateway.yaml:6"), cli.out());
    assertTrue(cli.out().contains("quadruple-tank"), cli.out());
    Cli again = new Cli();
    Files.writeString(file, GOOD.replace("settings:", "driver: opcau\n    settings:"));
    assertEquals(ExitCode.PROBLEMS, again.run("check", file.toString()));
    assertTrue(again.out().contains("devices.tank.driver"), again.out());
  }

  @Test
  void refusesASecretWrittenIntoTheFile() throws IOException {
    String bad = GOOD + "      user: operator\n      password: hunter2\n";
    assertEquals(ExitCode.PROBLEMS, check(bad));
    assertTrue(cli.out().contains("${file:"), cli.out());
    assertTrue(!cli.out().contains("hunter2"), cli.out());
  }

  @Test
  void demandsADecisionOnWhatGoesWhenFull() throws IOException {
    assertEquals(
        ExitCode.PROBLEMS, check(GOOD.replace("  whenFull: drop-oldest\n", "  sync: every\n")));
    assertTrue(cli.out().contains("whenFull"), cli.out());
    assertTrue(cli.out().contains("drop-oldest"), cli.out());
  }

  @Test
  void saysWhatEachChoiceMeansWhileItIsNotMade() throws IOException {
    check(GOOD.replace("  whenFull: drop-oldest\n", "  sync: every\n"));
    assertTrue(cli.out().contains("of outage"), cli.out());
    assertTrue(cli.out().contains("with drop-oldest: for"), cli.out());
    assertTrue(cli.out().contains("with refuse: for"), cli.out());

    Cli broken = new Cli();
    Files.writeString(
        file, GOOD.replace("  whenFull: drop-oldest\n", "").replace("gateway:", "gatway:"));
    assertEquals(ExitCode.PROBLEMS, broken.run("check", file.toString()));
    assertTrue(!broken.out().contains("of outage"), broken.out());
  }

  @Test
  void printsTheProblemsAsJson() throws IOException {
    Files.writeString(file, GOOD.replace("gateway:", "gatway:"));
    assertEquals(ExitCode.PROBLEMS, cli.run("check", "--json", file.toString()));
    assertTrue(cli.out().contains("\"line\""), cli.out());
  }

  @Test
  void saysThatThereIsNoFile() {
    assertEquals(ExitCode.UNAVAILABLE, cli.run("check", file.toString()));
    assertTrue(cli.err().contains(file.toString()), cli.err());
  }

  @Test
  void statusSaysThatNothingRuns() throws IOException {
    Files.writeString(file, GOOD);
    assertEquals(ExitCode.UNAVAILABLE, cli.run("status", file.toString()));
    assertTrue(cli.err().contains("press-shop-1 is not running"), cli.err());
  }

  @Test
  void tailSaysThatThereIsNoJournalYet() throws IOException {
    Files.writeString(file, GOOD);
    assertEquals(ExitCode.UNAVAILABLE, cli.run("tail", file.toString()));
    assertTrue(cli.err().contains("journal"), cli.err());
  }

  @Test
  void tailRefusesAPointThatThereIsNot() throws IOException {
    Files.writeString(file, GOOD);
    assertEquals(ExitCode.USAGE, cli.run("tail", file.toString(), "--points", "tank/nowhere"));
    assertTrue(cli.err().contains("tank/nowhere"), cli.err());
  }

  private int check(String yaml) throws IOException {
    Files.writeString(file, yaml);
    return cli.run("check", file.toString());
  }
}
