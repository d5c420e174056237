package dev.penstock.deviceprofiles.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private final Problems problems = new Problems();

  private Optional<YamlNode> read(String text) {
    return YamlReader.text("a.yaml", text, problems);
  }

  @Test
  void knowsTheLineAndPathOfEveryNode() {
    YamlNode root = read("a: 1\nb:\n  - x\n  - c: {d: 2}\n").orElseThrow();
    assertThat(problems.isEmpty()).isTrue();
    YamlNode d = root.find("b[1].c.d").orElseThrow();
    assertThat(d.text()).isEqualTo("2");
    assertThat(d.path()).isEqualTo("b[1].c.d");
    assertThat(d.at()).isEqualTo(new Position("a.yaml", 4, 9));
    assertThat(root.find("b[0]").orElseThrow().at().line()).isEqualTo(3);
    assertThat(root.find("b[2]")).isEmpty();
    assertThat(root.find("a.b")).isEmpty();
  }

  @Test
  void tellsNothingWrittenFromAnEmptyText() {
    YamlNode root = read("a:\nb: \"\"\nc: null\nd: 'null'\n").orElseThrow();
    assertThat(root.find("a").orElseThrow().isNothing()).isTrue();
    assertThat(root.find("b").orElseThrow().isNothing()).isFalse();
    assertThat(root.find("c").orElseThrow().isNothing()).isTrue();
    assertThat(root.find("d").orElseThrow().isNothing()).isFalse();
  }

  @Test
  void tellsBothPlacesOfADuplicateKeyAndReadsOn() {
    assertThat(read("a: 1\nb: 2\na: 3\nb: 4\n")).isPresent();
    assertThat(problems.render())
        .isEqualTo(
            "a.yaml:3: a: stands twice, first in line 1\n"
                + "a.yaml:4: b: stands twice, first in line 2");
  }

  @Test
  void namesEveryLineThatIsIndentedWithATab() {
    assertThat(read("a:\n\tb: 1\n \tc: 2\n")).isEmpty();
    assertThat(problems.render())
        .isEqualTo(
            "a.yaml:2: a tab before the text: indent with spaces\n"
                + "a.yaml:3: a tab before the text: indent with spaces");
  }

  @Test
  void refusesAnAliasBombBeforeItExpands() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    assertThat(read(bomb.toString())).isEmpty();
    assertThat(problems.render())
        .contains("a.yaml:1: a0: an anchor (&name)")
        .contains("a.yaml:2: a1[0]: an alias (*name)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: !!java.net.URL [x]",
        "!x a: 1",
        "a: !x 1",
        "%YAML 1.1\n---\na: 1",
        "a: 1\n---\nb: 2",
        "? [a]\n: 1",
        "a: [1, 2",
        "a: 1\n b: 2",
        "a: b: c",
        "a: \"x",
        "a: \u0007",
        "",
        "# only a comment\n"
      })
  void refusesWithALine(String text) {
    read(text);
    assertThat(problems.hasErrors()).isTrue();
    assertThat(problems.render()).startsWith("a.yaml:").doesNotContain("Exception");
  }

  @Test
  void refusesWhatIsTooDeepTooManyOrTooLarge() {
    assertThat(read("a: " + "[".repeat(200) + "]".repeat(200))).isEmpty();
    assertThat(read("a: [" + "1,".repeat(60_000) + "1]")).isEmpty();
    assertThat(read("a: " + "x".repeat(20_000))).isEmpty();
    assertThat(read("a: 1\n" + "#".repeat(YamlReader.MAX_BYTES))).isEmpty();
    assertThat(problems.render())
        .contains("levels deep")
        .contains("values in one file")
        .contains("a text of more than")
        .contains("larger than 1 MiB");
  }

  @Test
  void namesAFileThatCannotBeRead(@TempDir Path folder) throws Exception {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(YamlReader.file(latin, problems)).isEmpty();
    assertThat(YamlReader.file(folder.resolve("none.yaml"), problems)).isEmpty();
    assertThat(YamlReader.file(folder, problems)).isEmpty();
    assertThat(problems.render())
        .contains("latin.yaml:1: the file is not valid UTF-8")
        .contains("none.yaml:1: there is no such file")
        .contains(folder + ":1: the file cannot be read");
  }

  @Test
  void readsTextThatBeginsWithAByteOrderMark() {
    assertThat(read("\uFEFFa: 1").orElseThrow().find("a")).isPresent();
  }
}
