package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/wire-format.md} shows is what is compiled and run here. */
class DocumentationTest {

  private static final Path DOCUMENT = Path.of("../../docs/wire-format.md");
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/penstock/contract/wire/ReadFramesExample.java");
  private static final String WIRE = "import dev.penstock.contract.wire.";

  @Test
  void theExampleInTheDocumentIsTheOneThatRuns() throws IOException {
    String document = Files.readString(DOCUMENT);
    String shown = between(document, "```java\n", "```");
    String compiled = between(Files.readString(EXAMPLE), "// begin\n", "// end");

    assertThat(withoutImportsOfWire(shown)).isEqualTo(compiled);
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }

  /** The compiled one lives in that package. */
  private static String withoutImportsOfWire(String source) {
    return source
        .lines()
        .filter(line -> !line.startsWith(WIRE))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void theExampleRuns(@TempDir Path folder) throws IOException, FrameException {
    Path file = folder.resolve("frames");
    try (FrameWriter writer = new FrameWriter(Samples.ORIGIN, null)) {
      Files.write(file, writer.dictionary(Samples.EPOCH, Samples.DICTIONARY, Samples.CREATED));
    }
    Files.write(file, Synthetic.frames(false, 1, 5).get(0), StandardOpenOption.APPEND);

    ReadFramesExample.main(new String[] {file.toString()});
  }

  @Test
  void everyFieldOfTheSchemaIsDescribed() throws IOException {
    String document = Files.readString(DOCUMENT);
    List<String> names =
        Files.readAllLines(Path.of("src/test/resources/tags.txt")).stream()
            .filter(line -> !line.startsWith("Lane.") && !line.contains("_UNSPECIFIED"))
            .map(line -> line.substring(line.indexOf('.') + 1, line.indexOf(' ')))
            .distinct()
            .toList();

    assertThat(names).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
  }
}
