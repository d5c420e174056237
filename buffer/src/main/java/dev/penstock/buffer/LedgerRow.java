package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossLedger;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * One row of the ledger. Immutable: what happens to it gives another.
 *
 * @param opened monotonic; {@link #BEFORE} for a row of an earlier run
 * @param touched monotonic
 * @param told where it was appended to the journal; null if it was not
 */
record LedgerRow(Loss loss, Stage stage, long opened, long touched, @Nullable Told told) {

  /** What may still happen to it. */
  enum Stage {
    /** Counts what comes, until it is quiet. */
    COUNTING,
    /** Lasts until the first value after it. */
    GAP,
    /** Nothing more comes. */
    CLOSED
  }

  record Told(Epoch epoch, long sequence) {}

  /** The monotonic times of another run mean nothing: such a row is as quiet as can be. */
  static final long BEFORE = Long.MIN_VALUE;

  private static final long QUIET = 10_000_000_000L;
  private static final long OLD = 60_000_000_000L;

  /** Names beyond these become one {@link #OTHERS}. */
  private static final int MOST_NAMES = 8;

  private static final String OTHERS = "*";
  private static final long ABSENT = ObservationBatch.ABSENT;

  static LedgerRow counting(String id, LossLedger.Key key, String epoch, long now) {
    return new LedgerRow(empty(id, key, epoch, 0, ABSENT), Stage.COUNTING, now, now, null);
  }

  static LedgerRow gap(String id, LossLedger.Key key, long eventFrom, long now) {
    Loss loss = empty(id, key, "", Loss.UNKNOWN_COUNT, eventFrom);
    return new LedgerRow(loss, Stage.GAP, now, now, null);
  }

  private static Loss empty(
      String id, LossLedger.Key key, String epoch, long count, long eventFrom) {
    return new Loss(
        id,
        key.cause(),
        key.device(),
        key.dataClass(),
        count,
        eventFrom,
        ABSENT,
        epoch,
        0,
        0,
        List.of());
  }

  /** Nothing more will come, or nothing has come for so long that it counts as over. */
  boolean isOver(long now) {
    return switch (stage) {
      case CLOSED -> true;
      case GAP -> false;
      case COUNTING -> opened == BEFORE || now - touched >= QUIET || now - opened >= OLD;
    };
  }

  LedgerRow counted(long count, long eventFrom, long eventTo, long now) {
    return with(
        new Loss(
            loss.id(),
            loss.cause(),
            loss.device(),
            loss.dataClass(),
            sum(loss.count(), count),
            earlier(loss.eventFrom(), eventFrom),
            Math.max(loss.eventTo(), eventTo),
            loss.epoch(),
            loss.sequenceFrom(),
            loss.sequenceTo(),
            loss.undeliveredTo()),
        stage,
        now);
  }

  LedgerRow countedJournaled(LossLedger.Rows rows, List<String> undeliveredTo, long now) {
    return with(
        new Loss(
            loss.id(),
            loss.cause(),
            loss.device(),
            loss.dataClass(),
            sum(loss.count(), rows.count()),
            earlier(loss.eventFrom(), rows.eventFrom()),
            Math.max(loss.eventTo(), rows.eventTo()),
            loss.epoch(),
            loss.sequenceFrom() == 0 ? rows.first() : Math.min(loss.sequenceFrom(), rows.first()),
            Math.max(loss.sequenceTo(), rows.last()),
            names(undeliveredTo)),
        stage,
        now);
  }

  private List<String> names(List<String> more) {
    TreeSet<String> names = new TreeSet<>(loss.undeliveredTo());
    names.addAll(more);
    if (names.size() > MOST_NAMES) {
      names.add(OTHERS);
    }
    return names.stream().limit(MOST_NAMES).toList();
  }

  /**
   * The gap's end, or {@code ABSENT} for one that goes on after all. An end before the beginning is
   * a clock that was put back meanwhile: the gap then reaches from the one to the other.
   */
  LedgerRow until(long eventTo, long now) {
    boolean putBack = eventTo != ABSENT && eventTo < loss.eventFrom();
    if (putBack) {
      Logger.warn(
          "The clock was put back during a gap, whose times are a bound. loss={} begun={} ended={}",
          loss.id(),
          loss.eventFrom(),
          eventTo);
    }
    return with(
        new Loss(
            loss.id(),
            loss.cause(),
            loss.device(),
            loss.dataClass(),
            loss.count(),
            putBack ? eventTo : loss.eventFrom(),
            putBack ? loss.eventFrom() : eventTo,
            loss.epoch(),
            loss.sequenceFrom(),
            loss.sequenceTo(),
            loss.undeliveredTo()),
        eventTo == ABSENT ? Stage.GAP : Stage.CLOSED,
        now);
  }

  private LedgerRow with(Loss other, Stage otherStage, long now) {
    return new LedgerRow(other, otherStage, opened, now, null);
  }

  /** Told, or with null not told after all. */
  LedgerRow toldAs(@Nullable Told place) {
    return new LedgerRow(loss, Stage.CLOSED, opened, touched, place);
  }

  private static long sum(long a, long b) {
    return a == Loss.UNKNOWN_COUNT || b == Loss.UNKNOWN_COUNT ? Loss.UNKNOWN_COUNT : a + b;
  }

  private static long earlier(long a, long b) {
    return a == ABSENT ? b : b == ABSENT ? a : Math.min(a, b);
  }

  void write(JsonWriter json) {
    Told place = told;
    json.object().field("loss", new String(loss.body(), UTF_8)).field("stage", stage.name());
    json.field("told_in", place == null ? null : place.epoch().toString());
    json.field("told_as", place == null ? 0 : place.sequence()).endObject();
  }

  static LedgerRow read(Json json) {
    Json epoch = json.get("told_in");
    Told told =
        epoch.isNull() ? null : new Told(Epoch.parse(epoch.text()), json.get("told_as").int64());
    return new LedgerRow(
        Loss.read(json.get("loss").text().getBytes(UTF_8)),
        Stage.valueOf(json.get("stage").text()),
        BEFORE,
        BEFORE,
        told);
  }
}
