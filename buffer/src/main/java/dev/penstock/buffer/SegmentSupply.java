package dev.penstock.buffer;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Has the next segment ready before it is needed. Only {@link #take} is called from outside the
 * thread that makes them, and it waits for that thread: files are not touched by threads that
 * somebody may interrupt.
 */
final class SegmentSupply {

  private final SegmentFolder folder;
  private final Retention retention;
  private final long segmentBytes;
  private JournalState state;
  private volatile @Nullable SegmentWriter spare;
  private volatile @Nullable JournalException failure;

  SegmentSupply(SegmentFolder folder, Retention retention, long segmentBytes, JournalState state) {
    this.folder = folder;
    this.retention = retention;
    this.segmentBytes = segmentBytes;
    this.state = state;
  }

  /** On the thread for that: makes the next segment, if there is none, or remembers why not. */
  synchronized void prepare() {
    if (spare != null) {
      return;
    }
    try {
      state = retention.makeRoom(SegmentWriter.allocated(segmentBytes), state);
      spare = make();
      failure = null;
      state = state.withNext(state.next() + 1);
      state.write(folder.path());
    } catch (JournalException e) {
      failure = e;
    } catch (IOException e) {
      failure = DiskFile.failed("make room", folder.path(), e);
    } catch (RuntimeException | InternalError e) {
      // The last is what a store into a mapped page without a disk behind it becomes.
      failure = DiskFile.failed("make a segment", folder.path(), new IOException(e));
    } finally {
      notifyAll();
    }
  }

  /** Gives way to others on a full disk as long as there is something that may be dropped. */
  private SegmentWriter make() throws JournalException, IOException {
    while (true) {
      long number = state.next();
      try {
        return SegmentWriter.create(folder, number, segmentBytes, introduction(number));
      } catch (JournalException full) {
        JournalState smaller =
            full.reason() == JournalException.Cause.FULL
                ? retention.giveWay(SegmentWriter.allocated(segmentBytes), state)
                : null;
        if (smaller == null) {
          throw full;
        }
        state = smaller;
      }
    }
  }

  private byte[] introduction(long number) {
    JsonWriter json = new JsonWriter().object().key("format").int32(Block.VERSION);
    return json.field("gateway", state.gateway()).field("segment", number).endObject().bytes();
  }

  /** Hands out the next segment. Throws what stood in the way of making one. */
  synchronized SegmentWriter take(Runnable prepareSoon) throws JournalException {
    if (spare == null && failure == null) {
      prepareSoon.run();
    }
    boolean interrupted = false;
    while (spare == null && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    SegmentWriter taken = spare;
    if (taken == null) {
      throw again(failure);
    }
    spare = null;
    return taken;
  }

  private static JournalException again(@Nullable JournalException first) {
    return first == null
        ? new JournalException(JournalException.Cause.CLOSED, "the journal was closed")
        : new JournalException(first.reason(), String.valueOf(first.getMessage()), first);
  }

  // These never wait: the thread that makes segments may be waiting for who asks.

  @Nullable JournalException failure() {
    return failure;
  }

  /** Bytes that the segment held ready takes. */
  long bytes() {
    return spare == null ? 0 : SegmentWriter.allocated(segmentBytes);
  }

  /** Gives back what was not needed. */
  synchronized void close() {
    SegmentWriter unused = spare;
    if (unused != null) {
      spare = null;
      try {
        state = state.withNext(unused.number());
        state.write(folder.path());
        unused.abandon();
        folder.discard(unused.number());
      } catch (IOException e) {
        Logger.warn("A segment held ready could not be given back. why={}", e.toString());
      }
    }
  }
}
