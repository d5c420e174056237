package dev.penstock.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.contract.testkit.MemoryJournal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForksTest {

  private final FakeTime time = new FakeTime();
  private final MemoryJournal journal =
      new MemoryJournal("gw", Batches.dictionary("tank/level"), time.clocks());
  private final AtomicInteger restated = new AtomicInteger();
  private final Forks forks = new Forks(journal, time.clocks().mono(), restated::incrementAndGet);

  @Test
  void aForkOfThePresentEpochOpensANewOne() {
    Epoch forked = journal.epoch();
    forks.seen(forked);
    assertThat(journal.epoch()).isNotEqualTo(forked);
    assertThat(restated).hasValue(1);
  }

  @Test
  void aForkOfAnEpochThatIsOverChangesNothing() {
    Epoch over = journal.epoch();
    forks.seen(over);
    Epoch present = journal.epoch();
    time.pass(Duration.ofHours(1));
    forks.seen(over);
    assertThat(journal.epoch()).isEqualTo(present);
  }

  @Test
  void aTwinThatCallsEverythingAForkCostsOneEpochAMinute() {
    for (int second = 0; second < 120; second++) {
      forks.seen(journal.epoch());
      time.pass(Duration.ofSeconds(1));
    }
    assertThat(restated).hasValue(2);
  }
}
