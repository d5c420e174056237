package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.EpochStart;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #LENGTH} bytes of a sealed segment: what it holds, so that opening a journal
 * reads these and not the segments.
 *
 * @param first first sequence; {@code last} is one less if it has no rows
 * @param eventFrom earliest event time, {@code Long.MAX_VALUE} if none
 * @param eventTo latest event time, {@code Long.MIN_VALUE} if none
 * @param end where the readable blocks end
 * @param blocks a checksum over the checksums of the blocks of rows
 * @param ending how the segment came to its end
 */
record Footer(
    EpochStart start,
    long first,
    long last,
    long rows,
    long eventFrom,
    long eventTo,
    long end,
    int blocks,
    Ending ending) {

  /** How a segment came to its end. */
  enum Ending {
    /** It was full. */
    ROLLED,
    /** The journal was closed properly. */
    CLOSED,
    /** Nobody closed it; all that was in it could be read. */
    FOUND,
    /** Not all that was in it could be read. */
    DAMAGED
  }

  static final int LENGTH = 1024;

  long missing() {
    return last - first + 1 - rows;
  }

  Footer endingAs(Ending other) {
    return new Footer(start, first, last, rows, eventFrom, eventTo, end, blocks, other);
  }

  /** Writes it at the end of what the file is to keep, and cuts the file behind it. */
  void seal(FileChannel file, long keep) throws IOException {
    long at = (keep + 3) & ~3;
    ByteBuffer block = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    byte[] body = Arrays.copyOf(body(), LENGTH - Block.HEAD);
    block.put(Block.HEAD, body);
    Block.finish(block, Block.Type.FOOTER, 0, LENGTH, new CRC32C());
    ByteBuffer head =
        ByteBuffer.allocate(Block.DOC_HEAD).order(ByteOrder.LITTLE_ENDIAN).putInt(0, LENGTH);
    DiskFile.writeFully(file, head, at);
    DiskFile.writeFully(file, block, at + Block.DOC_HEAD);
    file.truncate(at + Block.DOC_HEAD + LENGTH);
    file.force(true);
  }

  /** The footer of a file; null if it has none that can be believed. */
  static @Nullable Footer read(FileChannel file) throws IOException {
    long at = file.size() - LENGTH;
    if (at < 0) {
      return null;
    }
    ByteBuffer block = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    try {
      DiskFile.readFully(file, block, at);
    } catch (EOFException cutMeanwhile) {
      return null;
    }
    boolean whole =
        Block.isWhole(block, 0, LENGTH, new CRC32C())
            && Block.type(block, 0) == Block.Type.FOOTER
            && Block.length(block, 0) == LENGTH;
    return whole ? parse(Block.body(block, 0)) : null;
  }

  private byte[] body() {
    return new JsonWriter()
        .object()
        .field("start", new String(start.body(), UTF_8))
        .field("first", first)
        .field("last", last)
        .field("rows", rows)
        .field("event_from", eventFrom)
        .field("event_to", eventTo)
        .field("end", end)
        .field("blocks", blocks)
        .field("ending", ending.name())
        .endObject()
        .bytes();
  }

  private static @Nullable Footer parse(byte[] padded) {
    try {
      Json json = Json.parse(new String(padded, UTF_8).trim().getBytes(UTF_8), LENGTH);
      return new Footer(
          EpochStart.read(json.get("start").text().getBytes(UTF_8)),
          json.get("first").int64(),
          json.get("last").int64(),
          json.get("rows").int64(),
          json.get("event_from").int64(),
          json.get("event_to").int64(),
          json.get("end").int64(),
          json.get("blocks").int32(),
          Ending.valueOf(json.get("ending").text()));
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
