package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoleWatchTest {

  private static final Stream STREAM = new Stream("hall-7", new Epoch(1), "centre");

  private final TwinLedger ledger = new TwinLedger();
  private final HoleWatch watch = new HoleWatch("run");

  private void cover(long from, long to) {
    ledger.restore(STREAM, RangeSet.of(List.of(new Range(from, to))), new RangeSet(), List.of());
  }

  @Test
  void asksOnlyForWhatDoesNotComeByItself() {
    cover(5, 10);
    assertThat(watch.look(ledger)).isEmpty();
    cover(3, 4);
    assertThat(watch.look(ledger)).isEmpty();

    List<Replay> asked = watch.look(ledger);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).ranges())
        .containsExactly(new Replay.Part(new Epoch(1), new Range(1, 2)));
    assertThat(watch.look(ledger).get(0).route().id()).isNotEqualTo(asked.get(0).route().id());
    cover(1, 2);
    assertThat(watch.look(ledger)).isEmpty();
  }

  @Test
  void asksForNoMoreRangesThanARequestHolds() {
    for (int i = 0; i < 100; i++) {
      cover(2 + 2 * i, 2 + 2 * i);
    }
    watch.look(ledger);

    assertThat(watch.look(ledger).get(0).ranges()).hasSize(64);
  }
}
