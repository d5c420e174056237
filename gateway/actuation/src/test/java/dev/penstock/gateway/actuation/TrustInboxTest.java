package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.gateway.actuation.TrustInbox.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TrustInboxTest {

  @TempDir Path trust;
  private final List<Integer> offered = new ArrayList<>();
  private Taken answer = Taken.YES;
  private TrustInbox inbox;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    Path folder = Files.createDirectory(trust.resolve(TrustInbox.FOLDER));
    file = folder.resolve("revocation.json");
    inbox =
        new TrustInbox(
            trust,
            envelope -> {
              offered.add(envelope.length);
              return answer;
            });
  }

  @Test
  void whatWasTakenIsRemoved() throws IOException {
    Files.write(file, new byte[3]);

    inbox.look();

    assertThat(offered).containsExactly(3);
    assertThat(file).doesNotExist();
  }

  @Test
  void whatThereIsNoRoomForWaits() throws IOException {
    Files.write(file, new byte[3]);
    answer = Taken.LATER;
    inbox.look();
    assertThat(file).exists();

    answer = Taken.YES;
    inbox.look();

    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsStillBeingWrittenIsNotSetAside() throws IOException {
    Files.write(file, new byte[3]);
    answer = Taken.UNSIGNED;
    inbox.look();
    Files.write(file, new byte[5]);
    inbox.look();
    assertThat(file).exists();

    inbox.look();

    assertThat(file).doesNotExist();
    assertThat(file.resolveSibling("revocation.json.refused")).exists();
  }

  @Test
  @Timeout(10)
  void nothingButPlainFilesIsOpened() throws Exception {
    // A pipe that nobody writes to would hold the reader, and so the gate, for ever.
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

    inbox.look();

    assertThat(offered).isEmpty();
  }
}
