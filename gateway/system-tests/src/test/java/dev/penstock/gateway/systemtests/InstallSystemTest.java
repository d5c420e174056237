package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lays out the distribution as {@code -Pdist} does, and installs it below a scratch root. */
class InstallSystemTest {

  private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

  @TempDir static Path stage;
  @TempDir Path root;

  private static Path distribution;

  @BeforeAll
  static void layOut() throws Exception {
    Path jars = Files.createDirectory(stage.resolve("jars"));
    for (Path jar : jarsOfTheCommandLine()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    distribution = stage.resolve("penstock");
    Run staged =
        run("sh", REPOSITORY + "/install/stage.sh", jars.toString(), distribution.toString());
    assertThat(staged.exit()).as(staged.output()).isZero();
  }

  @Test
  void installsWhatRunsAndNothingThatTheServiceMayNotRead() throws Exception {
    assertThat(install().exit()).isZero();

    Run version = run(root + "/opt/penstock/penstock", "version");
    assertThat(version.exit()).as(version.output()).isZero();
    assertThat(version.output()).contains("0.1.0");
    assertThat(modeOf("opt/penstock/penstock")).isEqualTo("rwxr-xr-x");
    assertThat(modeOf("etc/penstock")).isEqualTo("rwxr-x---");
    assertThat(modeOf("etc/penstock/gateway.yaml")).isEqualTo("rw-r-----");
    assertThat(modeOf("var/lib/penstock")).isEqualTo("rwxr-x---");
    assertThat(root.resolve("etc/systemd/system/penstock.service"))
        .content()
        .contains("Restart=always", "ExecStart=/opt/penstock/penstock run /etc/penstock");
  }

  @Test
  void theSampleConfigurationPassesItsOwnCheck() throws Exception {
    install();

    Run check = run(root + "/opt/penstock/penstock", "check", root + "/etc/penstock/gateway.yaml");

    assertThat(check.exit()).as(check.output()).isZero();
  }

  @Test
  void containsNeitherABrokerNorAnOpcUaServerNorADemo() {
    assertThat(distribution.resolve("lib").toFile().list())
        .anyMatch(jar -> jar.startsWith("penstock-gateway-cli"))
        .noneMatch(jar -> jar.matches("(penstock-gateway-demo|artemis|milo-sdk-server).*"))
        .noneMatch(jar -> jar.matches("(penstock-contract-testkit|junit|assertj).*"));
  }

  @Test
  void anUpgradeKeepsTheConfiguration() throws Exception {
    install();
    Path settings = root.resolve("etc/penstock/gateway.yaml");
    Files.writeString(settings, "# as the technician left it\n");

    Run again = install();

    assertThat(again.output()).contains("kept " + " ".repeat(10) + settings);
    assertThat(settings).hasContent("# as the technician left it");
  }

  @Test
  void uninstallingKeepsConfigurationAndData() throws Exception {
    install();
    Files.writeString(root.resolve("var/lib/penstock/journal"), "recorded");

    Run removed = install("--uninstall");

    assertThat(removed.exit()).as(removed.output()).isZero();
    assertThat(root.resolve("opt/penstock")).doesNotExist();
    assertThat(root.resolve("etc/systemd/system/penstock.service")).doesNotExist();
    assertThat(root.resolve("etc/penstock/gateway.yaml")).exists();
    assertThat(root.resolve("var/lib/penstock/journal")).hasContent("recorded");
  }

  @Test
  void saysWhatItCannotDoAndChangesNothing() throws Exception {
    Run nowhere = run(distribution + "/install.sh", "--root", root + "/missing");
    assertThat(nowhere.exit()).isEqualTo(3);
    assertThat(nowhere.output()).contains(root + "/missing is not there. Create it");

    Run nothing = install("--uninstall");
    assertThat(nothing.exit()).isEqualTo(3);
    assertThat(nothing.output()).contains("nothing is installed below " + root);

    assertThat(run(distribution + "/install.sh", "--rot").exit()).isEqualTo(2);
    assertThat(root).isEmptyDirectory();
  }

  private Run install(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(distribution + "/install.sh", "--root", root.toString()));
    command.addAll(List.of(options));
    return run(command.toArray(String[]::new));
  }

  private String modeOf(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private static List<Path> jarsOfTheCommandLine() throws IOException {
    Path target = REPOSITORY.resolve("gateway/cli/target");
    List<Path> jars = new ArrayList<>();
    try (var own = Files.newDirectoryStream(target, "penstock-gateway-cli-*.jar")) {
      own.forEach(jars::add);
    }
    String libraries = Files.readString(target.resolve("classpath")).strip();
    Stream.of(libraries.split(File.pathSeparator)).map(Path::of).forEach(jars::add);
    return jars;
  }

  private record Run(int exit, String output) {}

  private static Run run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(output).isTrue();
    return new Run(process.exitValue(), output);
  }
}
