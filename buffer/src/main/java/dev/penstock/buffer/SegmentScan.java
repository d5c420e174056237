package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.LossLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be read in a segment without a footer, found by looking at every block, past
 * zeros and garbage.
 */
final class SegmentScan {

  private static final int PAGE = 4096;

  private @Nullable EpochStart start;
  private @Nullable Epoch epoch;
  private long first;
  private long last;
  private long rows;
  private long eventFrom = Long.MAX_VALUE;
  private long eventTo = Long.MIN_VALUE;
  private long blockEventFrom = ObservationBatch.ABSENT;
  private int blocks;
  private long end;
  private long keep;
  private int version = Block.VERSION;
  private boolean damaged;
  private boolean endDamaged;
  private final List<LossLedger.Rows> gaps = new ArrayList<>();

  private SegmentScan() {}

  static SegmentScan of(Path file) throws IOException {
    SegmentScan scan = new SegmentScan();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      BlockStream stream = new BlockStream(channel);
      while (stream.next(size, true)) {
        scan.damaged |= stream.skippedDamage();
        scan.take(stream.buffer(), stream.block());
        scan.end = stream.position();
      }
      scan.endDamaged = stream.stoppedAtCompleteDocument(size);
      scan.damaged |= scan.endDamaged;
      scan.keep = scan.damaged ? lastUsedByte(channel, scan.end, size) : scan.end;
    }
    return scan;
  }

  private void take(ByteBuffer buffer, int block) {
    version = Math.max(version, Block.version(buffer, block));
    switch (Block.type(buffer, block)) {
      case DEFINITIONS -> define(buffer, block);
      case ROWS -> addRows(buffer, block);
      default -> {}
    }
  }

  private void define(ByteBuffer buffer, int block) {
    Definitions definitions = Definitions.read(Block.body(buffer, block));
    start = definitions.start();
    epoch = definitions.start().epoch();
    first = definitions.first();
    last = first - 1;
  }

  private void addRows(ByteBuffer buffer, int block) {
    long from = Block.first(buffer, block);
    if (epoch == null) {
      epoch = new Epoch(Block.epoch(buffer, block));
      first = from;
      last = from - 1;
    }
    if (epoch.bits() != Block.epoch(buffer, block) || from <= last) {
      return;
    }
    if (from > last + 1) {
      long upTo = buffer.getLong(block + Block.EVENT_TO_AT);
      gaps.add(
          new LossLedger.Rows(
              epoch, last + 1, from - 1, from - last - 1, blockEventFrom, known(upTo)));
    }
    last = Block.last(buffer, block);
    blockEventFrom = known(buffer.getLong(block + Block.EVENT_FROM_AT));
    rows += Block.rows(buffer, block);
    eventFrom = Math.min(eventFrom, buffer.getLong(block + Block.EVENT_FROM_AT));
    eventTo = Math.max(eventTo, buffer.getLong(block + Block.EVENT_TO_AT));
    blocks = 31 * blocks + Block.checksum(buffer, block);
  }

  private static long known(long event) {
    return event == Long.MAX_VALUE ? ObservationBatch.ABSENT : event;
  }

  /** What cannot be read is kept for who may be able to: only zeros are cut. */
  private static long lastUsedByte(FileChannel file, long end, long size) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    for (long at = size - size % PAGE; at >= end; at -= PAGE) {
      page.clear().limit((int) Math.min(PAGE, size - at));
      DiskFile.readFully(file, page, at);
      for (int i = page.limit() - 1; i >= 0; i--) {
        if (page.get(i) != 0) {
          return at + i + 1;
        }
      }
    }
    return end;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  boolean isDamaged() {
    return damaged || !gaps.isEmpty();
  }

  /** Whether there is something behind the last block that was complete once. */
  boolean isEndDamaged() {
    return endDamaged;
  }

  /** Rows that should be between the first and the last, and are not. */
  List<LossLedger.Rows> gaps() {
    return List.copyOf(gaps);
  }

  int version() {
    return version;
  }

  /** Where the footer goes. */
  long keep() {
    return keep;
  }

  /**
   * @param before the segment before this one, from which to guess what the lost head said
   */
  Footer footer(@Nullable Segment before) {
    Footer.Ending ending = isDamaged() ? Footer.Ending.DAMAGED : Footer.Ending.FOUND;
    if (epoch == null && before != null) {
      // Nothing of it can be read: it holds no row, at the end of what is known.
      long nothing = before.last();
      return new Footer(
          before.start(), nothing + 1, nothing, 0, eventFrom, eventTo, end, blocks, ending);
    }
    return new Footer(start(before), first, last, rows, eventFrom, eventTo, end, blocks, ending);
  }

  private EpochStart start(@Nullable Segment before) {
    EpochStart known = start;
    if (known != null) {
      return known;
    }
    Epoch own = epoch == null ? new Epoch(0) : epoch;
    if (before == null) {
      return new EpochStart(own, null, 0, EpochStart.Reason.DAMAGED, "");
    }
    return before.epoch().equals(own)
        ? before.start()
        : new EpochStart(
            own, before.epoch(), before.last(), EpochStart.Reason.DAMAGED, before.start().boot());
  }
}
