package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Forces what was appended to the disk, seals what is full, and says up to where a power cut costs
 * nothing. Runs on the journal's own thread; {@link #await} alone is for others.
 */
final class Durability {

  /** With so few rows since the last time, the next forcing may wait: it wears the disk. */
  private static final long FEW_ROWS = 100;

  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private record Reached(@Nullable Epoch epoch, long sequence) {}

  private final JournalSettings settings;
  private final SegmentFolder folder;
  private final Appender appender;
  private final LossLedger losses;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
  private Reached reached = new Reached(null, 0);
  private long forcedEnd;
  private @Nullable SegmentWriter forcedIn;
  private long waitedMillis;

  Durability(JournalSettings settings, SegmentFolder folder, Appender appender, LossLedger losses) {
    this.settings = settings;
    this.folder = folder;
    this.appender = appender;
    this.losses = losses;
  }

  void onReached(LongConsumer listener) {
    listeners.add(listener);
  }

  /** Everything up to here, of this epoch, is durable. */
  synchronized long reached(Epoch epoch) {
    return epoch.equals(reached.epoch()) ? reached.sequence() : 0;
  }

  /** Waits until a sequence is durable, or cannot be made so for now. */
  synchronized void await(Epoch epoch, long sequence) {
    boolean interrupted = false;
    while (isAwaited(epoch, sequence)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAwaited(Epoch epoch, long sequence) {
    boolean over = appender.isBroken() || appender.isClosed();
    return !over && appender.start().epoch().equals(epoch) && reached(epoch) < sequence;
  }

  /** The interval has passed: forces, unless little came in and nobody needs to hurry. */
  void tick(long millis) {
    waitedMillis += millis;
    Appender.Open open = appender.open();
    long waiting = open == null ? 0 : open.segment().last() - reached(open.segment().epoch());
    boolean hurry = waiting >= FEW_ROWS || waitedMillis >= LONGEST_WAIT_MILLIS;
    if (appender.isBroken() || (waiting > 0 && hurry)) {
      force();
    }
  }

  /** Forces whatever was appended. */
  void force() {
    waitedMillis = 0;
    try {
      heal();
      sealFinished();
      Appender.Open open = appender.open();
      if (open != null) {
        Epoch epoch = open.segment().epoch();
        long last = open.segment().last();
        long end = open.segment().end();
        if (settings.sync() != JournalSettings.Sync.NONE) {
          open.writer().force();
        }
        forcedIn = open.writer();
        forcedEnd = end;
        reach(epoch, last);
      }
    } catch (IOException e) {
      breakDown(e);
    }
  }

  /** Seals, and therefore forces, the segments nobody writes into any more. */
  void sealFinished() throws IOException {
    for (Appender.Open done = appender.nextFinished();
        done != null;
        done = appender.nextFinished()) {
      Segment segment = done.segment();
      long bytes = done.writer().seal(segment.footer());
      folder.settle(segment.number());
      segment.sealed(bytes);
      appender.sealed(done);
      reach(segment.epoch(), segment.last());
    }
  }

  /** {@link #sealFinished}, as a task. */
  void seal() {
    try {
      sealFinished();
    } catch (IOException e) {
      breakDown(e);
    }
  }

  private void breakDown(IOException e) {
    JournalException why = DiskFile.failed("make rows durable", folder.path(), e);
    if (!appender.isBroken()) {
      Logger.error("The journal's disk fails. folder={} why={}", folder.path(), e.toString());
    }
    appender.breakDown(why);
    synchronized (this) {
      notifyAll();
    }
  }

  /** After a failure the system believes the disk has what it has not: writes it once more. */
  private void heal() throws IOException {
    if (!appender.isBroken()) {
      return;
    }
    Appender.Open open = appender.open();
    if (open != null) {
      long from = open.writer() == forcedIn ? forcedEnd : 0;
      open.writer().rewrite(from, open.segment().end());
      open.writer().force();
    }
    sealFinished();
    appender.breakDown(null);
    Logger.info("The journal's disk works again. folder={}", folder.path());
  }

  private void reach(Epoch epoch, long sequence) {
    synchronized (this) {
      if (sequence <= reached(epoch)) {
        return;
      }
      reached = new Reached(epoch, sequence);
      notifyAll();
    }
    losses.durable(epoch, sequence);
    for (LongConsumer listener : listeners) {
      try {
        listener.accept(sequence);
      } catch (RuntimeException e) {
        Logger.error(e, "A listener of the durable mark failed. sequence={}", sequence);
      }
    }
  }

  /** Lets everybody go who waits. */
  synchronized void close() {
    notifyAll();
  }
}
