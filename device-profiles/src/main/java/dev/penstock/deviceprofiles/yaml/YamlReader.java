package dev.penstock.deviceprofiles.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 without what makes it dangerous or surprising: no tags, no anchors and aliases, no
 * tabs, one document, each key once, bounded in every direction.
 */
public final class YamlReader {

  /** Far above any settings or profile file, far below what hurts. */
  static final int MAX_BYTES = 1 << 20;

  private final String name;
  private final Problems problems;

  private YamlReader(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** Reads a file; empty if it cannot be read as a tree at all. */
  public static Optional<YamlNode> file(Path file, Problems problems) {
    YamlReader reader = new YamlReader(file.toString(), problems);
    try (InputStream in = Files.newInputStream(file)) {
      return reader.bytes(in.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      return reader.fail(1, "there is no such file");
    } catch (IOException e) {
      return reader.fail(1, "the file cannot be read: " + e.getMessage());
    }
  }

  /** Reads a text under a name for its problems. */
  public static Optional<YamlNode> text(String name, String text, Problems problems) {
    return new YamlReader(name, problems).bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<YamlNode> bytes(byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      return fail(1, "the file is larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(utf8);
      String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return tree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return fail(1, "the file is not valid UTF-8: save it as UTF-8");
    }
  }

  private Optional<YamlNode> tree(String text) {
    if (reportTabs(text)) {
      return Optional.empty();
    }
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setCodePointLimit(MAX_BYTES).build();
    try {
      return new YamlTree(name, problems).build(new Parse(settings).parseString(text));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      return fail(line, "not valid YAML: " + context + e.getProblem());
    } catch (ReaderException e) {
      int line = (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      return fail(line, String.format("character U+%04X is not allowed", e.getCodePoint()));
    } catch (YamlEngineException e) {
      return fail(1, "not valid YAML: " + e.getMessage());
    }
  }

  /** Nobody sees what a tab means, and the parser's own words on it help nobody. */
  private boolean reportTabs(String text) {
    String[] lines = text.split("\n", -1);
    boolean any = false;
    for (int i = 0; i < lines.length; i++) {
      int tab = lines[i].indexOf('\t');
      if (tab >= 0 && !lines[i].isBlank()) {
        boolean before = lines[i].substring(0, tab).isBlank();
        fail(i + 1, before ? "a tab before the text: indent with spaces" : "a tab: write spaces");
        any = true;
      }
    }
    return any;
  }

  private Optional<YamlNode> fail(int line, String what) {
    problems.add(Problem.error(new Position(name, line, 1), "", what));
    return Optional.empty();
  }
}
