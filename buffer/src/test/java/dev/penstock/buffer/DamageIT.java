package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.EpochStart.Reason;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.testkit.Batches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can happen to files, and the record that must come of it. */
class DamageIT {

  private static final int ROWS = 1_000;

  @TempDir Path root;
  private TestJournals written;
  private TestJournals found;
  private Epoch epoch;
  private long last;

  /** A journal of about four segments, caught in the middle of the last one. */
  @BeforeEach
  void killInTheMiddle() throws Exception {
    written = new TestJournals(root.resolve("written"));
    found = new TestJournals(root.resolve("found"));
    try (Journal journal = written.open()) {
      journal.cursor("centre", true).cover(journal.epoch(), 1, 100);
      while (journal.status().segments() < 4) {
        append(journal, 20);
      }
      append(journal, 40);
      epoch = journal.epoch();
      last = journal.lastSequence();
      while (journal.durableSequence() < last) {
        Thread.onSpinWait();
      }
      Snapshot.take(written.folder, found.folder);
    }
  }

  private void append(Journal journal, int batches) throws JournalException {
    for (int i = 0; i < batches; i++) {
      journal.append(
          Batches.numbered(written.time.clocks(), 3, ROWS, (double) (journal.lastSequence() + 1)));
    }
  }

  @Test
  void withoutDamageEverythingIsThereAndNothingIsLost() throws Exception {
    try (Journal journal = found.open()) {
      assertThat(read(journal)).isEqualTo(whole());
      assertThat(start(journal).reason()).isEqualTo(Reason.KILLED);
      assertThat(start(journal).previousLast()).isEqualTo(last);
      assertThat(losses()).isEmpty();
    }
  }

  @Test
  void aPowerCutShowsByTheBoot() throws Exception {
    found.boot = "boot-2";
    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.POWER);
    }
  }

  @Test
  void aZeroedPageInTheLastSegmentCostsItsRowsAndTheyAreTold() throws Exception {
    List<Path> segments = Snapshot.segments(found.folder);
    Snapshot.zero(segments.get(segments.size() - 1), 64 * 4096, 4096);

    assertDamageIsTold();
  }

  @Test
  void aPageOfGarbageInASealedSegmentCostsItsRowsAndTheyAreTold() throws Exception {
    byte[] garbage = new byte[4096];
    new Random(3).nextBytes(garbage);
    Snapshot.overwrite(Snapshot.segments(found.folder).get(1), 64 * 4096, garbage);

    try (Journal journal = found.open()) {
      RangeSet read = read(journal);
      assertTold(read);
      assertThat(ROWS * 3L).isGreaterThanOrEqualTo(last - read.count());
    }
  }

  @Test
  void aTornHeadLosesNoMoreThanWhatItCovered() throws Exception {
    List<Path> segments = Snapshot.segments(found.folder);
    Snapshot.zero(segments.get(segments.size() - 1), 0, 2048);

    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertThat(read(journal)).as("the head is no row").isEqualTo(whole());
      assertThat(losses()).isEmpty();
    }
  }

  @Test
  void aTornHeadOfTheFirstSegmentStillLeavesAChain() throws Exception {
    Snapshot.zero(Snapshot.segments(found.folder).get(0), 0, 8192);
    try (Journal journal = found.open()) {
      RangeSet read = read(journal);
      assertTold(read);
      assertThat(read.count()).isGreaterThan(last - 3L * ROWS);
      assertThat(start(journal).previous()).isEqualTo(epoch);
    }
  }

  @Test
  void aTruncatedSegmentKeepsWhatIsBeforeTheCut() throws Exception {
    Path segment = Snapshot.segments(found.folder).get(1);
    Snapshot.truncate(segment, Files.size(segment) / 2 + 13);

    assertDamageIsTold();
  }

  @Test
  void aDeletedSegmentIsMissed() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(1));

    assertDamageIsTold();
  }

  @Test
  void segmentsWhoseNamesWereExchangedGoBackToTheirPlaces() throws Exception {
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    exchange(segments.get(1), segments.get(2));
    exchange(segments.get(0), segments.get(segments.size() - 1));
    assertThat(Journals.inspect(found.folder, (bytes, ofBytes, rows) -> {}).isWhole()).isFalse();

    try (Journal journal = found.open()) {
      assertThat(read(journal)).isEqualTo(whole());
      assertThat(losses()).isEmpty();
    }
    assertThat(Journals.inspect(found.folder, (bytes, ofBytes, rows) -> {}).isWhole()).isTrue();
  }

  @Test
  void segmentsOfTwoEpochsThatWereExchangedAreFoundAndGoBack() throws Exception {
    found.open().close();
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    exchange(segments.get(segments.size() - 2), segments.get(segments.size() - 1));
    assertThat(Journals.inspect(found.folder, (bytes, ofBytes, rows) -> {}).isWhole()).isFalse();

    found.open().close();

    assertThat(Journals.inspect(found.folder, (bytes, ofBytes, rows) -> {}).isWhole()).isTrue();
    assertThat(losses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExchangeThatAPowerCutInterruptsIsGoneOnWith(boolean arrived) throws Exception {
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    exchange(segments.get(1), segments.get(2));
    Path under = found.folder.resolve("0000000002-0000000003.place");
    Files.move(segments.get(1), under);
    if (arrived) {
      Files.move(segments.get(2), segments.get(1));
    }

    try (Journal journal = found.open()) {
      assertThat(read(journal)).isEqualTo(whole());
      assertThat(losses()).isEmpty();
    }
    assertThat(under).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aSegmentCopiedOverAnotherIsSetAsideAndTheOtherIsTold(int over) throws Exception {
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    Files.copy(segments.get(0), segments.get(over), StandardCopyOption.REPLACE_EXISTING);

    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertTold(read(journal));
    }
    assertThat(found.folder.resolve("000000000%d.twice".formatted(over + 1))).exists();
  }

  private static void exchange(Path one, Path other) throws IOException {
    Path aside = one.resolveSibling("aside");
    Files.move(one, aside);
    Files.move(other, one);
    Files.move(aside, other);
  }

  @Test
  void theOldestSegmentIsMissedToo() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(0));

    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertTold(read(journal));
    }
  }

  @Test
  void theNewestSegmentIsMissedThoughNobodyKnowsWhatWasInIt() throws Exception {
    List<Path> segments = Snapshot.segments(found.folder);
    Files.delete(segments.get(segments.size() - 1));

    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertThat(losses()).extracting(Loss::count).containsExactly(Loss.UNKNOWN_COUNT);
    }
  }

  @Test
  void damageIsToldOnceHoweverOftenTheJournalIsOpenedAndRead() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(1));
    Snapshot.zero(Snapshot.segments(found.folder).get(1), 64 * 4096, 4096);
    for (int i = 0; i < 2; i++) {
      try (Journal journal = found.open()) {
        read(journal);
      }
    }
    List<Loss> before = losses();
    try (Journal journal = found.open()) {
      read(journal);
      read(journal);
    }
    assertThat(losses()).isEqualTo(before);
  }

  @Test
  void damageOfLongAgoIsNoReasonForANewEpoch() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(1));
    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertThat(found.losses.isForced()).as("before it is noted as told").isTrue();
    }
    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.CLEAN);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aSealedSegmentOfZerosCostsItsOwnRowsAndNoOthers(int which) throws Exception {
    found.open().close();
    Path file = Snapshot.segments(found.folder).get(which);
    Snapshot.zero(file, 0, (int) Files.size(file));

    try (Journal journal = found.open()) {
      assertTold(read(journal));
      append(journal, 3);
      assertThat(journal.status().epochs()).noneMatch(span -> span.last() < span.first());
    }
    assertThat(file).exists();
  }

  @Test
  void theNewestSealedSegmentOfZerosIsTold() throws Exception {
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    Path file = segments.get(segments.size() - 1);
    Snapshot.zero(file, 0, (int) Files.size(file));

    try (Journal journal = found.open()) {
      assertThat(losses()).extracting(Loss::count).containsExactly(Loss.UNKNOWN_COUNT);
      assertThat(read(journal)).isEqualTo(whole());
    }
  }

  @Test
  void anEpochOfWhichNothingIsLeftIsCountedByTheOneAfterIt() throws Exception {
    Epoch gone;
    try (Journal journal = found.open()) {
      gone = journal.epoch();
      append(journal, 3);
    }
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    Files.delete(segments.get(segments.size() - 2));

    found.open().close();

    assertThat(losses())
        .filteredOn(loss -> loss.epoch().equals(gone.toString()))
        .extracting(Loss::count)
        .containsExactly(3L * ROWS + 1);
  }

  @Test
  void aPartThatIsGoneIsToldOnce() throws Exception {
    found.open().close();
    found.open().close();
    List<Path> segments = Snapshot.segments(found.folder);
    Files.delete(segments.get(segments.size() - 2));
    Files.delete(segments.get(segments.size() - 3));
    found.open().close();
    List<Loss> before = losses();
    assertThat(before).isNotEmpty();

    try (Journal journal = found.open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.CLEAN);
      assertThat(losses()).isEqualTo(before);
    }
  }

  @Test
  void theOldestSegmentOfAFirstEpochIsCountedExactly() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(0));
    found.open().close();
    assertThat(losses()).extracting(Loss::count).doesNotContain(Loss.UNKNOWN_COUNT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void anInspectionMissesASegmentWhereverItWas(int which) throws Exception {
    found.open().close();
    found.open().close();
    Path gone = Snapshot.segments(found.folder).get(which == 3 ? 5 : which);
    Files.delete(gone);
    Inspection.Result result = Journals.inspect(found.folder, (bytes, all, rows) -> {});
    assertThat(result.findings().toString()).contains("gone");
  }

  @Test
  void anInspectionPassesOverWhatIsNoSegment() throws Exception {
    found.open().close();
    Files.writeString(found.folder.resolve("0000000099"), "somebody's notes");
    assertThat(Journals.inspect(found.folder, (bytes, all, rows) -> {}).isWhole()).isTrue();
  }

  @Test
  void anInspectionMissesAFooter() throws Exception {
    found.open().close();
    Path sealed = Snapshot.segments(found.folder).get(1);
    Snapshot.zero(sealed, Files.size(sealed) - Footer.LENGTH, Footer.LENGTH);
    Inspection.Result result = Journals.inspect(found.folder, (bytes, all, rows) -> {});
    assertThat(result.findings().toString()).contains("footer");
  }

  @Test
  void aJournalWithoutItsStateCanStillBeRead() throws Exception {
    found.open().close();
    Files.delete(found.folder.resolve(JournalState.NAME));
    assertThat(Journals.inspect(found.folder, (bytes, all, rows) -> {}).isWhole()).isTrue();
    assertThat(Journals.look(found.folder).gateway()).isEqualTo("gateway");
  }

  @Test
  void aLossNamesWhoHadNotHadTheRows() throws Exception {
    Files.delete(Snapshot.segments(found.folder).get(1));
    try (Journal journal = found.open()) {
      read(journal);
      assertThat(losses())
          .allSatisfy(loss -> assertThat(loss.undeliveredTo()).containsExactly("centre"));
    }
  }

  @Test
  void whatCannotBeReadIsKept() throws Exception {
    List<Path> segments = Snapshot.segments(found.folder);
    Path newest = segments.get(segments.size() - 1);
    byte[] garbage = new byte[4096];
    new Random(4).nextBytes(garbage);
    Snapshot.overwrite(newest, 128 * 4096, garbage);
    found.open().close();

    List<Path> after = Snapshot.segments(found.folder);
    byte[] kept = Files.readAllBytes(after.get(segments.size() - 1));
    assertThat(Arrays.copyOfRange(kept, 128 * 4096, 129 * 4096)).isEqualTo(garbage);
  }

  @Test
  void rotInASealedSegmentIsFoundWithoutAnybodyReading() throws Exception {
    Path sealed = Snapshot.segments(found.folder).get(1);
    try (Journal journal = found.open()) {
      assertThat(losses()).isEmpty();
      Snapshot.zero(sealed, 200 * 4096, 4096);
      Scrub scrub = new Scrub((SegmentSource) journal);
      for (int i = 0; i < journal.status().segments(); i++) {
        scrub.run();
      }
      assertTold(read(journal));
      Loss loss = losses().get(0);
      assertThat(loss.eventFrom()).isEqualTo(written.time.wall().nanos());
      assertThat(loss.eventTo()).isEqualTo(written.time.wall().nanos());
    }
  }

  @Test
  void theSameRotIsNamedByAnInspection() throws Exception {
    try (Journal journal = found.open()) {
      assertThat(journal.lastSequence()).isEqualTo(1);
    }
    List<Long> steps = new ArrayList<>();
    assertThat(Journals.inspect(found.folder, (bytes, all, rows) -> steps.add(bytes)).isWhole())
        .isTrue();
    assertThat(steps).isSorted().hasSizeGreaterThan(4);

    Snapshot.zero(Snapshot.segments(found.folder).get(1), 200 * 4096, 4096);

    Inspection.Result result = Journals.inspect(found.folder, (bytes, all, rows) -> {});
    assertThat(result.findings())
        .extracting(Inspection.Finding::segment)
        .isNotEmpty()
        .containsOnly(2L);
    assertThat(result.findings().toString()).contains("missing", "footer says");
  }

  @Test
  void aDeadOwnersLockUnderALivePidHoldsNobodyUp() throws Exception {
    Path live = found.folder.resolve("0000000004").resolve("metadata.cq4t");
    QueueLock.own(live, ProcessHandle.current().pid());

    try (Journal journal = found.open()) {
      append(journal, 3);
      assertThat(read(journal)).isEqualTo(whole());
    }
  }

  @Test
  void repairLeavesNothingForTheNextOpeningToDo() throws Exception {
    Snapshot.zero(Snapshot.segments(found.folder).get(1), 200 * 4096, 4096);

    JournalFacts repaired = Journals.repair(found.folder, found.losses);

    assertThat(repaired.segments()).allMatch(JournalFacts.SegmentFacts::sealed);
    try (Journal journal = found.open()) {
      assertThat(start(journal).previousLast()).isEqualTo(last);
      assertTold(read(journal));
    }
  }

  @Test
  void aCopyOfTheFolderSaysSo() throws Exception {
    written.open().close();
    Path copy = root.resolve("copy");
    Snapshot.take(written.folder, copy);
    Files.copy(written.folder.resolve("birthmark"), copy.resolve("birthmark"));

    try (Journal journal = new TestJournals(copy).open()) {
      assertThat(start(journal).reason()).isEqualTo(Reason.RESTORED);
      assertThat(start(journal).previous()).isNotNull();
    }
  }

  @Test
  void theFolderOfAnotherGatewayIsRefused() throws Exception {
    JournalSetup other =
        new JournalSetup(
            "other",
            TestJournals.POINTS,
            "boot-1",
            found.time.clocks(),
            new SecureRandom(),
            found.losses);
    assertThatThrownBy(() -> Journals.open(found.settings(), other))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.UNAVAILABLE))
        .hasMessageContaining("gateway, not of other");
  }

  @Test
  void aNewerFormatIsRefusedAndNothingIsTouched() throws Exception {
    Path segment = Snapshot.segments(found.folder).get(3);
    rewriteVersion(segment, (short) 2);
    Map<Path, FileTime> before = times();

    assertThatThrownBy(found::open)
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).isEqualTo(JournalException.Cause.NEWER_FORMAT));
    assertThatThrownBy(() -> Journals.openReadOnly(found.folder)).hasMessageContaining("format 2");

    Map<Path, FileTime> after = times();
    after.keySet().removeIf(file -> file.endsWith("lock"));
    assertThat(after).isEqualTo(before);
  }

  /** As a newer version would write its first block. */
  private static void rewriteVersion(Path segment, short version) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (buffer.getInt(at) != Block.MAGIC) {
      at += 4;
    }
    Snapshot.overwrite(segment, at + 4L, new byte[] {(byte) version, 0});
  }

  private Map<Path, FileTime> times() throws IOException {
    Map<Path, FileTime> times = new LinkedHashMap<>();
    try (var files = Files.walk(found.folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(ints = {-86_400, 86_400})
  void aStepOfTheClockHidesNothingFromALiveReader(int seconds) throws Exception {
    try (Journal journal = found.open();
        JournalReader reader = journal.reader()) {
      long before = count(reader);
      found.time.wall().advance(Duration.ofSeconds(seconds));
      for (int i = 0; i < 200; i++) {
        journal.append(Batches.numbered(found.time.clocks(), 3, ROWS, 1));
      }
      assertThat(before).isEqualTo(last + 1);
      assertThat(count(reader)).isEqualTo(200L * ROWS);
      assertThat(count(journal.reader())).isEqualTo(last + 1 + 200L * ROWS);
    }
  }

  private static long count(JournalReader reader) {
    ObservationBatch batch = new ObservationBatch();
    long count = 0;
    while (reader.read(batch)) {
      count += batch.size();
    }
    return count;
  }

  private void assertDamageIsTold() throws Exception {
    try (Journal journal = found.open()) {
      RangeSet read = read(journal);
      assertThat(start(journal).reason()).isEqualTo(Reason.DAMAGED);
      assertThat(start(journal).previous()).isEqualTo(epoch);
      assertTold(read);
    }
  }

  /** Everything that was written is read, or in a loss, and nothing is in both. */
  private void assertTold(RangeSet read) {
    RangeSet told = new RangeSet();
    for (Loss loss : losses()) {
      assertThat(loss.cause()).isEqualTo(LossCause.DAMAGED);
      if (loss.epoch().equals(epoch.toString())) {
        told.add(loss.sequenceFrom(), loss.sequenceTo());
      }
    }
    assertThat(told.isEmpty()).isFalse();
    RangeSet both = read.copy();
    both.addAll(told);
    assertThat(both).isEqualTo(whole());
    assertThat(read.count() + losses().stream().mapToLong(l -> Math.max(0, l.count())).sum())
        .isEqualTo(last);
  }

  private RangeSet whole() {
    return RangeSet.of(List.of(new RangeSet.Range(1, last)));
  }

  private List<Loss> losses() {
    return new ArrayList<>(found.losses.pending());
  }

  private static EpochStart start(Journal journal) {
    List<EpochSpan> spans = journal.status().epochs();
    return spans.get(spans.size() - 1).start();
  }

  /** The sequences of the written epoch that can be read, with the right values. */
  private RangeSet read(Journal journal) {
    try (JournalReader reader = journal.reader()) {
      return drain(reader);
    }
  }

  private RangeSet drain(JournalReader reader) {
    RangeSet read = new RangeSet();
    ObservationBatch batch = new ObservationBatch();
    while (reader.read(batch)) {
      if (epoch.equals(batch.epoch())) {
        long fresh = read.add(batch.firstSequence(), batch.sequence(batch.size() - 1));
        assertThat(fresh).as("no row twice").isEqualTo(batch.size());
        for (int row = 0; row < batch.size(); row++) {
          if (batch.kind(row) == Kind.RAW) {
            assertThat(batch.number(row)).isEqualTo((double) batch.sequence(row));
          }
        }
      }
    }
    return read;
  }
}
