package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.gateway.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong before anything runs: told at once, with the thing and the remedy. */
class BadInputSystemTest {

  @TempDir private Path folder;

  @Test
  void anUnknownKeyIsToldWithItsPlaceAndWhatWasPerhapsMeant() throws Exception {
    Path settings = settings("jornal");

    Said said = penstock("check", settings.toString());

    assertThat(said.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(said.words()).contains("gateway.yaml:3: jornal: ", "did you mean \"journal\"?");
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");

    Said said = penstock("run", settings("journal").toString());

    assertThat(said.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(said.words()).contains(folder.resolve("data").toString()).doesNotContain("\tat ");
  }

  @Test
  void aDemoFolderThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    Said said = penstock("demo", "--ports", "auto", "--data", file.resolve("demo").toString());

    assertThat(said.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(said.words()).contains(file + "/demo cannot be written", "--data DIR");
  }

  @Test
  void aPortInUseIsNamedWithTheRemedy() throws Exception {
    Said said;
    try (ServerSocket taken = takePlantPort()) {
      said = penstock("demo", "--data", folder.resolve("demo").toString());
      assertThat(taken.isClosed()).isFalse();
    }

    assertThat(said.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(said.words())
        .contains("port 4840, for the plant's OPC UA server, is in use", "--ports auto");
  }

  /** Somebody else may have it already, which is as good. */
  private static ServerSocket takePlantPort() throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4840));
    } catch (IOException e) {
      assertThat(e).isInstanceOf(BindException.class);
    }
    return socket;
  }

  private Path settings(String journalKey) throws IOException {
    return Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        gateway: test
        data: data
        %s: {folder: data/journal, whenFull: refuse}
        devices:
          tank:
            profile: quadruple-tank
            settings: {endpoint: "opc.tcp://127.0.0.1:1"}
        console: {enabled: false}
        """
            .formatted(journalKey));
  }

  private record Said(int exitCode, String words) {}

  private static Said penstock(String... arguments) {
    StringWriter words = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(words, true)).setErr(new PrintWriter(words, true));
    return new Said(command.execute(arguments), words.toString());
  }
}
