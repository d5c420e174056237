package dev.penstock.gateway.actuation.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.testkit.FakeMonotonicClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full file is followed by another one, and the chain goes on across them. */
class RotationTest {

  private static final int FILE = 4096;
  private static final String RUN = "22".repeat(16);

  private final MemoryAuditFiles files = new MemoryAuditFiles(FILE);

  @Test
  void aFullFileIsFollowedByOneThatStartsWithItsLastHash() throws Exception {
    AuditLog log = open();
    fill(log, 100);

    assertThat(files.all).hasSizeGreaterThan(3);
    int records = 100 + files.all.size() - 1;
    assertThat(log.nextIndex()).isEqualTo(records);
    assertThat(indexes()).isEqualTo(IntStream.range(0, records).boxed().toList());
  }

  @Test
  void goesOnInTheLastFileAfterARestart() throws Exception {
    AuditLog log = open();
    fill(log, 50);
    int before = files.all.size();
    AuditLog again = open();

    assertThat(again.append(RecordType.START, new byte[10]).index()).isEqualTo(log.nextIndex());
    assertThat(files.all).hasSize(before);
    assertThat(indexes()).hasSize((int) again.nextIndex());
  }

  @Test
  void whatWasInTheFullFileIsDurableBeforeTheNextOneNamesIt() throws Exception {
    AuditLog log = open();
    while (files.all.size() == 1) {
      log.append(RecordType.REFUSED, new byte[100]);
    }
    files.all.forEach(MemoryAuditFile::crash);

    List<Integer> kept = indexes();
    assertThat(kept).hasSize((int) log.nextIndex() - 1);
  }

  @Test
  void withoutSpaceForAnotherFileAQuarterIsKeptForWhatAWriteNeeds() throws Exception {
    files.hasSpace = false;
    AuditLog log = open();
    while (log.hasRoom(RecordType.REFUSED, 100)) {
      log.append(RecordType.REFUSED, new byte[100]);
    }

    assertThat(log.freeBytes()).isGreaterThan(FILE / 4);
    assertThat(log.hasRoom(RecordType.INTENT, 100)).isTrue();
    files.hasSpace = true;
    log.append(RecordType.INTENT, new byte[100]);
    assertThat(log.hasRoom(RecordType.REFUSED, 100)).isTrue();
  }

  @Test
  void theRootIsThatOfAllRecordsInAllFiles() throws Exception {
    AuditLog log = open();
    fill(log, 40);

    assertThat(open().head("x")).isEqualTo(log.head("x"));
    assertThat(log.head("x").size()).isEqualTo(log.nextIndex());
  }

  @Test
  void filesOnADiskAreNamedAfterTheirFirstRecordAndHeldByOneGateway(@TempDir Path folder)
      throws Exception {
    Path first = folder.resolve("audit.log");
    try (PlainAuditFiles plain = PlainAuditFiles.open(first, FILE)) {
      AuditLog log = AuditLog.open(plain, RUN, new FakeMonotonicClock(), r -> {});
      while (plain.files().size() < 3) {
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> log.hasRoom(RecordType.REFUSED, 100));
        log.append(RecordType.REFUSED, new byte[100]);
      }
      log.force();
      assertThatThrownBy(() -> PlainAuditFiles.open(first, FILE))
          .isInstanceOfSatisfying(
              AuditException.class,
              e -> assertThat(e.kind()).isEqualTo(AuditException.Kind.LOCKED));
    }
    List<String> names = new ArrayList<>();
    for (Path path : new AuditFileNames(first).found()) {
      names.add(path.getFileName().toString());
      assertThat(Files.size(path)).isEqualTo(FILE);
    }

    assertThat(names)
        .hasSize(3)
        .startsWith("audit.log")
        .element(1)
        .asString()
        .matches("audit-0000000000[0-9]{2}\\.log");
    try (PlainAuditFiles plain = PlainAuditFiles.open(first, FILE)) {
      List<AuditRecord> found = new ArrayList<>();
      AuditLog.open(plain, RUN, new FakeMonotonicClock(), found::add);
      assertThat(names.get(2)).contains(String.format("%012d", found.size() - 2));
    }
  }

  private AuditLog open() throws AuditException {
    return AuditLog.open(files, RUN, new FakeMonotonicClock(), r -> {});
  }

  private static void fill(AuditLog log, int records) throws AuditException {
    for (int i = 0; i < records; i++) {
      log.append(RecordType.REFUSED, new byte[100]);
    }
    log.force();
  }

  private List<Integer> indexes() throws AuditException {
    List<Integer> found = new ArrayList<>();
    AuditLog.open(files, RUN, new FakeMonotonicClock(), r -> found.add((int) r.index()));
    return found;
  }
}
