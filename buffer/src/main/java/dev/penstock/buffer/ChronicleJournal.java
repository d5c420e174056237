package dev.penstock.buffer;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The journal on disk. Appending happens on the caller's thread; forcing and sealing on one of its
 * own, and making and dropping segments on another, so that a slow disk does not hold up the next.
 */
final class ChronicleJournal implements Journal, SegmentSource {

  private static final long MOST_MILLIS = 500;

  /** A segment a minute: a gigabyte of journal in half an hour. */
  private static final long SCRUB_MILLIS = 60_000;

  private final JournalSettings settings;
  private final JournalSetup setup;
  private final SegmentFolder folder;
  private final FolderLock lock;
  private final SegmentList segments = new SegmentList();
  private final DictionaryShelf dictionaries = new DictionaryShelf();
  private final Cursors cursors;
  private final Damage damage;
  private final Retention retention;
  private final SegmentSupply supply;
  private final Appender appender;
  private final Durability durability;
  private final DiskThread thread = new DiskThread("penstock-journal");
  private final DiskThread supplying = new DiskThread("penstock-segments");
  private final DiskThread scrubbing = new DiskThread("penstock-scrub");
  private final List<Runnable> onAppended = new CopyOnWriteArrayList<>();
  private volatile boolean scarce;
  private long sinceSaved;
  private boolean closed;

  private ChronicleJournal(
      JournalSettings settings, JournalSetup setup, FolderLock lock, Opening opening) {
    this.settings = settings;
    this.setup = setup;
    this.lock = lock;
    this.folder = opening.folder();
    this.cursors = opening.cursors();
    this.damage = opening.damage();
    opening.segments().forEach(segments::add);
    Retention.Journey journey =
        new Retention.Journey(this::sealNow, () -> new SegmentReader(this), setup.losses());
    this.retention = new Retention(settings, folder, segments, cursors, journey);
    this.supply = new SegmentSupply(folder, retention, settings.segmentBytes(), opening.state());
    this.appender =
        new Appender(supply, segments::add, new Tasks(), setup, settings.segmentBytes());
    this.durability = new Durability(settings, folder, appender, setup.losses());
  }

  /** What the appender asks of the journal's thread. */
  private final class Tasks implements Appender.Helper {

    @Override
    public void prepare() {
      supplying.submit(supply::prepare);
    }

    @Override
    public void seal() {
      thread.submit(durability::seal);
    }
  }

  private void sealNow() {
    thread.runAndWait(durability::seal);
  }

  static ChronicleJournal open(JournalSettings settings, JournalSetup setup)
      throws JournalException {
    Path path = settings.folder();
    FolderLock lock = FolderLock.acquire(path);
    try {
      Opening opening = Opening.of(path, setup);
      ChronicleJournal journal = new ChronicleJournal(settings, setup, lock, opening);
      journal.begin(opening.start());
      return journal;
    } catch (IOException e) {
      lock.releaseQuietly();
      throw DiskFile.failed("open the journal", path, e);
    } catch (JournalException | RuntimeException e) {
      lock.releaseQuietly();
      throw e;
    }
  }

  /** Takes rows, or, on a disk without room, refuses them until there is some. */
  private void begin(EpochStart start) {
    try {
      appender.begin(start);
      thread.runAndWait(durability::force);
    } catch (JournalException e) {
      Logger.error(
          "The journal takes no rows yet. folder={} why={}", folder.path(), e.getMessage());
    }
    long every = Math.min(MOST_MILLIS, settings.syncInterval().toMillis());
    thread.repeat(every, () -> tick(every));
    scrubbing.repeat(SCRUB_MILLIS, new Scrub(this));
    Logger.info(
        "Opened the journal. folder={} epoch={} reason={} segments={} sync=\"{}\"",
        settings.folder(),
        start.epoch(),
        start.reason(),
        segments.all().size(),
        settings.lossWindow());
  }

  private void stop() {
    scrubbing.stop();
    thread.stop();
    supplying.stop();
  }

  private void tick(long millis) {
    durability.tick(millis);
    scarce = retention.isScarce();
    if (supply.failure() != null) {
      supplying.submit(supply::prepare);
    }
    saveCursors(millis);
  }

  private void saveCursors(long millis) {
    sinceSaved += millis;
    if (sinceSaved >= 1_000) {
      sinceSaved = 0;
      cursors.save(segments.epochs());
      damage.save(segments.epochs());
    }
  }

  @Override
  public long append(ObservationBatch batch) throws JournalException {
    long last = appender.append(batch);
    if (settings.sync() == JournalSettings.Sync.EVERY) {
      Epoch epoch = epoch();
      thread.submit(() -> forceUpTo(epoch, last));
      durability.await(epoch, last);
    }
    onAppended.forEach(Runnable::run);
    return last;
  }

  /** One forcing serves all who came before it. */
  private void forceUpTo(Epoch epoch, long sequence) {
    if (durability.reached(epoch) < sequence) {
      durability.force();
    }
  }

  @Override
  public void define(Dictionary dictionary) throws JournalException {
    appender.define(dictionary);
  }

  @Override
  public synchronized Epoch renew(EpochStart.Reason reason) throws JournalException {
    EpochStart before = appender.start();
    EpochStart next =
        new EpochStart(
            new Epoch(setup.random().nextLong()),
            before.epoch(),
            appender.last(),
            reason,
            setup.boot());
    appender.begin(next);
    thread.runAndWait(durability::force);
    return next.epoch();
  }

  @Override
  public Epoch epoch() {
    return appender.start().epoch();
  }

  @Override
  public String boot() {
    return setup.boot();
  }

  @Override
  public String gateway() {
    return setup.gateway();
  }

  @Override
  public boolean isScarce() {
    return scarce;
  }

  @Override
  public long lastSequence() {
    return appender.last();
  }

  @Override
  public long durableSequence() {
    return durability.reached(epoch());
  }

  @Override
  public void onDurable(LongConsumer mark) {
    durability.onReached(mark);
  }

  @Override
  public void onAppended(Runnable listener) {
    onAppended.add(listener);
  }

  @Override
  public JournalCursor cursor(String name, boolean required) {
    boolean known = cursors.has(name);
    StoredCursor cursor = cursors.get(name, required);
    if (!known) {
      thread.submit(() -> cursors.save(segments.epochs()));
    }
    return cursor;
  }

  @Override
  public JournalReader reader() {
    return new SegmentReader(this);
  }

  @Override
  public JournalStatus status() {
    return new JournalStatus(
        state(),
        segments.rows(),
        segments.bytes() + supply.bytes(),
        retention.held(),
        settings.maxBytes(),
        segments.all().size(),
        segments.oldestEvent(),
        settings.lossWindow(),
        lastSequence(),
        durableSequence(),
        segments.spans());
  }

  private JournalStatus.State state() {
    if (appender.isClosed()) {
      return JournalStatus.State.CLOSED;
    }
    @Nullable JournalException failure = supply.failure();
    if (appender.isBroken()) {
      return JournalStatus.State.BROKEN;
    }
    if (failure == null || !appender.isRefusing()) {
      return JournalStatus.State.OK;
    }
    return failure.reason() == JournalException.Cause.FULL
        ? JournalStatus.State.FULL
        : JournalStatus.State.BROKEN;
  }

  @Override
  public SegmentFolder folder() {
    return folder;
  }

  @Override
  public List<Segment> segments() {
    return segments.all();
  }

  @Override
  public boolean isWrittenElsewhere() {
    return false;
  }

  @Override
  public DictionaryShelf dictionaries() {
    return dictionaries;
  }

  @Override
  public void unreadable(LossLedger.Rows rows) {
    damage.tell(rows);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    appender.close();
    thread.runAndWait(
        () -> {
          durability.seal();
          cursors.save(segments.epochs());
          damage.save(segments.epochs());
        });
    supplying.runAndWait(supply::close);
    durability.close();
    stop();
    lock.releaseQuietly();
    Logger.info("Closed the journal. folder={} last={}", settings.folder(), lastSequence());
  }
}
