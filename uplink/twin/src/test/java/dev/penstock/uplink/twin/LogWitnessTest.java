package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.log.Hashes;
import dev.penstock.contract.signing.log.MerkleTree;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A twin cosigns a log that goes on from what it has seen, and nothing else. */
class LogWitnessTest {

  private static final String ORIGIN = "hall-7/audit";
  private static final KeySigner GATEWAY = TwinProcess.GATEWAY;
  private static final KeySigner TWIN = TwinProcess.TWIN;

  @TempDir Path folder;
  private LogWitness witness;
  private final MerkleTree log = new MerkleTree();

  @BeforeEach
  void start() {
    witness = new LogWitness(folder.resolve("witness"), "twin", TWIN);
    grow(log, 5, "record");
  }

  @Test
  void cosignsALogThatItSeesForTheFirstTimeAndRemembersIt() throws Exception {
    Cosignature answer = answer(said(log, 5, 0)).orElseThrow();

    assertThat(answer.head()).isEqualTo(head(log, 5));
    SignedNote note = SignedNote.parse(Files.readString(witness.file("hall-7", ORIGIN)));
    assertThat(note).isEqualTo(SignedNote.of(answer));
    assertThat(note.isSignedBy("twin", TWIN.publicKey())).isTrue();
    assertThat(note.isSignedBy("hall-7", GATEWAY.publicKey())).isTrue();
  }

  @Test
  void knowsWhichLogOfAGatewayItCosignedLast() throws Exception {
    Path notes = folder.resolve("witness");
    assertThat(LogWitness.newest(notes, "hall-7")).isEmpty();
    answer(said(log, 5, 0));

    assertThat(LogWitness.newest(notes, "hall-7")).contains(head(log, 5));
    assertThat(LogWitness.newest(notes, "hall")).isEmpty();

    Files.copy(
        witness.file("hall-7", ORIGIN),
        notes.resolve("hall-7-00000000.note")); // That of an older origin.
    Files.setLastModifiedTime(
        notes.resolve("hall-7-00000000.note"), FileTime.fromMillis(1_000_000));
    grow(log, 8, "record");
    answer(said(log, 13, 5));
    assertThat(LogWitness.newest(notes, "hall-7")).contains(head(log, 13));
  }

  @Test
  void cosignsWhatProvablyGoesOn() throws Exception {
    answer(said(log, 5, 0));
    grow(log, 8, "record");

    assertThat(answer(said(log, 13, 5)).orElseThrow().head()).isEqualTo(head(log, 13));
  }

  @Test
  void remindsAGatewayThatForgotHowFarItWas() throws Exception {
    answer(said(log, 5, 0));
    grow(log, 8, "record");

    assertThat(answer(said(log, 13, 0)).orElseThrow().head()).isEqualTo(head(log, 5));
    assertThat(answer(said(log, 13, 5)).orElseThrow().head()).isEqualTo(head(log, 13));
  }

  @Test
  void holdsWhatItSawAgainstAGatewayThatWasPutBack() throws Exception {
    answer(said(log, 5, 0));

    assertThat(answer(said(log, 3, 0)).orElseThrow().head()).isEqualTo(head(log, 5));
    assertThat(remembered().head()).isEqualTo(head(log, 5));
  }

  @Test
  void keepsTheOtherStoryOfALogThatForks() throws Exception {
    answer(said(log, 5, 0));
    MerkleTree other = new MerkleTree();
    grow(other, 9, "other");

    assertThat(answer(said(other, 9, 5)).orElseThrow().head()).isEqualTo(head(log, 5));
    try (Stream<Path> files = Files.list(folder.resolve("witness"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .anyMatch(name -> name.startsWith("disagrees-"));
    }
  }

  @Test
  void cosignsTheSameHeadAgainForOneThatMissedTheAnswer() throws Exception {
    Optional<Cosignature> first = answer(said(log, 5, 0));

    assertThat(answer(said(log, 5, 0))).isEqualTo(first);
  }

  @Test
  void saysNothingToAHeadThatTheGatewayDidNotSign() throws Exception {
    Checkpoint said = said(log, 5, 0);
    Checkpoint forged =
        new Checkpoint("hall-7", said.head(), line(said.head(), TWIN), 0, said.proof());

    assertThat(answer(forged)).isEmpty();
  }

  @Test
  void anotherOriginIsAnotherLog() throws Exception {
    answer(said(log, 5, 0));
    LogHead next = new LogHead(ORIGIN + "-2", 5, head(log, 5).root());
    Checkpoint said = new Checkpoint("hall-7", next, line(next, GATEWAY), 0, List.of());

    assertThat(answer(said).orElseThrow().head()).isEqualTo(next);
    assertThat(remembered().head()).isEqualTo(head(log, 5));
  }

  @Test
  void remembersOverARestart() throws Exception {
    answer(said(log, 5, 0));
    witness = new LogWitness(folder.resolve("witness"), "twin", TWIN);

    assertThat(answer(said(log, 3, 0)).orElseThrow().head()).isEqualTo(head(log, 5));
  }

  @Test
  void cosignsNothingWithAMemoryThatCannotBeRead() throws Exception {
    answer(said(log, 5, 0));
    Files.writeString(witness.file("hall-7", ORIGIN), "rubbish\n");

    assertThatThrownBy(() -> answer(said(log, 5, 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  private SignedNote remembered() throws IOException {
    return witness.remembered("hall-7", ORIGIN).orElseThrow();
  }

  private Optional<Cosignature> answer(Checkpoint said) throws IOException {
    return witness.answer(said, GATEWAY.publicKey());
  }

  private static Checkpoint said(MerkleTree tree, int size, int since) {
    LogHead head = head(tree, size);
    List<String> proof =
        tree.consistency(since, size).stream().map(HexFormat.of()::formatHex).toList();
    return new Checkpoint("hall-7", head, line(head, GATEWAY), since, proof);
  }

  private static LogHead head(MerkleTree tree, int size) {
    return new LogHead(ORIGIN, size, HexFormat.of().formatHex(tree.root(size)));
  }

  private static String line(LogHead head, KeySigner key) {
    return SignedNote.sign(head, "hall-7", key.publicKey(), key);
  }

  private static void grow(MerkleTree tree, int by, String what) {
    for (int i = 0; i < by; i++) {
      String record = what + " " + tree.size();
      tree.add(Hashes.leaf(record.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
