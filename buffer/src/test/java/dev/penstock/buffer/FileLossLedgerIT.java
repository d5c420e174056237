package dev.penstock.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import dev.penstock.contract.testkit.LossLedgerContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLossLedgerIT extends LossLedgerContract {

  @TempDir Path folder;
  private final List<LossLedger> opened = new ArrayList<>();

  @Override
  protected LossLedger ledger() {
    try {
      LossLedger ledger = Journals.openLedger(folder, time.mono(), new SecureRandom());
      opened.add(ledger);
      return ledger;
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  private LossLedger reopened() {
    opened.forEach(LossLedger::close);
    time.mono().reboot(5);
    return ledger();
  }

  @AfterEach
  void close() {
    opened.forEach(LossLedger::close);
  }

  @Test
  void remembersWhatWasNotTold() {
    ledger().count(OVERFLOW, 7, 100, 200);

    LossLedger later = reopened();

    assertThat(later.closed()).extracting(Loss::count).containsExactly(7L);
    assertThat(later.totals()).containsEntry(OVERFLOW, 7L);
  }

  @Test
  void aGapLastsOverARestart() {
    ledger().beginGap(DOWN, 1_000);
    LossLedger later = reopened();
    assertThat(later.closed()).isEmpty();

    later.endGap(DOWN, 9_000);

    assertThat(later.closed()).hasSize(1);
    assertThat(later.closed().get(0).eventFrom()).isEqualTo(1_000);
    assertThat(later.closed().get(0).eventTo()).isEqualTo(9_000);
  }

  @Test
  void idsOfTwoRunsDiffer() {
    Set<String> ids = new HashSet<>();
    LossLedger ledger = ledger();
    for (int run = 0; run < 3; run++) {
      ledger.count(OVERFLOW, 1, 100, 200);
      time.pass(Duration.ofSeconds(10));
      Loss loss = ledger.closed().get(0);
      ids.add(loss.id());
      ledger.told(loss.id(), EPOCH, run + 1);
      ledger.durable(EPOCH, run + 1);
      ledger = reopened();
    }
    assertThat(ids).hasSize(3);
  }

  @Test
  void tellsAgainUnderTheSameIdWhatDidNotSurviveInTheJournal() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 200);
    time.pass(Duration.ofSeconds(10));
    String id = ledger.closed().get(0).id();
    ledger.told(id, EPOCH, 50);

    LossLedger later = reopened();
    later.durable(EPOCH, 49);
    assertThat(later.closed()).isEmpty();
    later.durable(new Epoch(9), 1);

    assertThat(later.closed()).extracting(Loss::id).containsExactly(id);
  }

  @Test
  void freesWhatDidSurviveInTheJournal() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 200);
    time.pass(Duration.ofSeconds(10));
    ledger.told(ledger.closed().get(0).id(), EPOCH, 50);

    LossLedger later = reopened();
    later.durable(EPOCH, 50);
    later.durable(new Epoch(9), 1);

    assertThat(later.pending()).isEmpty();
  }

  @Test
  void cannotFill() {
    LossLedger ledger = ledger();
    int devices = 3 * LedgerFile.SLOTS;
    for (int i = 0; i < devices; i++) {
      ledger.count(new LossLedger.Key(LossCause.OVERFLOW, "device-" + i, ""), 1, 1, 2);
      ledger.countJournaled(DROPPED, new Epoch(i), 1, 10, List.of("centre"));
    }
    time.pass(Duration.ofSeconds(10));
    List<Loss> losses = reopened().closed();

    assertThat(sum(losses, LossCause.OVERFLOW)).isEqualTo(devices);
    assertThat(sum(losses, LossCause.RETENTION)).isEqualTo(10L * devices);
  }

  private static long sum(List<Loss> losses, LossCause cause) {
    return losses.stream().filter(l -> l.cause() == cause).mapToLong(Loss::count).sum();
  }

  @Test
  void countsOnWhileARowWaitsToBeTold() {
    LossLedger ledger = ledger();
    for (int minute = 0; minute < 100; minute++) {
      ledger.count(OVERFLOW, 1, minute, minute);
      time.pass(Duration.ofMinutes(1));
    }
    assertThat(ledger.pending()).hasSize(2);
    assertThat(sum(ledger.pending(), LossCause.OVERFLOW)).isEqualTo(100);
  }

  @Test
  void outlivesATornWrite() throws Exception {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 200);
    ledger.count(OVERFLOW, 1, 100, 200);
    ledger.close();
    tear(4096);

    assertThat(sum(reopened().closed(), LossCause.OVERFLOW)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9_000})
  void aLedgerThatCannotBeReadIsKeptAsideAndTold(long left) throws Exception {
    ledger().count(OVERFLOW, 1, 100, 200);
    opened.forEach(LossLedger::close);
    Path file = folder.resolve("losses.ledger");
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(left);
    }

    LossLedger another = ledger();

    assertThat(another.pending()).extracting(Loss::cause).containsExactly(LossCause.DAMAGED);
    assertThat(another.pending()).extracting(Loss::count).containsExactly(Loss.UNKNOWN_COUNT);
    assertThat(folder.resolve("losses.ledger.damaged")).hasSize(left);
  }

  private void tear(long image) throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("losses.ledger").toFile(), "rw")) {
      file.seek(image + 100);
      file.write(new byte[64]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesASecondOwner() {
    ledger();
    assertThatThrownBy(this::ledger)
        .hasCauseInstanceOf(JournalException.class)
        .hasMessageContaining("another gateway uses");
  }
}
