package dev.penstock.gateway.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Markdown file, taken apart.
 *
 * @param name from the root, for messages
 * @param blocks what is fenced
 * @param prose the rest, with empty lines in place of the blocks
 */
record Document(Path file, String name, List<Block> blocks, String prose) {

  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  /** What is ours to write below the root. */
  private static final List<String> FOLDERS =
      List.of(
          "docs",
          "contract",
          "device-profiles",
          "drivers",
          "buffer",
          "uplink",
          "gateway",
          "install");

  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}(\\S.*)$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

  Document {
    blocks = List.copyOf(blocks);
  }

  /**
   * Something in a document.
   *
   * @param where file:line
   * @param language of a block; empty for what is not one
   */
  record Block(String where, String language, String text) {}

  /** Every Markdown file of the project. */
  static List<Document> all() {
    Set<Path> files = new TreeSet<>(markdownIn(ROOT, 1));
    FOLDERS.forEach(folder -> files.addAll(markdownIn(ROOT.resolve(folder), 12)));
    return files.stream().map(Document::read).toList();
  }

  private static List<Path> markdownIn(Path folder, int depth) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document read(Path file) {
    try {
      return of(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document of(Path file, String text) {
    String name = ROOT.relativize(file).toString();
    List<Block> blocks = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    String language = "";
    List<String> fenced = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      var fence = FENCE.matcher(line);
      if (fenced == null && !fence.matches()) {
        prose.append(line);
      } else if (fenced == null) {
        language = fence.group(1);
        fenced = new ArrayList<>();
      } else if (fence.matches()) {
        String content = String.join("\n", fenced);
        blocks.add(new Block(name + ":" + (number - fenced.size()), language, content));
        fenced = null;
      } else {
        fenced.add(line);
      }
      prose.append('\n');
    }
    if (fenced != null) {
      throw new IllegalArgumentException(name + ": the last ``` has no end");
    }
    return new Document(file, name, blocks, prose.toString());
  }

  List<Block> blocks(String language) {
    return blocks.stream().filter(block -> block.language.equals(language)).toList();
  }

  /** What stands between backticks in the prose, on one line. */
  List<Block> inlineCode() {
    return found(CODE, prose);
  }

  /** Lines that are code because they are indented. */
  List<Block> indented() {
    return found(INDENTED, prose);
  }

  /** Where links and images point to. */
  List<Block> links() {
    return found(LINK, CODE.matcher(prose).replaceAll(Document::blank));
  }

  /** Keeps the lines, so that later ones still have their numbers. */
  private static String blank(MatchResult code) {
    return code.group().replaceAll("[^\n]+", "x");
  }

  private List<Block> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(
            match ->
                new Block(
                    name + ":" + lineOf(text, match.start()),
                    "",
                    match.group(1).replaceAll("\\s+", " ")))
        .toList();
  }

  private static long lineOf(String text, int position) {
    return 1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  /** The anchors of its headings, as web sites make them. */
  List<String> anchors() {
    return HEADING
        .matcher(prose)
        .results()
        .map(match -> match.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Why a link leads nowhere; empty if it leads somewhere or out of the project. */
  String brokenBecause(String link) {
    if (link.matches("[a-z]+:.*")) {
      return "";
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!target.startsWith(ROOT) || !Files.exists(target)) {
      return "there is no " + link;
    }
    boolean anchored = parts.length == 1 || read(target).anchors().contains(parts[1]);
    return anchored ? "" : "there is no heading for " + link;
  }
}
