package dev.penstock.gateway.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.signing.client.CommandLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandCarrierIT {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String ANNA = "aa".repeat(32);
  private static final String BERT = "bb".repeat(32);

  @TempDir private Path folder;
  private final List<String> gate = new CopyOnWriteArrayList<>();
  private final List<String> replies = new CopyOnWriteArrayList<>();
  private Path socket;
  private LocalCommandCarrier carrier;

  @BeforeEach
  void open() {
    socket = folder.resolve("command.sock");
    carrier = new LocalCommandCarrier(socket, null);
    carrier.start(envelope -> gate.add(new String(envelope, UTF_8)));
  }

  @AfterEach
  void close() {
    carrier.close();
  }

  @Test
  void carriesEnvelopesInOrderAndRepliesToTheirKeyAlone() throws IOException {
    try (CommandLink anna = call(ANNA, "anna");
        CommandLink bert = call(BERT, "bert")) {
      anna.send("one".getBytes(UTF_8));
      anna.send("two".getBytes(UTF_8));
      bert.send("three".getBytes(UTF_8));
      await().atMost(LONG).until(() -> gate.size() == 3);
      carrier.send(BERT, "receipt".getBytes(UTF_8));
      await().atMost(LONG).until(() -> !replies.isEmpty());
      carrier.send(ANNA, "last".getBytes(UTF_8));
      await().atMost(LONG).until(() -> replies.size() == 2);
    }

    assertThat(gate).containsSubsequence("one", "two").contains("three");
    assertThat(replies).containsExactly("bert: receipt", "anna: last");
  }

  @Test
  void aCallerWhoCannotBeTakenEndsNothingForOthers() throws IOException {
    Path other = Files.createLink(folder.resolve("other.sock"), socket);
    Files.delete(socket); // Now nobody can tell who may call.
    try (SocketChannel lost = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      lost.connect(UnixDomainSocketAddress.of(other));
      assertThat(lost.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    Files.createLink(socket, other);
    try (CommandLink anna = call(ANNA, "anna")) {
      anna.send("one".getBytes(UTF_8));
      await().atMost(LONG).until(() -> gate.contains("one"));
    }
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void isForAGroupThatIsNamed() throws IOException {
    carrier.close();
    GroupPrincipal group =
        Files.readAttributes(folder, PosixFileAttributes.class).group(); // One that we may give.
    carrier = new LocalCommandCarrier(socket, group.getName());
    carrier.start(envelope -> gate.add(new String(envelope, UTF_8)));
    try (CommandLink anna = call(ANNA, "anna")) {
      anna.send("one".getBytes(UTF_8));
      await().atMost(LONG).until(() -> gate.contains("one"));
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-rw----");
    assertThat(Files.readAttributes(socket, PosixFileAttributes.class).group()).isEqualTo(group);
  }

  @Test
  void aGroupThatThereIsNotIsNamedAndNothingIsOpen() {
    carrier.close();
    carrier = new LocalCommandCarrier(socket, "no-such-group-here");
    carrier.start(envelope -> {});

    assertThat(carrier.isUp()).isFalse();
    assertThat(carrier.why()).contains("no-such-group-here", "commands.socket.group");
  }

  @Test
  void whoAnnouncesMoreThanAnEnvelopeIsCutOffAndOthersAreServed() throws IOException {
    try (SocketChannel raw = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      raw.connect(UnixDomainSocketAddress.of(socket));
      raw.write(ByteBuffer.wrap(new byte[] {0x7f, 0, 0, 0}));
      assertThat(raw.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    try (CommandLink anna = call(ANNA, "anna")) {
      anna.send("still here".getBytes(UTF_8));
      await().atMost(LONG).until(() -> gate.contains("still here"));
    }
  }

  @Test
  void replacesWhatAKilledGatewayLeftButNoOtherFile() throws IOException {
    carrier.close();
    try (SocketChannel left = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    LocalCommandCarrier next = new LocalCommandCarrier(socket, null);
    next.start(envelope -> {});
    assertThat(next.isUp()).isTrue();
    next.close();
    assertThat(socket).doesNotExist();

    Files.writeString(socket, "a file");
    next = new LocalCommandCarrier(socket, null);
    next.start(envelope -> {});
    assertThat(next.isUp()).isFalse();
    assertThat(next.why()).contains("no socket");
    assertThat(socket).hasContent("a file");
  }

  @Test
  void aPathThatIsTooLongForASocketIsToldWithItsRemedy() {
    LocalCommandCarrier far =
        new LocalCommandCarrier(folder.resolve("x".repeat(120) + ".sock"), null);
    far.start(envelope -> {});

    assertThat(far.isUp()).isFalse();
    assertThat(far.why()).contains("commands.socket.path");
  }

  @Test
  void aGatewayThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nowhere.sock");
    assertThatThrownBy(() -> LocalCommandLink.at(nowhere).open("hall-7", ANNA, reply -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(nowhere.toString());
  }

  private CommandLink call(String keyId, String name) throws IOException {
    CommandLink link =
        LocalCommandLink.at(socket)
            .open("hall-7", keyId, reply -> replies.add(name + ": " + new String(reply, UTF_8)));
    link.send(new byte[0]);
    await().atMost(LONG).until(() -> gate.remove(""));
    return link;
  }
}
