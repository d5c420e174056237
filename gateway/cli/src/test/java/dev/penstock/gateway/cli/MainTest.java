package dev.penstock.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final Cli cli = new Cli();

  @Test
  void hasItsVerbs() {
    Set<String> verbs = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    assertTrue(
        verbs.containsAll(Set.of("run", "check", "status", "tail", "version", "help")),
        verbs.toString());
  }

  @Test
  void everyVerbExplainsItselfWithAnExample() {
    for (CommandLine verb : Main.commandLine().getSubcommands().values()) {
      String usage = verb.getUsageMessage();
      boolean isHelp = verb.getCommandName().equals("help");
      assertTrue(isHelp || usage.contains("Example"), verb.getCommandName());
      assertTrue(
          isHelp || usage.contains("penstock " + verb.getCommandName()), verb.getCommandName());
    }
  }

  @Test
  void documentsItsExitCodes() {
    assertEquals(ExitCode.OK, cli.run("help"));
    for (int code : new int[] {0, 1, 2, 69, 70}) {
      assertTrue(cli.out().matches("(?s).*\\n\\s*" + code + "\\s+\\S.*"), "code " + code);
    }
  }

  @Test
  void refusesAnUnknownVerbAndSuggests() {
    assertEquals(ExitCode.USAGE, cli.run("chekc"));
    assertTrue(cli.err().contains("check"), cli.err());
  }

  @Test
  void asksForAVerb() {
    assertEquals(ExitCode.USAGE, cli.run());
    assertTrue(cli.err().contains("Which verb?"), cli.err());
  }

  @Test
  void saysItsVersion() {
    assertEquals(ExitCode.OK, cli.run("version", "--json"));
    assertTrue(cli.out().startsWith("{\"version\":\"0."), cli.out());
  }
}
