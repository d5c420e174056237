package dev.penstock.contract.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every uplink promises, against a centre that the test holds: each row of the journal, in
 * order as long as nothing breaks; a cursor that follows what the centre has confirmed and nothing
 * else; and words for what is wrong.
 */
@Timeout(120)
public abstract class UplinkContract implements UplinkListener {

  /** The gateway whose rows are carried. */
  protected static final String GATEWAY = "hall-7";

  private static final Dictionary DICTIONARY = Batches.dictionary("plc/a", "plc/b", "plc/c");

  /** The other end of one uplink. Confirms what it has, unless it is told not to. */
  protected interface Centre extends AutoCloseable {

    /** Cannot be reached from now on, and keeps what it has. */
    void leave();

    void comeBack();

    /** Whether it confirms; it confirms all it has once it does again. */
    void confirm(boolean does);

    /** The identity of each row that came, in order, repeats included. */
    List<ObservationId> rows();

    @Override
    void close();
  }

  /** Everything an uplink is made of, but for its settings. */
  protected record Parts(
      String uplink,
      MemoryJournal journal,
      JournalCursor cursor,
      LastValues lastValues,
      Clocks clocks) {}

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> words = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private MemoryJournal journal;

  /** Uplinks and centres read these. */
  protected abstract Clocks clocks();

  /** A new centre for an uplink, reachable and confirming. */
  protected abstract Centre centre(String uplink) throws Exception;

  /** An uplink to that centre, not started. */
  protected abstract Uplink uplink(Parts parts, Centre centre, UplinkListener listener);

  /** Lets some time pass, for whoever needs it to make progress. */
  protected abstract void pass();

  @AfterEach
  final void closeEverything() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(0, resource);
    return resource;
  }

  private MemoryJournal journal() {
    if (journal == null) {
      journal = new MemoryJournal(GATEWAY, DICTIONARY, clocks());
    }
    return journal;
  }

  private Uplink start(String id, Centre centre) {
    MemoryJournal rows = journal();
    LastValues lastValues = new LastValues(GATEWAY, DICTIONARY);
    Parts parts = new Parts(id, rows, rows.cursor(id, true), lastValues, clocks());
    Uplink uplink = keep(uplink(parts, centre, this));
    uplink.start();
    return uplink;
  }

  private void append(int rows) {
    try {
      for (int left = rows; left > 0; left -= 100) {
        journal().append(Batches.numbered(clocks(), 3, Math.min(100, left), left));
      }
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  private void await(String what, BooleanSupplier condition) {
    for (int turn = 0; turn < 6000; turn++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pass();
    }
    throw new AssertionError("never: " + what + "; it said " + words);
  }

  private boolean hasAll(Centre centre) {
    return has(centre, journal().epoch(), journal().lastSequence());
  }

  private static boolean has(Centre centre, Epoch epoch, long last) {
    RangeSet there = new RangeSet();
    for (ObservationId row : centre.rows()) {
      if (row.epoch().equals(epoch)) {
        there.add(row.sequence(), row.sequence());
      }
    }
    return there.containsAll(1, last);
  }

  private RangeSet covered(String id) {
    return journal().cursor(id, true).covered(journal().epoch());
  }

  private void awaitConfirmed(String id) {
    await("all confirmed", () -> covered(id).containsAll(1, journal().lastSequence()));
  }

  @Test
  void deliversEveryRowOnceAndInOrderWhileNothingBreaks() throws Exception {
    Centre centre = keep(centre("all"));
    start("all", centre);
    append(500);
    await("everything arrived", () -> hasAll(centre));

    assertThat(centre.rows()).hasSameSizeAs(new HashSet<>(centre.rows()));
    assertThat(centre.rows()).allMatch(row -> row.gateway().equals(GATEWAY));
  }

  @Test
  void theCursorFollowsWhatTheCentreHasConfirmed() throws Exception {
    Centre centre = keep(centre("confirmed"));
    centre.confirm(false);
    Uplink uplink = start("confirmed", centre);
    append(30);
    await("everything arrived", () -> hasAll(centre));
    assertThat(covered("confirmed").isEmpty()).isTrue();
    assertThat(uplink.status().pending()).isEqualTo(31);
    assertThat(uplink.status().acked()).isZero();

    centre.confirm(true);

    awaitConfirmed("confirmed");
    await("the status says so", () -> uplink.status().pending() == 0);
    assertThat(uplink.status().acked()).isEqualTo(31);
    assertThat(uplink.status().sent()).isGreaterThanOrEqualTo(31);
    assertThat(uplink.status().uplink()).isEqualTo("confirmed");
  }

  @Test
  void startsWithoutItsCentreAndSaysWhatIsWrong() throws Exception {
    Centre centre = keep(centre("later"));
    centre.leave();
    Uplink uplink = start("later", centre);
    append(10);
    await("it is told", () -> uplink.status().state() == LinkState.DOWN && !words.isEmpty());
    assertThat(uplink.status().why()).isNotBlank();

    centre.comeBack();

    awaitConfirmed("later");
    await("it is told", () -> uplink.status().state() == LinkState.UP);
  }

  @Test
  void anOutageLosesNothing() throws Exception {
    Centre centre = keep(centre("outage"));
    start("outage", centre);
    append(50);
    awaitConfirmed("outage");
    centre.leave();
    append(2500);
    centre.comeBack();
    append(50);

    awaitConfirmed("outage");
    assertThat(hasAll(centre)).isTrue();
  }

  @Test
  void anotherOneGoesOnWhereTheCursorIs() throws Exception {
    Centre centre = keep(centre("next"));
    Uplink first = start("next", centre);
    append(100);
    awaitConfirmed("next");
    first.close();
    int before = centre.rows().size();
    append(100);
    start("next", centre);
    awaitConfirmed("next");

    List<ObservationId> later = centre.rows().subList(before, centre.rows().size());
    assertThat(later).allMatch(row -> row.sequence() > 101);
  }

  @Test
  void followsTheJournalIntoItsNextEpoch() throws Exception {
    Centre centre = keep(centre("epochs"));
    start("epochs", centre);
    append(20);
    Epoch first = journal().epoch();
    long last = journal().lastSequence();
    journal().renew(EpochStart.Reason.FORK);
    append(20);

    awaitConfirmed("epochs");
    await("both arrived", () -> has(centre, first, last) && hasAll(centre));
    await(
        "both are confirmed",
        () -> journal().cursor("epochs", true).covered(first).containsAll(1, last));
  }

  @Test
  void oneWhoseCentreIsAwayHoldsUpNoOther() throws Exception {
    Centre there = keep(centre("there"));
    Centre away = keep(centre("away"));
    away.leave();
    start("away", away);
    start("there", there);
    append(300);

    awaitConfirmed("there");
    assertThat(covered("away").isEmpty()).isTrue();
  }

  @Test
  void closingTwiceIsClosingAndNothingIsSentAfterwards() throws Exception {
    Centre centre = keep(centre("closed"));
    Uplink uplink = start("closed", centre);
    append(10);
    awaitConfirmed("closed");
    uplink.close();
    uplink.close();
    append(10);
    pass();

    assertThat(uplink.status().state()).isEqualTo(LinkState.DOWN);
    assertThat(covered("closed").ranges()).containsExactly(new Range(1, 11));
    assertThat(refusals).isEmpty();
  }

  @Override
  public void link(LinkState state, String why) {
    words.add(state + " " + why);
  }

  @Override
  public void rejected(Epoch epoch, long from, long to, String reason) {
    refusals.add(epoch + " " + from + ".." + to + " " + reason);
  }

  @Override
  public void forked(Epoch epoch) {
    refusals.add("fork " + epoch);
  }

  @Override
  public void ended(Exception cause) {
    words.add("ended: " + cause);
  }
}
