package dev.penstock.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.penstock.contract.Dictionary;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** Compiled and run as a stranger would: this artifact, its contract, protobuf, nothing else. */
  @Test
  void theExampleRunsWithNothingElseOnTheClassPath(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("frames");
    try (FrameWriter writer = new FrameWriter(Samples.ORIGIN, null)) {
      Files.write(file, writer.dictionary(Samples.EPOCH, Samples.DICTIONARY, Samples.CREATED));
    }
    Files.write(file, Synthetic.frames(false, 1, 5).get(0), StandardOpenOption.APPEND);
    Path source = folder.resolve("ReadFramesExample.java");
    Files.writeString(source, between(Files.readString(DOCUMENT), "```java\n", "```"));
    String classPath =
        Stream.of(FrameReader.class, Dictionary.class, ByteString.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .map(where -> Path.of(URI.create(where.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(
            run("javac", "-Werror", "-cp", classPath, "-d", folder.toString(), source.toString()))
        .isEmpty();
    assertThat(
            run(
                    "java",
                    "-cp",
                    folder + File.pathSeparator + classPath,
                    "ReadFramesExample",
                    file.toString())
                .lines())
        .hasSize(5)
        .allMatch(line -> line.contains("plc/level-"));
  }

  /** A tool of this very Java, on its own; what it printed. */
  private static String run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.contains("JAVA") || name.equals("CLASSPATH"));
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
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
