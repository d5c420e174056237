package dev.penstock.buffer;

import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.JournalStatus;
import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A journal's folder seen from outside, while somebody else may be writing. Only reads: not even
 * the lock's file is opened.
 */
final class FolderView implements JournalView, SegmentSource {

  private final SegmentFolder folder;
  private final JournalState state;
  private final DictionaryShelf dictionaries = new DictionaryShelf();
  private final Map<Long, Segment> known = new ConcurrentHashMap<>();

  private FolderView(SegmentFolder folder, JournalState state) {
    this.folder = folder;
    this.state = state;
  }

  static FolderView open(Path path) throws JournalException {
    SegmentFolder folder = new SegmentFolder(path);
    try {
      JournalState state = JournalState.read(path);
      if (JournalState.isAbsent(path)) {
        throw new JournalException(
            JournalException.Cause.UNAVAILABLE,
            "there is no journal in %s: name the folder that journal.folder names".formatted(path));
      }
      if (state == null) {
        state = JournalState.fresh(Recovery.gatewayOf(folder, path));
      }
      state.check(path, state.gateway());
      Recovery.checkFormat(folder);
      return new FolderView(folder, state);
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE, "cannot read %s: %s".formatted(path, e), e);
    }
  }

  @Override
  public String gateway() {
    return state.gateway();
  }

  @Override
  public JournalReader reader() {
    return new SegmentReader(this);
  }

  @Override
  public SegmentFolder folder() {
    return folder;
  }

  @Override
  public List<Segment> segments() {
    try {
      List<Segment> segments = new ArrayList<>();
      for (SegmentFolder.Entry entry : folder.list()) {
        Segment segment = segment(entry.number());
        if (segment != null) {
          segments.add(segment);
        }
      }
      known.values().retainAll(segments);
      return segments;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.path(), e);
    }
  }

  /** Null if it has not begun yet, or was dropped meanwhile. */
  private @Nullable Segment segment(long number) {
    Segment segment = known.get(number);
    if (segment == null) {
      segment = look(number);
      if (segment != null) {
        known.put(number, segment);
      }
    }
    return segment;
  }

  private @Nullable Segment look(long number) {
    try (FileChannel file = folder.open(number)) {
      Footer footer = Footer.read(file);
      if (footer != null) {
        return new Segment(number, footer, file.size());
      }
      BlockStream stream = new BlockStream(file);
      while (stream.next(file.size(), false)) {
        if (Block.type(stream.buffer(), stream.block()) == Block.Type.DEFINITIONS) {
          Definitions head = Definitions.read(Block.body(stream.buffer(), stream.block()));
          return new Segment(number, head.start(), head.first(), file.size());
        }
      }
      return null;
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public boolean isWrittenElsewhere() {
    return true;
  }

  @Override
  public DictionaryShelf dictionaries() {
    return dictionaries;
  }

  @Override
  public void unreadable(LossLedger.Rows rows) {
    // Told to the ledger by the gateway, which owns it.
  }

  @Override
  public JournalStatus status() {
    SegmentList held = new SegmentList();
    for (Segment segment : segments()) {
      held.add(whole(segment));
    }
    List<EpochSpan> spans = held.spans();
    long last = spans.isEmpty() ? 0 : spans.get(spans.size() - 1).last();
    return new JournalStatus(
        JournalStatus.State.OK,
        held.rows(),
        held.bytes(),
        0,
        Long.MAX_VALUE,
        held.all().size(),
        held.oldestEvent(),
        "read only",
        last,
        0,
        spans);
  }

  private Segment scanned(Segment live) {
    try {
      Footer found = SegmentScan.of(folder.file(live.number())).footer(live);
      Segment scanned = new Segment(live.number(), live.start(), live.first(), live.bytes());
      scanned.scanned(found);
      return scanned;
    } catch (IOException dropped) {
      return live;
    }
  }

  JournalFacts facts() throws JournalException {
    List<Segment> held = segments().stream().map(this::whole).toList();
    List<JournalFacts.CursorFacts> cursors = new ArrayList<>();
    try {
      for (StoredCursor cursor : Cursors.look(folder.path()).all()) {
        long waiting = held.stream().mapToLong(segment -> waiting(cursor, segment)).sum();
        cursors.add(new JournalFacts.CursorFacts(cursor.name(), cursor.isRequired(), waiting));
      }
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE,
          "cannot read the cursors in %s: %s".formatted(folder.path(), e),
          e);
    }
    return new JournalFacts(
        folder.path(),
        state.gateway(),
        state.format(),
        status(),
        held.stream().map(JournalFacts.SegmentFacts::of).toList(),
        cursors);
  }

  private static long waiting(StoredCursor cursor, Segment segment) {
    return segment.rows() == 0
        ? 0
        : cursor.covered(segment.epoch()).missing(segment.first(), segment.last()).stream()
            .mapToLong(RangeSet.Range::size)
            .sum();
  }

  private Segment whole(Segment segment) {
    return segment.isOver() ? segment : scanned(segment);
  }

  Inspection.Result inspect(Inspection.Progress progress) throws JournalException {
    try {
      return new Inspection(folder, state, progress).run();
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.BROKEN, "cannot read %s: %s".formatted(folder.path(), e), e);
    }
  }

  @Override
  public void close() {
    known.clear();
  }
}
