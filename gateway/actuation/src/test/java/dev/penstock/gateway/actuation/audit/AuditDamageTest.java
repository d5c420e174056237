package dev.penstock.gateway.actuation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.testkit.FakeMonotonicClock;
import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done to a log on a disk, and what its reader and the gateway say to it. */
class AuditDamageTest {

  private static final int FILE = 4096;
  private static final int BODY = 100;
  private static final int SPAN = AuditFormat.span(AuditRecord.FIXED_BYTES + BODY);
  private static final String RUN = "33".repeat(16);

  @TempDir Path folder;
  private Path first;
  private List<Path> paths;
  private int records;

  @BeforeEach
  void writeThreeFiles() throws Exception {
    first = folder.resolve("audit.log");
    try (PlainAuditFiles plain = PlainAuditFiles.open(first, FILE)) {
      AuditLog log = AuditLog.open(plain, RUN, new FakeMonotonicClock(), r -> {});
      while (plain.files().size() < 3) {
        append(log);
      }
      append(log);
      append(log);
      log.force();
      records = (int) log.nextIndex();
    }
    paths = new AuditFileNames(first).found();
  }

  private static void append(AuditLog log) throws AuditException {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> log.hasRoom(RecordType.REFUSED, BODY));
    byte[] body = new byte[BODY];
    byte[] text = ("record " + log.nextIndex()).getBytes(UTF_8);
    System.arraycopy(text, 0, body, 0, text.length);
    log.append(RecordType.REFUSED, body);
  }

  @Test
  void aLogThatNobodyTouchedIsWhole() throws Exception {
    assertThat(damage()).isEmpty();
    assertThat(readable()).isEqualTo(records);
  }

  @Test
  void aTornTailIsNamedAndTheGatewayCutsIt() throws Exception {
    Path last = paths.get(2);
    flip(last, place(last, 3) + 50);

    assertDamage(Kind.TORN_TAIL, records - 1, last);
    try (PlainAuditFiles plain = PlainAuditFiles.open(first, FILE)) {
      AuditLog log = AuditLog.open(plain, RUN, new FakeMonotonicClock(), r -> {});
      assertThat(log.wasCut()).isTrue();
      assertThat(log.nextIndex()).isEqualTo(records - 1);
    }
    assertThat(damage()).isEmpty();
  }

  @Test
  void anEditedRecordIsNamed() throws Exception {
    flip(paths.get(1), place(paths.get(1), 3) + 90);

    assertDamage(Kind.RECORD_EDITED, firstOf(paths.get(1)) + 3, paths.get(1));
    assertGatewayStaysShut("RECORD_EDITED");
  }

  @Test
  void anEditedRecordWithANewChecksumIsNamedByTheRecordAfterIt() throws Exception {
    rewrite(paths.get(0), 4, 4, "another story");

    assertDamage(Kind.RECORD_EDITED, 4, paths.get(0));
    assertGatewayStaysShut("RECORD_EDITED");
  }

  @Test
  void anEditedLastRecordOfAFullFileIsNamedByTheFileAfterIt() throws Exception {
    int last = (int) firstOf(paths.get(1)) - 1;
    rewrite(paths.get(0), last, last, "another story");

    assertDamage(Kind.RECORD_EDITED, last, paths.get(0));
  }

  @Test
  void aRecordBlankedOutIsMissing() throws Exception {
    blank(paths.get(0), AuditFormat.HEADER_BYTES + 5L * SPAN, SPAN);

    assertDamage(Kind.RECORD_MISSING, 5, paths.get(0));
    assertGatewayStaysShut("RECORD_MISSING");
  }

  @Test
  void aRecordCutOutSoThatTheRestMovesUpIsMissing() throws Exception {
    byte[] bytes = Files.readAllBytes(paths.get(0));
    int at = AuditFormat.HEADER_BYTES + 5 * SPAN;
    System.arraycopy(bytes, at + SPAN, bytes, at, bytes.length - at - SPAN);
    Files.write(paths.get(0), bytes);

    assertDamage(Kind.RECORD_MISSING, 5, paths.get(0));
  }

  @Test
  void twoRecordsThatChangedPlacesAreNoticed() throws Exception {
    byte[] bytes = Files.readAllBytes(paths.get(0));
    byte[] swapped = bytes.clone();
    int at = AuditFormat.HEADER_BYTES + 5 * SPAN;
    System.arraycopy(bytes, at, swapped, at + SPAN, SPAN);
    System.arraycopy(bytes, at + SPAN, swapped, at, SPAN);
    Files.write(paths.get(0), swapped);

    assertDamage(Kind.RECORD_MISSING, 5, paths.get(0));
  }

  @Test
  void aRecordThatStandsThereTwiceIsMisplaced() throws Exception {
    byte[] bytes = Files.readAllBytes(paths.get(0));
    int at = AuditFormat.HEADER_BYTES + 5 * SPAN;
    System.arraycopy(bytes, at, bytes, at + SPAN, SPAN);
    Files.write(paths.get(0), bytes);

    assertDamage(Kind.RECORD_MISPLACED, 6, paths.get(0));
  }

  @Test
  void aRemovedFileInTheMiddleIsMissing() throws Exception {
    long missing = firstOf(paths.get(1));
    Files.delete(paths.get(1));

    assertDamage(Kind.FILE_MISSING, missing, paths.get(2));
    assertGatewayStaysShut("FILE_MISSING");
  }

  @Test
  void aRemovedFirstFileIsMissing() throws Exception {
    Files.delete(paths.get(0));

    assertDamage(Kind.FILE_MISSING, 0, paths.get(1));
    assertGatewayStaysShut("LOG_LOST");
  }

  @Test
  void twoFilesThatChangedNamesAreSwapped() throws Exception {
    Path aside = folder.resolve("aside.new");
    Files.move(paths.get(1), aside);
    Files.move(paths.get(2), paths.get(1));
    Files.move(aside, paths.get(2));

    assertDamage(Kind.FILES_SWAPPED, firstOf(paths.get(2)), paths.get(1));
    assertGatewayStaysShut("FILES_SWAPPED");
  }

  @Test
  void aFileCutShortInTheMiddleIsNoticed() throws Exception {
    long cut = place(paths.get(1), 3) + 20;
    try (RandomAccessFile file = new RandomAccessFile(paths.get(1).toFile(), "rw")) {
      file.setLength(cut);
    }

    assertDamage(Kind.RECORD_EDITED, firstOf(paths.get(1)) + 3, paths.get(1));
    assertGatewayStaysShut("RECORD_EDITED");
  }

  @Test
  void aLastFileCutShortInARecordIsTorn() throws Exception {
    long cut = place(paths.get(2), 2) + 20;
    try (RandomAccessFile file = new RandomAccessFile(paths.get(2).toFile(), "rw")) {
      file.setLength(cut);
    }

    assertDamage(Kind.TORN_TAIL, records - 2, paths.get(2));
  }

  @Test
  void aHeadThatIsNoneIsNoticed() throws Exception {
    long begins = firstOf(paths.get(1));
    flip(paths.get(1), 3);

    assertDamage(Kind.FILE_EDITED, begins, paths.get(1));
    assertGatewayStaysShut("FILE_EDITED");
  }

  @Test
  void anyFlippedByteOfAnExportIsFound() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AuditArchive archive = AuditArchive.open(folder)) {
      assertThat(archive.export(out)).isEmpty();
    }
    byte[] export = out.toByteArray();
    MemoryAuditFile copy = new MemoryAuditFile(export.length);
    copy.write(ByteBuffer.wrap(export), 0);
    AuditArchive archive = new AuditArchive(List.of(copy));
    assertThat(archive.read(record -> {})).isEmpty();
    for (int at = 0; at < export.length; at++) {
      copy.flip(at);
      assertThat(archive.read(record -> {})).as("byte %s", at).isPresent();
      copy.flip(at);
    }
  }

  @Test
  void anExportIsOneFileWithEveryRecordThatCanBeExportedAgain() throws Exception {
    Path copy = folder.resolve("export/case.audit");
    Files.createDirectories(copy.getParent());
    try (AuditArchive archive = AuditArchive.open(first);
        var out = Files.newOutputStream(copy)) {
      archive.export(out);
    }

    assertThat(damage(copy)).isEmpty();
    try (AuditArchive archive = AuditArchive.open(copy)) {
      List<AuditRecord> found = new ArrayList<>();
      archive.read(found::add);
      assertThat(found).hasSize(records);
    }
  }

  /** Where the nth record of a file lies. */
  private static long place(Path path, int n) throws Exception {
    try (PlainAuditFile file = PlainAuditFile.openToRead(path)) {
      long at = AuditFormat.HEADER_BYTES;
      for (int i = 0; i < n; i++) {
        at += AuditFormat.span(AuditFormat.at(file, at).orElseThrow().length());
      }
      return at;
    }
  }

  private long firstOf(Path path) throws Exception {
    try (PlainAuditFile file = PlainAuditFile.openToRead(path)) {
      return AuditFormat.start(file).map(AuditFormat.Start::index).orElse(-1L);
    }
  }

  /** As somebody would who knows the format and fits the checksum. */
  private void rewrite(Path path, int index, int slot, String text) throws Exception {
    List<AuditRecord> found = new ArrayList<>();
    try (AuditArchive archive = AuditArchive.open(folder)) {
      archive.read(found::add);
    }
    AuditRecord old = found.get(index);
    byte[] body = new byte[BODY];
    System.arraycopy(text.getBytes(UTF_8), 0, body, 0, text.length());
    AuditRecord other =
        AuditRecord.of(
            old.type(),
            index,
            new AuditRecord.Moment(old.incarnation(), old.mono(), old.trusted()),
            old.previousHash(),
            body);
    ByteBuffer framed = AuditFormat.framed(other);
    byte[] bytes = Files.readAllBytes(path);
    framed.get(bytes, AuditFormat.HEADER_BYTES + slot * SPAN, SPAN);
    Files.write(path, bytes);
  }

  private static void flip(Path path, long at) throws Exception {
    byte[] bytes = Files.readAllBytes(path);
    bytes[(int) at] ^= 1;
    Files.write(path, bytes);
  }

  private static void blank(Path path, long at, int count) throws Exception {
    byte[] bytes = Files.readAllBytes(path);
    for (int i = 0; i < count; i++) {
      bytes[(int) at + i] = 0;
    }
    Files.write(path, bytes);
  }

  private void assertDamage(Kind kind, long record, Path file) throws Exception {
    AuditDamage found = damage().orElseThrow();
    assertThat(found.kind()).as(found.toString()).isEqualTo(kind);
    assertThat(found.record()).as(found.toString()).isEqualTo(record);
    assertThat(found.file()).as(found.toString()).endsWith(file.getFileName().toString());
  }

  private void assertGatewayStaysShut(String code) throws Exception {
    try (PlainAuditFiles plain = PlainAuditFiles.open(first, FILE)) {
      assertThatThrownBy(() -> AuditLog.open(plain, RUN, new FakeMonotonicClock(), r -> {}))
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.kind()).isEqualTo(AuditException.Kind.LOST))
          .hasMessageContaining(code);
    }
  }

  private Optional<AuditDamage> damage() throws Exception {
    return damage(folder);
  }

  private static Optional<AuditDamage> damage(Path path) throws Exception {
    try (AuditArchive archive = AuditArchive.open(path)) {
      return archive.read(record -> {});
    }
  }

  private int readable() throws Exception {
    List<AuditRecord> found = new ArrayList<>();
    try (AuditArchive archive = AuditArchive.open(folder)) {
      archive.read(found::add);
    }
    return found.size();
  }
}
