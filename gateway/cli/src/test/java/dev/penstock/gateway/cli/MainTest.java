package dev.penstock.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final Cli cli = new Cli();

  @Test
  void hasItsVerbs() {
    Set<String> verbs = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    assertTrue(
        verbs.containsAll(
            Set.of(
                "run", "check", "status", "tail", "version", "help", "profile", "frame", "journal",
                "uplink")),
        verbs.toString());
  }

  @Test
  void everyVerbExplainsItselfWithAnExample() {
    for (CommandLine verb : withSubcommands(Main.commandLine()).toList()) {
      String name = verb.getCommandSpec().qualifiedName(" ");
      assertTrue(verb.getUsageMessage().contains("Example"), name);
      assertFalse(examples(verb).isEmpty(), name);
    }
  }

  @Test
  void everyExampleIsACommandLineOfItsVerb() {
    for (CommandLine verb : withSubcommands(Main.commandLine()).toList()) {
      for (String example : examples(verb)) {
        assertDoesNotThrow(() -> parse(example), example);
      }
    }
  }

  private static void parse(String line) {
    Main.commandLine().parseArgs(line.substring("penstock ".length()).split(" +"));
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(verb -> !verb.getCommandName().equals("help"))
        .flatMap(verb -> Stream.concat(Stream.of(verb), withSubcommands(verb)));
  }

  private static List<String> examples(CommandLine verb) {
    return Stream.of(verb.getCommandSpec().usageMessage().footer())
        .map(String::strip)
        .filter(line -> line.startsWith(verb.getCommandSpec().qualifiedName(" ")))
        .toList();
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
