package dev.penstock.buffer;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.JournalReader;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads segment after segment, waits at the end of the last, and passes over what is gone. */
final class SegmentReader implements JournalReader {

  private final SegmentSource source;
  private final RowsReader rows = new RowsReader();
  private final ClockEntries clocks = new ClockEntries();
  private final ObservationBatch scratch = new ObservationBatch();
  private DictionaryShelf.Parts parts = new DictionaryShelf.Parts();
  private @Nullable BlockStream stream;
  private @Nullable FileChannel file;
  private @Nullable Segment segment;

  /** The segment to go on with when none is open. */
  private long nextNumber;

  private Sought sought = Sought.EVERYTHING;

  /** The sequence that must come next in the open segment. */
  private long expected;

  /** The earliest event time of the block before. */
  private long blockEventFrom = ObservationBatch.ABSENT;

  private @Nullable EpochStart start;
  private @Nullable Dictionary dictionary;
  private long dictionaryMark;

  SegmentReader(SegmentSource source) {
    this.source = source;
  }

  @Override
  public void seek(Epoch epoch, long sequence) {
    leave();
    sought = Sought.EVERYTHING.from(epoch, sequence);
    nextNumber = 0;
    Segment lastOfEpoch = null;
    for (Segment candidate : source.segments()) {
      boolean same = candidate.epoch().equals(epoch);
      if (same && (lastOfEpoch == null || candidate.first() <= sequence)) {
        lastOfEpoch = candidate;
      }
    }
    if (lastOfEpoch != null) {
      nextNumber = lastOfEpoch.number();
    }
  }

  @Override
  public void seekEvents(long from, long to) {
    leave();
    sought = Sought.events(from, to);
    nextNumber = 0;
  }

  @Override
  public boolean read(ObservationBatch into) {
    try {
      while (segment != null || openNext()) {
        if (readSegment(into)) {
          return true;
        }
        if (segment != null) {
          return false;
        }
      }
      return false;
    } catch (ClosedByInterruptException interrupted) {
      // The flag is still set for the caller to see; the file is opened again by the next read.
      resumeLater();
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source.folder().path(), e);
    }
  }

  /** Opens the next segment that is still there. */
  private boolean openNext() throws IOException {
    for (Segment candidate : source.segments()) {
      if (candidate.number() >= nextNumber && !sought.isOutside(candidate)) {
        try {
          open(candidate);
          return true;
        } catch (NoSuchFileException dropped) {
          nextNumber = candidate.number() + 1;
        }
      }
    }
    return false;
  }

  private void open(Segment next) throws IOException {
    file = source.folder().open(next.number());
    if (stream == null) {
      stream = new BlockStream(file);
    } else {
      stream.open(file);
    }
    segment = next;
    nextNumber = next.number();
    expected = next.first();
    blockEventFrom = ObservationBatch.ABSENT;
    if (start == null || !start.epoch().equals(next.epoch())) {
      clocks.clear();
    }
    start = next.start();
    parts = new DictionaryShelf.Parts();
  }

  /** Reads on in the open segment; leaves it when there will be no more. */
  private boolean readSegment(ObservationBatch into) throws IOException {
    Segment open = required(segment);
    BlockStream blocks = required(stream);
    FileChannel from = required(file);
    boolean over = open.isOver();
    boolean blind = !over && source.isWrittenElsewhere();
    long end = blind ? from.size() : open.end();
    while (blocks.next(end, !blind)) {
      if (take(blocks.buffer(), blocks.block(), open, into)) {
        return true;
      }
    }
    if (over) {
      missing(open, open.last(), ObservationBatch.ABSENT);
      leave();
      nextNumber = open.number() + 1;
    } else if (blind) {
      blocks.reread();
      lookForFooter(open, from);
      return open.isOver() && readSegment(into);
    }
    return false;
  }

  private static void lookForFooter(Segment open, FileChannel from) throws IOException {
    Footer footer = Footer.read(from);
    if (footer != null) {
      open.found(footer, from.size());
    }
  }

  /** Takes notice of a block; true if it is one to hand out. */
  private boolean take(ByteBuffer buffer, int block, Segment open, ObservationBatch into) {
    switch (Block.type(buffer, block)) {
      case DEFINITIONS -> define(Definitions.read(Block.body(buffer, block)));
      case DICTIONARY -> parts.add(buffer, block, source.dictionaries());
      case ROWS -> {
        return takeRows(buffer, block, open, into);
      }
      default -> {}
    }
    return false;
  }

  private void define(Definitions definitions) {
    start = definitions.start();
    clocks.clear();
    definitions.clocks().forEach(clocks::add);
  }

  private boolean takeRows(ByteBuffer buffer, int block, Segment open, ObservationBatch into) {
    if (Block.epoch(buffer, block) != open.epoch().bits()
        || Block.first(buffer, block) < expected) {
      return false;
    }
    long latest = buffer.getLong(block + Block.EVENT_TO_AT);
    missing(open, Block.first(buffer, block) - 1, latest);
    expected = Block.last(buffer, block) + 1;
    blockEventFrom = buffer.getLong(block + Block.EVENT_FROM_AT);
    boolean early = sought.isAfter(open.epoch(), expected - 1);
    if (early || sought.isOutside(blockEventFrom, latest)) {
      if (Block.hasClocks(buffer, block)) {
        rows.read(buffer, block, scratch);
        clocks.addFrom(scratch);
      }
      return false;
    }
    if (!findDictionary(buffer.getLong(block + Block.DICTIONARY_AT))) {
      expected = Block.first(buffer, block);
      missing(open, Block.last(buffer, block), latest);
      expected = Block.last(buffer, block) + 1;
      return false;
    }
    rows.read(buffer, block, into);
    if (Block.hasClocks(buffer, block)) {
      clocks.addFrom(into);
    }
    return true;
  }

  private boolean findDictionary(long mark) {
    if (dictionary != null && dictionaryMark == mark) {
      return true;
    }
    Dictionary found = source.dictionaries().get(mark);
    if (found == null) {
      found = source.dictionaries().find(mark, source.folder(), source.segments());
    }
    if (found == null) {
      return false;
    }
    dictionary = found;
    dictionaryMark = mark;
    return true;
  }

  /** Tells of everything from what is expected up to this sequence, if there is any. */
  private void missing(Segment open, long to, long eventTo) {
    if (expected <= to) {
      long since = blockEventFrom == Long.MAX_VALUE ? ObservationBatch.ABSENT : blockEventFrom;
      source.unreadable(
          new LossLedger.Rows(open.epoch(), expected, to, to - expected + 1, since, eventTo));
    }
  }

  private void resumeLater() {
    Segment open = segment;
    leave();
    if (open != null) {
      nextNumber = open.number();
      sought = sought.from(open.epoch(), Math.max(expected, open.first()));
    }
  }

  private void leave() {
    segment = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      file = null;
    }
  }

  @Override
  public Dictionary dictionary() {
    return required(dictionary);
  }

  @Override
  public List<ClockEntry> clocks() {
    return clocks.list();
  }

  @Override
  public EpochStart epoch() {
    return required(start);
  }

  private static <T> T required(@Nullable T known) {
    if (known == null) {
      throw new IllegalStateException("nothing was read yet");
    }
    return known;
  }

  @Override
  public void close() {
    leave();
  }
}
