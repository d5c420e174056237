package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.journal.LossLedger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every loss ledger promises. A subclass says how one is made; it lives by fake time. */
public abstract class LossLedgerContract {

  protected static final LossLedger.Key OVERFLOW =
      new LossLedger.Key(LossCause.OVERFLOW, "tank", "process");
  protected static final LossLedger.Key DOWN = new LossLedger.Key(LossCause.LINK_DOWN, "tank", "");
  protected static final LossLedger.Key DROPPED = new LossLedger.Key(LossCause.RETENTION, "", "");
  protected static final Epoch EPOCH = new Epoch(0x1234);

  protected final FakeTime time = new FakeTime();

  protected abstract LossLedger ledger();

  @Test
  void rowsOfOneKeyCoalesceUntilTheyAreQuiet() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 2, 100, 200);
    time.pass(Duration.ofSeconds(9));
    ledger.count(OVERFLOW, 3, 50, 300);
    time.pass(Duration.ofSeconds(9));
    assertThat(ledger.closed()).isEmpty();
    assertThat(ledger.pending()).hasSize(1);

    time.pass(Duration.ofSeconds(1));

    Loss loss = ledger.closed().get(0);
    assertThat(loss.cause()).isEqualTo(LossCause.OVERFLOW);
    assertThat(loss.device()).isEqualTo("tank");
    assertThat(loss.dataClass()).isEqualTo("process");
    assertThat(loss.count()).isEqualTo(5);
    assertThat(loss.eventFrom()).isEqualTo(50);
    assertThat(loss.eventTo()).isEqualTo(300);
  }

  @Test
  void aRowThatNeverGetsQuietIsClosedAfterAMinute() {
    LossLedger ledger = ledger();
    for (int i = 0; i < 12; i++) {
      ledger.count(OVERFLOW, 1, 100, 200);
      assertThat(ledger.closed()).isEmpty();
      time.pass(Duration.ofSeconds(5));
    }
    assertThat(ledger.closed()).extracting(Loss::count).containsExactly(12L);
  }

  @Test
  void whatNobodyCanCountStaysUnknown() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 2, 100, 200);
    ledger.count(OVERFLOW, Loss.UNKNOWN_COUNT, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
    time.pass(Duration.ofSeconds(10));

    Loss loss = ledger.closed().get(0);
    assertThat(loss.count()).isEqualTo(Loss.UNKNOWN_COUNT);
    assertThat(loss.eventFrom()).isEqualTo(100);
    assertThat(loss.eventTo()).isEqualTo(200);
    assertThat(ledger.totals()).containsEntry(OVERFLOW, 3L);
  }

  @Test
  void differentKeysAreDifferentRows() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 100);
    ledger.count(new LossLedger.Key(LossCause.OVERFLOW, "pump", "process"), 1, 100, 100);
    ledger.count(new LossLedger.Key(LossCause.MALFORMED, "tank", "process"), 1, 100, 100);
    time.pass(Duration.ofSeconds(10));

    assertThat(ledger.closed()).extracting(Loss::id).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void aRowIsToldOnceAndFreedWhenThatIsDurable() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 100);
    time.pass(Duration.ofSeconds(10));
    Loss loss = ledger.closed().get(0);

    ledger.told(loss.id(), EPOCH, 17);
    assertThat(ledger.closed()).isEmpty();
    ledger.durable(EPOCH, 16);
    assertThat(ledger.pending()).hasSize(1);
    ledger.durable(EPOCH, 17);

    assertThat(ledger.pending()).isEmpty();
    assertThat(ledger.totals()).containsEntry(OVERFLOW, 1L);
  }

  @Test
  void anIdIsNeverGivenTwice() {
    LossLedger ledger = ledger();
    String first = tellOne(ledger, 17);
    String second = tellOne(ledger, 18);
    assertThat(second).isNotEqualTo(first);
  }

  private String tellOne(LossLedger ledger, long sequence) {
    ledger.count(OVERFLOW, 1, 100, 100);
    time.pass(Duration.ofSeconds(10));
    String id = ledger.closed().get(0).id();
    ledger.told(id, EPOCH, sequence);
    ledger.durable(EPOCH, sequence);
    return id;
  }

  @Test
  void aLossAfterItsRowWasToldIsANewRow() {
    LossLedger ledger = ledger();
    ledger.count(OVERFLOW, 1, 100, 100);
    time.pass(Duration.ofSeconds(10));
    String first = ledger.closed().get(0).id();
    ledger.told(first, EPOCH, 17);

    ledger.count(OVERFLOW, 4, 500, 600);
    ledger.durable(EPOCH, 17);
    time.pass(Duration.ofSeconds(10));

    assertThat(ledger.closed()).hasSize(1);
    assertThat(ledger.closed().get(0).id()).isNotEqualTo(first);
    assertThat(ledger.closed().get(0).count()).isEqualTo(4);
    assertThat(ledger.totals()).containsEntry(OVERFLOW, 5L);
  }

  @Test
  void countsJournaledRowsWithWhoNeverGotThem() {
    LossLedger ledger = ledger();
    ledger.countJournaled(DROPPED, EPOCH, 11, 20, List.of("centre"));
    ledger.countJournaled(DROPPED, EPOCH, 21, 30, List.of("partner"));
    time.pass(Duration.ofSeconds(10));

    Loss loss = ledger.closed().get(0);
    assertThat(loss.count()).isEqualTo(20);
    assertThat(loss.epoch()).isEqualTo(EPOCH.toString());
    assertThat(loss.sequenceFrom()).isEqualTo(11);
    assertThat(loss.sequenceTo()).isEqualTo(30);
    assertThat(loss.undeliveredTo()).containsExactlyInAnyOrder("centre", "partner");
  }

  @Test
  void countsTheRowsOfOneDeviceAmongThoseOfOthers() {
    LossLedger ledger = ledger();
    LossLedger.Key key = new LossLedger.Key(LossCause.RETENTION, "tank", "process");
    ledger.countJournaled(key, new LossLedger.Rows(EPOCH, 11, 20, 4, 500, 900), List.of("centre"));
    ledger.countJournaled(key, new LossLedger.Rows(EPOCH, 25, 40, 3, 400, 800), List.of("centre"));
    time.pass(Duration.ofSeconds(10));

    Loss loss = ledger.closed().get(0);
    assertThat(loss.count()).isEqualTo(7);
    assertThat(loss.sequenceFrom()).isEqualTo(11);
    assertThat(loss.sequenceTo()).isEqualTo(40);
    assertThat(loss.eventFrom()).isEqualTo(400);
    assertThat(loss.eventTo()).isEqualTo(900);
    assertThat(ledger.totals()).containsEntry(key, 7L);
  }

  @Test
  void journaledRowsOfTwoEpochsAreTwoRows() {
    LossLedger ledger = ledger();
    Epoch other = new Epoch(0x5678);
    ledger.countJournaled(DROPPED, EPOCH, 11, 20, List.of("centre"));
    ledger.countJournaled(DROPPED, other, 1, 5, List.of("centre"));
    time.pass(Duration.ofSeconds(10));

    assertThat(ledger.closed())
        .extracting(Loss::epoch)
        .containsExactlyInAnyOrder(EPOCH.toString(), other.toString());
    assertThat(ledger.totals()).containsEntry(DROPPED, 15L);
  }

  @Test
  void aGapLastsUntilTheFirstValueAfterIt() {
    LossLedger ledger = ledger();
    ledger.beginGap(DOWN, 1_000);
    ledger.beginGap(DOWN, 2_000);
    time.pass(Duration.ofHours(3));
    assertThat(ledger.closed()).isEmpty();
    assertThat(ledger.pending()).hasSize(1);

    ledger.endGap(DOWN, 5_000);

    Loss loss = ledger.closed().get(0);
    assertThat(loss.count()).isEqualTo(Loss.UNKNOWN_COUNT);
    assertThat(loss.eventFrom()).isEqualTo(1_000);
    assertThat(loss.eventTo()).isEqualTo(5_000);
  }

  @Test
  void aGapDuringWhichTheClockWasPutBackReachesFromTheEarlierTimeToTheLater() {
    LossLedger ledger = ledger();
    ledger.beginGap(DOWN, 5_000);

    ledger.endGap(DOWN, 1_000);

    Loss loss = ledger.closed().get(0);
    assertThat(loss.eventFrom()).isEqualTo(1_000);
    assertThat(loss.eventTo()).isEqualTo(5_000);
  }

  @Test
  void endingWhatNeverBeganDoesNothing() {
    LossLedger ledger = ledger();
    ledger.endGap(DOWN, 5_000);
    assertThat(ledger.pending()).isEmpty();
    assertThat(ledger.totals()).isEmpty();
  }
}
