package dev.penstock.gateway.systemtests;

import dev.penstock.gateway.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A line in a document that a reader may type.
 *
 * @param where file:line
 * @param words after {@code penstock}
 * @param whole whether it is to be typed as it stands; within a sentence, what it acts on may be
 *     left out
 */
record DocumentedCommand(String where, List<String> words, boolean whole) {

  /** Its verbs are not on the class path here: nothing may depend on them. */
  private static final String BENCH = "bench";

  private static final Path BENCH_VERBS =
      Document.ROOT.resolve("gateway/benchmarks/src/main/java/dev/penstock/gateway/benchmarks");

  DocumentedCommand {
    words = List.copyOf(words);
  }

  static List<DocumentedCommand> in(Document document) {
    List<DocumentedCommand> commands = new ArrayList<>();
    for (Document.Block block : document.blocks()) {
      commands.addAll(inLines(block.where(), block.text()));
    }
    for (Document.Block line : document.indented()) {
      of(line.where(), line.text(), true).ifPresent(commands::add);
    }
    for (Document.Block code : document.inlineCode()) {
      of(code.where(), code.text(), false).ifPresent(commands::add);
    }
    return commands;
  }

  private static List<DocumentedCommand> inLines(String where, String text) {
    return text.replaceAll("\\\\\n\\s*", "")
        .lines()
        .flatMap(line -> of(where, line, true).stream())
        .toList();
  }

  /** The command on a line, up to a comment or to what the shell does with it; empty if none. */
  static Optional<DocumentedCommand> of(String where, String line, boolean whole) {
    String[] all = line.strip().replaceFirst("^(\\$|sudo) +", "").split("\\s+");
    if (all.length < 2 || !all[0].matches("(\\./)?penstock")) {
      return Optional.empty();
    }
    List<String> words =
        Stream.of(all).skip(1).takeWhile(word -> !word.matches("#.*|&&?|[|;<>].*")).toList();
    return Optional.of(new DocumentedCommand(where, words, whole));
  }

  /** What is wrong with it; empty if it could be run. */
  Optional<String> problem() {
    return words.get(0).startsWith(BENCH) ? benchProblem() : parseProblem();
  }

  private Optional<String> parseProblem() {
    try {
      Main.commandLine().parseArgs(words.toArray(String[]::new));
      return Optional.empty();
    } catch (MissingParameterException e) {
      return whole ? Optional.of(this + ": " + e.getMessage()) : optionProblem(e.getCommandLine());
    } catch (ParameterException e) {
      return Optional.of(this + ": " + e.getMessage());
    }
  }

  private Optional<String> optionProblem(CommandLine verb) {
    return words.stream()
        .filter(word -> word.startsWith("-"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(option -> !verb.getCommandSpec().optionsMap().containsKey(option))
        .map(option -> this + ": there is no " + option)
        .findFirst();
  }

  private Optional<String> benchProblem() {
    boolean below = words.size() > 1 && words.get(1).matches("[a-z]+");
    String verb = words.get(below ? 1 : 0);
    Optional<String> source = sourceOfBench(verb);
    if (source.isEmpty()) {
      return Optional.of(this + ": there is no " + verb);
    }
    return words.stream()
        .filter(word -> word.startsWith("-"))
        .map(word -> word.replaceFirst("=.*", ""))
        .filter(option -> !source.get().contains('"' + option + '"'))
        .map(option -> this + ": there is no " + option)
        .findFirst();
  }

  private static Optional<String> sourceOfBench(String verb) {
    try (Stream<Path> files = Files.list(BENCH_VERBS)) {
      for (Path file : files.sorted().toList()) {
        String source = Files.readString(file);
        if (source.contains("name = \"" + verb + "\"")) {
          return Optional.of(source);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The examples in the help of every verb, and of the verbs below it. */
  static List<DocumentedCommand> inHelp() {
    return verbs(Main.commandLine())
        .map(CommandLine::getCommandSpec)
        .flatMap(verb -> inLines(verb.qualifiedName() + " --help", footer(verb)).stream())
        .toList();
  }

  private static Stream<CommandLine> verbs(CommandLine above) {
    return above.getSubcommands().values().stream()
        .flatMap(verb -> Stream.concat(Stream.of(verb), verbs(verb)));
  }

  private static String footer(CommandSpec verb) {
    return String.join("\n", verb.usageMessage().footer());
  }

  @Override
  public String toString() {
    return where + ": penstock " + String.join(" ", words);
  }
}
