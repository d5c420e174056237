package dev.penstock.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.gateway.demo.plant.PlantJournal;
import dev.penstock.uplink.twin.TwinSummary;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReckoningTest {

  private static final EpochStart START =
      new EpochStart(new Epoch(7), null, 0, EpochStart.Reason.CREATED, "boot");
  private static final JournalAccount JOURNAL =
      new JournalAccount(List.of(new EpochSpan(START, 1, 10)), Map.of());

  @Test
  void isCompleteWhenTheTwinHasEachRowOnce() {
    ObservationTally tally = Reckoning.observations(JOURNAL, twin(cover(10, 0, 10)));

    assertThat(tally.isComplete()).isTrue();
    assertThat(tally.delivered()).isEqualTo(10);
  }

  @Test
  void isCompleteWhenTheRestIsToldToBeLost() {
    assertThat(Reckoning.observations(JOURNAL, twin(cover(10, 3, 7))).isComplete()).isTrue();
  }

  @Test
  void isNotCompleteWhenTheTwinNeverSawTheEnd() {
    ObservationTally tally = Reckoning.observations(JOURNAL, twin(cover(9, 0, 9)));

    assertThat(tally.isComplete()).isFalse();
    assertThat(tally.missing()).isEqualTo(1);
  }

  @Test
  void isNotCompleteWhenACoveredRowWasNotStored() {
    assertThat(Reckoning.observations(JOURNAL, twin(cover(10, 0, 9))).isComplete()).isFalse();
  }

  @Test
  void countsRowsThatWereNeverJournaledAsDuplicates() {
    ObservationTally tally = Reckoning.observations(JOURNAL, twin(cover(10, 0, 12)));

    assertThat(tally.isComplete()).isFalse();
    assertThat(tally.duplicates()).isEqualTo(2);
  }

  @Test
  void missesEverythingOfAnEpochThatTheTwinDoesNotKnow() {
    assertThat(Reckoning.observations(JOURNAL, twin(List.of())).missing()).isEqualTo(10);
  }

  @Test
  void countsTheSafeValueAsTheEndOfALease() {
    CommandTally tally =
        Reckoning.commands(List.of(), List.of(), List.of(write("0.0", GatewayYaml.USER)));

    assertThat(tally.reverts()).isEqualTo(1);
    assertThat(tally.isExplained()).isTrue();
  }

  @Test
  void namesAWriteThatNobodyAskedFor() {
    CommandTally tally =
        Reckoning.commands(List.of(), List.of(), List.of(write("5.0", GatewayYaml.USER)));

    assertThat(tally.unexplained()).containsExactly("nobody asked for Pump1.Voltage = 5.0");
  }

  @Test
  void aCommandOfSomebodyElseExplainsOneWrite() {
    Wish wish = new Wish("tank/pump1Voltage", "5", "", Duration.ZERO, "by anna");
    PlantJournal.Entry write = write("5.0", GatewayYaml.USER);

    assertThat(Reckoning.commands(List.of(), List.of(wish), List.of(write)).others()).isEqualTo(1);
    assertThat(Reckoning.commands(List.of(), List.of(wish), List.of(write, write)).unexplained())
        .containsExactly("nobody asked for Pump1.Voltage = 5.0");
  }

  @Test
  void leavesWhatWasTurnedAtThePanelToThePlant() {
    String panel = PlantJournal.LOCAL_PANEL;

    assertThat(Reckoning.commands(List.of(), List.of(), List.of(write("5.0", panel))).writes())
        .isZero();
  }

  private static PlantJournal.Entry write(String value, String user) {
    return new PlantJournal.Entry(1, "Pump1.Voltage", value, user, "session", 0, true);
  }

  private static List<EpochCover> cover(long covered, long lost, long stored) {
    List<Range> holes = List.of();
    return List.of(
        new EpochCover(
            GatewayYaml.GATEWAY, GatewayYaml.UPLINK, START, covered, covered, lost, stored, holes));
  }

  private static TwinSummary twin(List<EpochCover> epochs) {
    TwinSummary.Latency none = new TwinSummary.Latency(0, 0, 0);
    return new TwinSummary("", 0, List.of(), epochs, 0, Map.of(), none, Map.of(), List.of(), 0);
  }
}
