package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads every byte of every segment and says what is wrong: checksums, footers, gaps between
 * sequences and between segments. Changes nothing, and may run beside a gateway that writes.
 */
public final class Inspection {

  /** Is told how far it has come. */
  @FunctionalInterface
  public interface Progress {
    void at(long bytes, long ofBytes, long rows);
  }

  /**
   * Something that is wrong.
   *
   * @param segment its number, as its file is named
   */
  public record Finding(long segment, String what) {}

  /** What was read, and what is wrong with it. */
  public record Result(int segments, long rows, long bytes, List<Finding> findings) {

    public Result {
      findings = List.copyOf(findings);
    }

    public boolean isWhole() {
      return findings.isEmpty();
    }
  }

  /** The end of the segment before: the next one must join it. */
  private record End(long number, Epoch epoch, long last) {}

  private static final int REPORT_BLOCKS = 256;

  private final SegmentFolder folder;
  private final JournalState state;
  private final Progress progress;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Long> dictionaries = new HashSet<>();

  /** Epochs that are over, since others have begun after them. */
  private final Set<Epoch> past = new HashSet<>();

  private final BlockStream stream = new BlockStream();
  private long doneBytes;
  private long allBytes;
  private long rows;
  private @Nullable End before;

  Inspection(SegmentFolder folder, JournalState state, Progress progress) {
    this.folder = folder;
    this.state = state;
    this.progress = progress;
  }

  Result run() throws IOException {
    List<SegmentFolder.Entry> entries = folder.list();
    for (SegmentFolder.Entry entry : entries) {
      allBytes += size(entry.number());
    }
    int seen = 0;
    long next = 1;
    for (SegmentFolder.Entry entry : entries) {
      try (FileChannel file = folder.open(entry.number())) {
        lookForMissing(next, entry.number());
        read(entry, file);
        seen++;
      } catch (NoSuchFileException droppedMeanwhile) {
        before = null;
      }
      next = entry.number() + 1;
    }
    lookForMissing(next, state.next());
    progress.at(allBytes, allBytes, rows);
    return new Result(seen, rows, allBytes, findings);
  }

  private long size(long number) throws IOException {
    try (FileChannel file = folder.open(number)) {
      return file.size();
    } catch (NoSuchFileException droppedMeanwhile) {
      return 0;
    }
  }

  /** Segments from one number to another, that one not included, should not just not be there. */
  private void lookForMissing(long from, long to) throws IOException {
    if (from >= to || state.dropped().containsAll(from, to - 1)) {
      return;
    }
    JournalState now = JournalState.read(folder.path());
    RangeSet dropped = now == null ? state.dropped() : now.dropped(); // Some perhaps meanwhile.
    for (RangeSet.Range gone : dropped.missing(from, to - 1)) {
      found(gone.from(), "the segments %d to %d are gone".formatted(gone.from(), gone.to()));
    }
  }

  private void read(SegmentFolder.Entry entry, FileChannel file) throws IOException {
    long number = entry.number();
    Footer footer = Footer.read(file);
    if (footer == null && entry.sealed()) {
      found(number, "has lost its footer; the next start writes it again");
    }
    SegmentWalk walk = new SegmentWalk(number);
    stream.open(file);
    long end = footer == null ? file.size() : footer.end();
    for (int i = 1; stream.next(end, true); i++) {
      walk.block(stream);
      if (i % REPORT_BLOCKS == 0) {
        progress.at(doneBytes + stream.position(), allBytes, rows + walk.rows);
      }
    }
    if (footer != null) {
      walk.compare(footer, stream.position());
    }
    join(number, walk);
    rows += walk.rows;
    doneBytes += file.size();
    progress.at(doneBytes, allBytes, rows);
  }

  private void join(long number, SegmentWalk walk) {
    End last = before;
    Epoch epoch = walk.epoch;
    if (epoch == null) {
      return;
    }
    boolean next = last != null && !last.epoch().equals(epoch);
    if (next) {
      past.add(last.epoch());
    }
    if (next && past.contains(epoch)) {
      found(number, "stands behind what came after it; the next start puts it in its place");
    }
    if (walk.previous != null) {
      past.add(walk.previous);
    }
    if (last != null
        && last.number() + 1 == number
        && last.epoch().equals(epoch)
        && last.last() + 1 != walk.first) {
      found(number, "begins at %d after %d".formatted(walk.first, last.last()));
    }
    before = new End(number, epoch, walk.last);
  }

  private void found(long segment, String what) {
    findings.add(new Finding(segment, what));
  }

  /** What the blocks of one segment say. */
  private final class SegmentWalk {

    private final long number;
    private @Nullable Epoch epoch;
    private @Nullable Epoch previous;
    private long first;
    private long last;
    private long rows;
    private int checksum;

    private SegmentWalk(long number) {
      this.number = number;
    }

    private void block(BlockStream stream) {
      ByteBuffer buffer = stream.buffer();
      int block = stream.block();
      if (stream.skippedDamage()) {
        found(number, "unreadable bytes before %d".formatted(stream.position()));
      }
      switch (Block.type(buffer, block)) {
        case DEFINITIONS -> define(Definitions.read(Block.body(buffer, block)));
        case DICTIONARY -> dictionaries.add(buffer.getLong(block + Block.DICTIONARY_AT));
        case ROWS -> rows(buffer, block);
        default -> {}
      }
    }

    private void define(Definitions definitions) {
      epoch = definitions.start().epoch();
      previous = definitions.start().previous();
      first = definitions.first();
      last = first - 1;
    }

    private void rows(ByteBuffer buffer, int block) {
      long from = Block.first(buffer, block);
      if (epoch == null) {
        found(number, "has lost its head");
        epoch = new Epoch(Block.epoch(buffer, block));
        first = from;
        last = from - 1;
      }
      if (from != last + 1) {
        found(number, "rows %d to %d are missing".formatted(last + 1, from - 1));
      }
      if (!dictionaries.contains(buffer.getLong(block + Block.DICTIONARY_AT))) {
        found(number, "row %d names points that are nowhere defined".formatted(from));
      }
      last = Block.last(buffer, block);
      rows += Block.rows(buffer, block);
      checksum = 31 * checksum + Block.checksum(buffer, block);
    }

    private void compare(Footer footer, long readTo) {
      boolean same = footer.last() == last && footer.rows() == rows && footer.blocks() == checksum;
      if (!same) {
        found(
            number,
            "holds %d rows up to %d where its footer says %d up to %d; read to byte %d of %d"
                .formatted(rows, last, footer.rows(), footer.last(), readTo, footer.end()));
      } else if (footer.ending() == Footer.Ending.DAMAGED && footer.missing() > 0) {
        found(number, "%d rows were lost before it was sealed".formatted(footer.missing()));
      }
    }
  }
}
