package dev.penstock.buffer;

import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.tinylog.Logger;

/**
 * The one place that writes by Chronicle Queue. Every segment is a queue of its own with a single
 * file, in a fresh folder, so that nothing found on disk can hold up or misplace an append: no
 * older file, no lock of a dead process, no roll. Its clock stands still at the segment's number.
 *
 * <p>{@link #write} is called by one thread at a time, everything else by the journal's own.
 */
final class SegmentWriter {

  private static final RollCycle CYCLE = RollCycles.FAST_DAILY;
  private static final int MAPPED = 4 << 20;

  /** Allocated beyond a segment's size: the index pages and the footer. */
  private static final int SLACK = 2 << 20;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(CYCLE.format()).withZone(ZoneOffset.UTC);

  static {
    for (String noise : new String[] {"analytics", "announcer", "disk.monitor"}) {
      System.setProperty("chronicle." + noise + ".disable", "true");
    }
  }

  private final long number;
  private final long limit;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final FileChannel file;
  private long end;

  private SegmentWriter(
      long number, long limit, SingleChronicleQueue queue, ExcerptAppender appender, Path file)
      throws IOException {
    this.number = number;
    this.limit = limit;
    this.queue = queue;
    this.appender = appender;
    this.file = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** How much disk a segment takes while it is written. */
  static long allocated(long segmentBytes) {
    return Math.max(segmentBytes, MAPPED + MAPPED / 4) + SLACK;
  }

  /** Makes the segment's folder and file, allocates it, and writes its first block. */
  static SegmentWriter create(SegmentFolder folder, long number, long segmentBytes, byte[] first)
      throws JournalException {
    Path live = folder.live(number);
    try {
      folder.discard(number);
      // Before Chronicle makes a file of its own, which it does not allocate.
      DiskFile.checkSpace(folder.path(), allocated(segmentBytes));
      Files.createDirectory(live);
      SingleChronicleQueue queue = queue(live, number);
      try {
        // Before the file is there: Chronicle waits 11 s for the head of one it did not make.
        ExcerptAppender appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        Path file = live.resolve(NAME.format(Instant.ofEpochMilli(time(number))) + ".cq4");
        DiskFile.allocate(file, allocated(segmentBytes));
        SegmentWriter writer = new SegmentWriter(number, segmentBytes, queue, appender, file);
        writer.write(Payload.block(Block.Type.SEGMENT, first));
        DiskFile.forceFolder(live);
        DiskFile.forceFolder(folder.path());
        return writer;
      } catch (IOException | RuntimeException | InternalError e) {
        queue.close();
        folder.discard(number);
        throw e;
      }
    } catch (IOException e) {
      throw DiskFile.failed("make a segment", folder.path(), e);
    }
  }

  private static SingleChronicleQueue queue(Path live, long number) {
    return SingleChronicleQueueBuilder.binary(live)
        .rollCycle(CYCLE)
        .timeProvider(() -> time(number))
        .blockSize(MAPPED)
        .indexCount(256)
        .indexSpacing(64)
        .build();
  }

  private static long time(long number) {
    return number * CYCLE.lengthInMillis();
  }

  long number() {
    return number;
  }

  boolean fits(int blockLength) {
    return end + blockLength + Block.DOC_HEAD <= limit;
  }

  /** A direct buffer as Chronicle wants it; made once for a buffer that is reused. */
  static final class Source {

    private final Bytes<ByteBuffer> bytes;

    Source(ByteBuffer buffer) {
      bytes = Bytes.wrapForRead(buffer);
      bytes.singleThreadedCheckDisabled(true);
    }
  }

  /** Appends the block that lies from 0 to {@code length}. */
  void write(Source block, int length) {
    block.bytes.readPositionRemaining(0, length);
    appender.writeBytes(block.bytes);
    end = appender.wire().bytes().writePosition();
  }

  void write(ByteBuffer whole) {
    write(new Source(whole), whole.capacity());
  }

  /** Where what was written ends. */
  long end() {
    return end;
  }

  /**
   * Everything written so far is on the disk, or this throws. Not by Chronicle, whose sync may wait
   * for nothing and say so to nobody.
   */
  void force() throws IOException {
    file.force(false);
  }

  /**
   * After a failed {@link #force} the system takes the pages for clean although the disk has not
   * got them: writes from..to again as it is, so that the next one means something.
   */
  void rewrite(long from, long to) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(64 << 10);
    for (long at = from; at < to; at += chunk.capacity()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), to - at));
      DiskFile.readFully(file, chunk, at);
      DiskFile.writeFully(file, chunk.flip(), at);
    }
  }

  /**
   * Ends writing; the footer makes it a sealed segment. May be tried again.
   *
   * @return its size
   */
  long seal(Footer footer) throws IOException {
    appender.close();
    queue.close();
    footer.seal(file, footer.end());
    long size = file.size();
    file.close();
    return size;
  }

  /** Lets go without sealing. */
  void abandon() {
    appender.close();
    queue.close();
    try {
      file.close();
    } catch (IOException e) {
      Logger.debug("A segment's file could not be closed. why={}", e.toString());
    }
  }
}
