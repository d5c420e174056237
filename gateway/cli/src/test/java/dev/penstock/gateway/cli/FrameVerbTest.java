package dev.penstock.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.contract.Json;
import dev.penstock.contract.signing.keyfile.KeyFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameVerbTest {

  private final SampleFrames samples = new SampleFrames("hall-7", 1);
  private final byte[] dictionary = samples.dictionary();
  private final byte[] first = samples.data(1, 5);
  private final byte[] second = samples.data(6, 5);
  private final byte[] third = samples.data(13, 5);

  private final Cli cli = new Cli();
  @TempDir private Path folder;
  private Path key;

  @BeforeEach
  void writeKey() throws KeyFileException {
    key = folder.resolve("hall-7.pub");
    samples.publicKey().write(key);
  }

  @AfterEach
  void close() {
    samples.close();
  }

  @Test
  void asksForACommand() {
    assertEquals(ExitCode.USAGE, cli.run("frame"));
    assertThat(cli.err()).contains("dump, verify");
  }

  @Test
  void dumpsFramesAsJsonLines() throws IOException {
    assertEquals(ExitCode.OK, cli.run("frame", "dump", file(dictionary, first)), cli.err());
    List<Json> lines = lines();
    assertThat(lines).hasSize(1 + 2 + 1 + 5);
    assertEquals("DICTIONARY", lines.get(0).get("frame").text());
    assertEquals("DATA", lines.get(3).get("frame").text());
    assertEquals("tank/tank1Level", lines.get(4).get("point").text());
    assertEquals("1.5", lines.get(4).get("value").text());
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void namesPointsAlsoWhenTheDictionaryComesLater() throws IOException {
    assertEquals(ExitCode.OK, cli.run("frame", "dump", file(first, dictionary)));
    assertEquals("tank/tank1Level", lines().get(1).get("point").text());
  }

  @Test
  void saysWhichDictionaryIsMissing() throws IOException {
    assertEquals(ExitCode.OK, cli.run("frame", "dump", file(first, second)));
    assertThat(lines().get(1).get("point").isNull()).isTrue();
    assertThat(cli.err().lines())
        .singleElement()
        .asString()
        .contains(SampleFrames.DICTIONARY.hash(), "--dictionary FILE");
  }

  @Test
  void takesTheDictionaryFromAnotherFile() throws IOException {
    Path frames = Files.write(folder.resolve("dictionary.frames"), dictionary);
    Path json = Files.write(folder.resolve("d.json"), SampleFrames.DICTIONARY.canonical());
    for (Path from : List.of(frames, json)) {
      Cli own = new Cli();
      int code = own.run("frame", "dump", file(first), "--dictionary", from.toString());
      assertEquals(ExitCode.OK, code, own.err());
      assertThat(own.out()).contains("\"tank/tank1Level\"");
    }
  }

  @Test
  void refusesADictionaryFileWithoutOne() throws IOException {
    Path none = Files.writeString(folder.resolve("none.json"), "{\"points\":7}");
    assertEquals(
        ExitCode.PROBLEMS, cli.run("frame", "dump", file(first), "--dictionary", none.toString()));
    assertThat(cli.err()).contains(none + " holds no dictionary");
  }

  @Test
  void dumpsTheNeighboursOfABrokenFrame() throws IOException {
    byte[] bad = flipped(second, second.length / 2);
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "dump", file(dictionary, first, bad, third)));
    assertThat(lines()).hasSize(3 + 6 + 6);
    assertThat(cli.err()).contains("byte " + (dictionary.length + first.length) + ": CORRUPT");
  }

  @Test
  void verifiesWhatIsRight() throws IOException {
    String file = file(dictionary, first, second, third);
    assertEquals(ExitCode.OK, cli.run("frame", "verify", file, "--key", key.toString()), cli.out());
    assertThat(cli.out())
        .contains("4 right (3 DATA, 1 DICTIONARY), 0 broken; 15 rows")
        .contains("signed by " + samples.publicKey().key().keyId() + ": 4, checked")
        .contains("covers 1..10, 13..17; lost nothing; missing 11..12; 0 rows twice");
  }

  @Test
  void saysThatSignaturesWereNotChecked() throws IOException {
    assertEquals(ExitCode.OK, cli.run("frame", "verify", file(first, first)));
    assertThat(cli.out()).contains("2, not checked", "--key", "5 rows twice");
  }

  @Test
  void verifiesForScripts() throws IOException {
    byte[] bad = flipped(second, second.length / 2);
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", "--json", file(first, bad, third)));
    List<Json> lines = lines();
    assertThat(lines).hasSize(2);
    assertEquals(first.length, lines.get(0).get("offset").int32());
    assertEquals(bad.length, lines.get(0).get("bytes").int32());
    assertEquals("CORRUPT", lines.get(0).get("reason").text());
    assertEquals(2, lines.get(1).get("right").int32());
    assertEquals(1, lines.get(1).get("broken").int32());
    Json cover = lines.get(1).get("covers").list(c -> c).get(0);
    assertEquals(List.of(6L), cover.get("missing").list(r -> r.get("from").int64()));
  }

  @Test
  void noFlippedBitTakesTheNeighboursAlong() throws IOException {
    // The signature's bytes are checked with the key only.
    int[] places = IntStream.range(0, second.length).filter(i -> i < 40 || i % 7 == 0).toArray();
    for (int place : places) {
      Cli own = new Cli();
      byte[] bad = flipped(second, place);
      String file = file(first, bad, third);
      assertEquals(ExitCode.PROBLEMS, own.run("frame", "verify", file, "--key", key.toString()));
      assertThat(own.out())
          .as("byte %d", place)
          .contains("byte " + first.length + ": ")
          .contains("2 right (2 DATA), 1 broken; 10 rows");
    }
  }

  @Test
  void namesAFrameThatIsCutOffAndGarbageBeforeAnother() throws IOException {
    byte[] cut = Arrays.copyOf(second, second.length - 3);
    byte[] garbage = "what is this".getBytes(StandardCharsets.UTF_8);
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file(garbage, first, cut)));
    assertThat(cli.out())
        .contains("byte 0: NOT_A_FRAME")
        .contains("(12 bytes left out)")
        .contains("byte " + (garbage.length + first.length) + ": TRUNCATED")
        .contains("1 right (1 DATA), 2 broken");
  }

  @Test
  void doesNotBelieveAFrameInsideABrokenOne() throws IOException {
    byte[] value = new byte[4096];
    new Random(7).nextBytes(value);
    System.arraycopy(third, 0, value, 100, third.length);
    byte[] bad = flipped(samples.bytes(1, value), 20);
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file(bad, second)));
    assertThat(cli.out()).contains("1 right (1 DATA), 1 broken; 5 rows");
  }

  @Test
  void readsAFileLargerThanItsWindow() throws IOException {
    byte[] small = samples.bytes(1, new byte[0]);
    byte[] value = new byte[500_000];
    new Random(7).nextBytes(value);
    byte[] big = samples.bytes(20, value);
    byte[][] frames = new byte[52][];
    Arrays.fill(frames, big);
    frames[0] = small;
    frames[40] = new byte[20 << 20];
    frames[51] = first;
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file(frames)));
    assertThat(cli.out())
        .contains("byte " + (small.length + 39L * big.length) + ": NOT_A_FRAME")
        .contains("(" + (20 << 20) + " bytes left out)")
        .contains("51 right (51 DATA), 1 broken; 55 rows");
  }

  @Test
  void refusesFramesOfAnotherKeyOrUnderAnotherName() throws IOException, KeyFileException {
    try (SampleFrames stranger = new SampleFrames("hall-7", 2);
        SampleFrames neighbour = new SampleFrames("hall-8", 1)) {
      String file = file(first, stranger.data(6, 5), neighbour.data(1, 5));
      assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file, "--key", key.toString()));
      assertThat(cli.out()).contains("1 right (1 DATA), 2 broken").contains("BAD_SIGNATURE");

      Path other = folder.resolve("hall-8.pub");
      neighbour.publicKey().write(other);
      Cli own = new Cli();
      own.run("frame", "verify", file, "--key", key.toString(), "--key", other.toString());
      assertThat(own.out()).contains("2 right (2 DATA), 1 broken");
    }
  }

  @Test
  void refusesUnsignedFramesWhereAKeyIsGiven() throws IOException {
    try (SampleFrames unsigned = new SampleFrames("hall-7", 0)) {
      String file = file(unsigned.data(1, 5));
      assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file, "--key", key.toString()));
      assertThat(cli.out()).contains("byte 0: UNSIGNED");
      Cli own = new Cli();
      assertEquals(ExitCode.OK, own.run("frame", "verify", file));
      assertThat(own.out()).contains("unsigned: 1");
    }
  }

  @Test
  void anEmptyFileIsNotRight() throws IOException {
    assertEquals(ExitCode.PROBLEMS, cli.run("frame", "verify", file()));
    assertThat(cli.out()).contains("empty, there is no frame in it");
  }

  @Test
  void namesTheFileThatIsNotThere() throws IOException {
    String nowhere = folder.resolve("nowhere").toString();
    for (String verb : List.of("dump", "verify")) {
      Cli own = new Cli();
      assertEquals(ExitCode.UNAVAILABLE, own.run("frame", verb, nowhere));
      assertThat(own.err()).contains("there is no file " + nowhere);
    }
    assertEquals(ExitCode.UNAVAILABLE, cli.run("frame", "verify", file(first), "--key", nowhere));
    assertThat(cli.err()).contains("key file " + nowhere);
  }

  @Test
  void refusesAFileThatIsNoPublicKey() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.pub"), "{\"v\":1,\"kind\":\"policy\"}");
    assertEquals(
        ExitCode.PROBLEMS, cli.run("frame", "verify", file(first), "--key", wrong.toString()));
    assertThat(cli.err()).contains(wrong.toString()).contains("public key file");
  }

  private static byte[] flipped(byte[] frame, int place) {
    byte[] bad = frame.clone();
    bad[place] ^= 1;
    return bad;
  }

  private String file(byte[]... frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return Files.write(folder.resolve("x.frames"), all.toByteArray()).toString();
  }

  private List<Json> lines() {
    return cli.out()
        .lines()
        .map(line -> Json.parse(line.getBytes(StandardCharsets.UTF_8), 1 << 20))
        .toList();
  }
}
