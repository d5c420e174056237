package dev.penstock.uplink;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.uplink.Coverage.Stretch;
import dev.penstock.uplink.LaneReader.Progress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything below the live rows that the centre has not, oldest first, and then what it asked for
 * again; at most so many rows a second. Belongs to one thread.
 */
final class HistoryLane implements AutoCloseable {

  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(5);
  private static final long BURST = TimeUnit.MILLISECONDS.toNanos(50);

  private final LaneReader reader;
  private final Coverage coverage;
  private final Replays replays;
  private final Supplier<Dictionary> inForce;
  private final int rowsASecond;
  private @Nullable Stretch filling;
  private boolean backlog = true;
  private long dueAt;
  private long lookAgainAt;

  /**
   * @param inForce what a frame without rows may name
   */
  HistoryLane(
      LaneReader reader,
      Coverage coverage,
      Replays replays,
      Supplier<Dictionary> inForce,
      int rowsASecond) {
    this.reader = reader;
    this.coverage = coverage;
    this.replays = replays;
    this.inForce = inForce;
    this.rowsASecond = rowsASecond;
  }

  /** Looks anew at what is missing, at the next opportunity. */
  void lookAgain(long now) {
    backlog = true;
    lookAgainAt = now;
  }

  /** Leaves what it was at: the mark has moved. */
  void restart(long now) {
    filling = null;
    backlog = true;
    dueAt = now;
    lookAgainAt = now;
  }

  /** Whether it is in the middle of a stretch. */
  boolean isBusy() {
    return filling != null || replays.isAnswering();
  }

  /** Whether there may be rows below the mark that were not sent. */
  boolean hasBacklog() {
    return backlog;
  }

  void replay(Replay request) {
    replays.ask(request);
  }

  /** The clock entries known at the end of a journal. */
  List<ClockEntry> clocksAt(EpochSpan end) {
    filling = null;
    reader.seek(end.start(), end.last(), end.last());
    return reader.clocksAhead();
  }

  /**
   * The next frame that is due; null if there is none now.
   *
   * @param live bounds what is history
   */
  @Nullable MadeFrame next(long now, LaneReader live, Supplier<Created> created) {
    if (now - dueAt < 0) {
      return null;
    }
    if (filling == null && !findStretch(now, live)) {
      return answer(now, created);
    }
    Stretch stretch = filling;
    if (stretch != null && reader.next() <= goneTo(stretch)) {
      boolean known = reader.dictionary().size() > 0;
      reader.lost(goneTo(stretch), known ? reader.dictionary() : inForce.get());
    } else {
      fill(now);
    }
    if (stretch != null && reader.next() > stretch.to()) {
      filling = null;
    }
    return reader.hasFrame() ? paced(reader.finish(created.get()), now) : null;
  }

  private @Nullable MadeFrame answer(long now, Supplier<Created> created) {
    Answer answer = replays.answer();
    MadeFrame made = answer == null ? null : answer.next(created.get());
    return made == null ? null : paced(made, now);
  }

  private void fill(long now) {
    Progress progress = reader.fill();
    if (progress == Progress.DRAINED) {
      lookAgainAt = now + LOOK_AGAIN; // Said to be there, and is not: ask the journal again later.
    }
    if (progress != Progress.FULL) {
      filling = null;
    }
  }

  private boolean findStretch(long now, LaneReader live) {
    Stretch found = null;
    if (now - lookAgainAt >= 0) {
      coverage.refresh();
      found = coverage.firstMissing(live.epoch().epoch(), live.unfinished()).orElse(null);
      lookAgainAt = found == null ? now + LOOK_AGAIN : now;
      backlog = found != null;
    }
    if (found == null) {
      found = replays.nextStretch();
    }
    if (found != null) {
      reader.seek(found.epoch(), found.from(), found.to());
    }
    filling = found;
    return found != null;
  }

  /** Up to where a stretch is known to be gone from the journal. */
  private long goneTo(Stretch stretch) {
    long first = coverage.span(stretch.epoch().epoch()).map(EpochSpan::first).orElse(0L);
    return first == 0 ? stretch.to() : Math.min(stretch.to(), first - 1);
  }

  private MadeFrame paced(MadeFrame made, long now) {
    long cost = TimeUnit.SECONDS.toNanos(made.rows()) / rowsASecond;
    dueAt = Math.max(dueAt, now - BURST) + cost;
    return made;
  }

  @Override
  public void close() {
    reader.close();
    replays.close();
  }
}
