package dev.penstock.gateway.systemtests;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.cli.Main;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.SettingsCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say can be typed, parsed and followed. */
class DocsTest {

  private static final Pattern SECRET = Pattern.compile("\\$\\{(file|env):[^}]+}");

  private static final Pattern MAVEN = Pattern.compile("mvn\\b[^`\n]*?(-pl [\\w/,-]+|-P\\w+)");

  private final List<Document> documents = Document.all();

  @TempDir Path folder;

  @Test
  void everyCommandInTheDocumentsCouldBeRun() {
    List<DocumentedCommand> commands =
        documents.stream().flatMap(d -> DocumentedCommand.in(d).stream()).toList();
    assertThat(commands).extracting(c -> c.words().get(0)).contains("demo", "check", "status");
    assertThat(commands).flatExtracting(c -> c.problem().stream().toList()).isEmpty();
  }

  @Test
  void everyModuleAndProfileThatMavenIsToldInTheDocumentsIsThere() throws IOException {
    String poms =
        Files.readString(Document.ROOT.resolve("pom.xml"))
            + Files.readString(Document.ROOT.resolve("install/pom.xml"));
    List<String> told = new ArrayList<>();
    for (Document document : documents) {
      String all = document.prose() + document.blocks();
      MAVEN.matcher(all).results().map(m -> document.name() + " " + m.group(1)).forEach(told::add);
    }
    assertThat(told)
        .anyMatch(line -> line.contains(" -pl "))
        .anyMatch(line -> line.contains(" -P"));
    assertThat(told).allMatch(line -> isThere(line, poms));
  }

  /** The line ends in {@code -pl folder,folder} or {@code -Pprofile}. */
  private static boolean isThere(String line, String poms) {
    String[] folders = line.replaceFirst(".* -pl ", "").split(",");
    return line.contains(" -pl ")
        ? Stream.of(folders).allMatch(f -> poms.contains("<module>" + f + "</module>"))
        : poms.contains("<id>" + line.replaceFirst(".* -P", "") + "</id>");
  }

  @Test
  void everyVerbHasAnExampleInItsHelpThatCouldBeRun() {
    List<DocumentedCommand> examples = DocumentedCommand.inHelp();
    Set<String> verbs = Main.commandLine().getSubcommands().keySet();
    assertThat(examples.stream().map(c -> c.words().get(0)).collect(toSet()))
        .containsAll(verbs.stream().filter(verb -> !verb.equals("help")).toList());
    assertThat(examples).flatExtracting(c -> c.problem().stream().toList()).isEmpty();
  }

  @Test
  void aCommandThatCouldNotBeRunIsNoticed() {
    String text = "Type `penstock chek`, or:\n```sh\nsudo penstock demo --fro 3s # now\n```\n";
    Document wrong = Document.of(Document.ROOT.resolve("wrong.md"), text);
    assertThat(DocumentedCommand.in(wrong))
        .extracting(DocumentedCommand::where)
        .containsExactlyInAnyOrder("wrong.md:1", "wrong.md:3");
    assertThat(DocumentedCommand.in(wrong)).allMatch(c -> c.problem().isPresent());
    assertThat(problemOf("penstock bench --pints 3")).isPresent();
    assertThat(problemOf("penstock bench --points 3")).isEmpty();
  }

  private static Optional<String> problemOf(String line) {
    return DocumentedCommand.of("here", line, true).orElseThrow().problem();
  }

  @Test
  void everyGatewayYamlInTheDocumentsPassesTheCheck() throws IOException {
    List<Document.Block> examples =
        documents.stream().flatMap(d -> d.blocks("yaml").stream()).filter(this::isGateway).toList();
    assertThat(examples)
        .extracting(Document.Block::where)
        .anyMatch(w -> w.contains("configuration"));
    for (Document.Block example : examples) {
      assertThat(problemsOf(example.text())).as(example.where()).isEmpty();
    }
  }

  @Test
  void aGatewayYamlThatDoesNotPassIsNoticed() throws IOException {
    assertThat(problemsOf("gateway: g\njornal: {}\n")).contains("journal");
  }

  private boolean isGateway(Document.Block block) {
    return block.text().lines().anyMatch(line -> line.startsWith("gateway:"));
  }

  /** As a technician would see them, had she put the files where the example says. */
  private String problemsOf(String yaml) throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "of no use");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("broker-ca.pem"), "of no use");
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, SECRET.matcher(yaml).replaceAll("\\${file:secret}"));
    return problemsOf(file);
  }

  private static String problemsOf(Path file) {
    Problems problems = new Problems();
    boolean complete = SettingsCheck.check(file, new Extensions(), problems).isPresent();
    return complete || !problems.isEmpty() ? problems.render() : "no plan";
  }

  @Test
  void theSampleThatIsInstalledPassesTheCheck() {
    assertThat(problemsOf(Document.ROOT.resolve("install/files/etc/gateway.yaml"))).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Document document : documents) {
      for (Document.Block link : document.links()) {
        String why = document.brokenBecause(link.text());
        if (!why.isEmpty()) {
          broken.add(link.where() + ": " + why);
        }
      }
    }
    assertThat(documents).extracting(Document::name).contains("README.md", "docs/glossary.md");
    assertThat(documents).flatExtracting(Document::links).isNotEmpty();
    assertThat(broken).isEmpty();
  }

  @Test
  void aLinkThatLeadsNowhereIsNoticed() {
    Document readme = Document.read(Document.ROOT.resolve("README.md"));
    assertThat(readme.brokenBecause("docs/nowhere.md")).isNotEmpty();
    assertThat(readme.brokenBecause("docs/architecture.md#no-such-heading")).isNotEmpty();
    assertThat(readme.brokenBecause("docs/architecture.md#the-path-of-a-command")).isEmpty();
    assertThat(readme.brokenBecause("../elsewhere.md")).isNotEmpty();
  }

  @Test
  void theReferenceOfSettingsIsWhatTheRecordsSay() throws IOException {
    if (Boolean.getBoolean("penstock.docs.write")) {
      SettingsPage.write();
    }
    assertThat(SettingsPage.asItIs())
        .as("run mvn -pl gateway/system-tests -am test -Dpenstock.docs.write=true to renew it")
        .isEqualTo(SettingsPage.asItShouldBe());
  }
}
