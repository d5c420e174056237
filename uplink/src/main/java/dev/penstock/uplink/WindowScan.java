package dev.penstock.uplink;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.signing.message.Replay.Window;
import dev.penstock.uplink.Coverage.Stretch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stretches of the journal that hold event times of a window, a few batches at a time.
 * They are whole batches: a frame's cover must not hide rows that were not asked for.
 */
final class WindowScan implements AutoCloseable {

  private static final int BATCHES_A_STEP = 256;

  private final JournalReader reader;
  private final Window window;
  private final ObservationBatch batch = new ObservationBatch();
  private @Nullable Stretch open;
  private boolean finished;

  WindowScan(JournalReader reader, Window window) {
    this.reader = reader;
    this.window = window;
    reader.seekEvents(window.fromNs(), window.toNs());
  }

  boolean isFinished() {
    return finished && open == null;
  }

  /** Reads on; the next stretch if one is complete. */
  @Nullable Stretch step() {
    for (int i = 0; i < BATCHES_A_STEP && !finished; i++) {
      Stretch complete = reader.read(batch) ? take() : end();
      if (complete != null) {
        return complete;
      }
    }
    return null;
  }

  private @Nullable Stretch end() {
    finished = true;
    Stretch complete = open;
    open = null;
    return complete;
  }

  private @Nullable Stretch take() {
    Stretch before = open;
    if (!holdsSome()) {
      open = null;
      return before;
    }
    EpochStart epoch = reader.epoch();
    long first = batch.firstSequence();
    long last = first + batch.size() - 1;
    boolean joins =
        before != null && before.epoch().epoch().equals(epoch.epoch()) && before.to() == first - 1;
    open = new Stretch(epoch, joins ? before.from() : first, last);
    return joins ? null : before;
  }

  private boolean holdsSome() {
    for (int row = 0; row < batch.size(); row++) {
      long event = batch.event(row);
      if (event != ObservationBatch.ABSENT && event >= window.fromNs() && event <= window.toNs()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    reader.close();
  }
}
