package dev.penstock.gateway.actuation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.testkit.FakeMonotonicClock;
import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  private static final String FIRST_RUN = "00".repeat(16);
  private static final String SECOND_RUN = "11".repeat(16);

  private final MemoryAuditFile file = new MemoryAuditFile(1 << 16);
  private final FakeMonotonicClock mono = new FakeMonotonicClock();

  @Test
  void givesBackWhatWasForcedInOrder() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("a"));
    log.append(RecordType.INTENT, bytes("b"));
    log.force();

    assertThat(history()).containsExactly("0 START a", "1 INTENT b");
  }

  @Test
  void aCrashTakesOnlyWhatWasNotForced() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("kept"));
    log.force();
    log.append(RecordType.REFUSED, bytes("lost"));
    file.crash();

    assertThat(history()).containsExactly("0 START kept");
  }

  @Test
  void goesOnWithTheNextIndexInAnotherRun() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("a"));
    log.force();
    AuditLog second = open(SECOND_RUN);

    AuditRecord record = second.append(RecordType.START, bytes("b"));

    assertThat(record.index()).isEqualTo(1);
    assertThat(record.incarnation()).isEqualTo(SECOND_RUN);
  }

  @Test
  void cutsATornLastRecordAndGoesOn() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("a"));
    long end = file.size() - log.freeBytes();
    log.append(RecordType.REFUSED, bytes("torn"));
    log.force();
    file.zero(end + 20);

    assertThat(history()).containsExactly("0 START a");
    open(SECOND_RUN).append(RecordType.START, bytes("b"));
    assertThat(history()).containsExactly("0 START a", "1 START b");
  }

  @Test
  void everyFlippedBitOfARecordThatIsNotTheLastIsFound() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("first"));
    long end = file.size() - log.freeBytes();
    log.append(RecordType.INTENT, bytes("second"));
    log.force();

    for (long at = 0; at < AuditFormat.HEADER_BYTES + 8 + AuditRecord.FIXED_BYTES + 5; at++) {
      file.flip(at);
      assertThatThrownBy(() -> open(SECOND_RUN))
          .as("byte %s of %s", at, end)
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST));
      file.flip(at);
    }
  }

  @Test
  void keepsAQuarterForWhatAWriteNeeds() throws Exception {
    AuditLog log = open(FIRST_RUN);
    while (log.hasRoom(RecordType.REFUSED, 100)) {
      log.append(RecordType.REFUSED, new byte[100]);
    }

    assertThatThrownBy(() -> log.append(RecordType.REFUSED, new byte[100]))
        .isInstanceOfSatisfying(
            AuditException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FULL));
    assertThat(log.freeBytes()).isGreaterThan(file.size() / 4 - 1_000);
    assertThat(log.append(RecordType.INTENT, new byte[100]).type()).isEqualTo(RecordType.INTENT);
  }

  @Test
  void takesNothingMoreOnceAForceHasFailed() throws Exception {
    AuditLog log = open(FIRST_RUN);
    log.append(RecordType.START, bytes("a"));
    file.fail(true);
    assertThatThrownBy(log::force).isInstanceOf(AuditException.class);
    file.fail(false);

    assertThatThrownBy(() -> log.append(RecordType.INTENT, bytes("b")))
        .isInstanceOf(AuditException.class);
    assertThat(log.isSound()).isFalse();
  }

  @Test
  void aPlainFileIsMadeInFullSizeAndRefusesASecondGateway(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("audit/audit.log");
    try (AuditLog log =
        AuditLog.open(PlainAuditFiles.open(path, 10_000), FIRST_RUN, mono, r -> {})) {
      log.append(RecordType.START, bytes("a"));
      log.force();

      assertThat(path).hasSize(10_000);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-r-----");
      assertThatThrownBy(() -> PlainAuditFiles.open(path, 10_000))
          .isInstanceOfSatisfying(
              AuditException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED))
          .hasMessageContaining(path.toString());
    }
  }

  private AuditLog open(String incarnation) throws AuditException {
    return AuditLog.open(AuditFiles.only(file), incarnation, mono, record -> {});
  }

  private List<String> history() throws AuditException {
    List<String> found = new ArrayList<>();
    AuditLog.open(AuditFiles.only(file), SECOND_RUN, mono, record -> found.add(record.toString()));
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
