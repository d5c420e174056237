package dev.penstock.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Walks the blocks of a segment's file, by reading and not by mapping: a file that is cut or
 * deleted meanwhile cannot hurt, and nothing stays in memory. Past what is damaged it looks for the
 * next block that can be believed. Belongs to one thread.
 */
final class BlockStream {

  private static final int WINDOW = 256 << 10;

  /** Set by Chronicle in the head of a document that is its own: the file's head, an index page. */
  private static final int META = 1 << 30;

  private static final int LONGEST_META = 64 << 10;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer window;
  private long windowStart;
  private int windowLength;
  private @Nullable FileChannel file;
  private long position;
  private int block;
  private boolean skipped;

  /** {@link #open} comes first. */
  BlockStream() {
    this(WINDOW);
  }

  /** The same, reading so many bytes at once. */
  BlockStream(int window) {
    this.window = Block.buffer(window);
  }

  BlockStream(FileChannel file) {
    this(WINDOW);
    this.file = file;
  }

  /** Goes on with another file, from its beginning. */
  void open(FileChannel other) {
    file = other;
    windowLength = 0;
    position = 0;
    skipped = false;
  }

  /** Holds the block last found, at {@link #block}. */
  ByteBuffer buffer() {
    return window;
  }

  int block() {
    return block;
  }

  /** Whether something unreadable lay before the block last found. */
  boolean skippedDamage() {
    return skipped;
  }

  /** Where the walk stands: behind the block last found. */
  long position() {
    return position;
  }

  /**
   * Finds the next block that ends by {@code limit}, up to which the file is complete.
   *
   * @param salvage whether to look for one past what cannot be read
   */
  boolean next(long limit, boolean salvage) throws IOException {
    skipped = false;
    while (position + Block.DOC_HEAD <= limit) {
      int head = load(position, Block.DOC_HEAD, limit) ? intAt(position) : 0;
      int length = head & (META - 1);
      long end = position + Block.DOC_HEAD + length;
      if (head > 0 && (head & META) != 0 && length <= LONGEST_META && end <= limit) {
        position = aligned(end);
      } else if (head > 0 && end <= limit && isBlock(position + Block.DOC_HEAD, length, limit)) {
        block = (int) (position + Block.DOC_HEAD - windowStart);
        position = aligned(end);
        return true;
      } else if (!salvage || !search(limit)) {
        return false;
      }
    }
    return false;
  }

  /** Whether the document at which the walk stopped claims to be complete. */
  boolean stoppedAtCompleteDocument(long limit) throws IOException {
    return position + Block.DOC_HEAD <= limit
        && load(position, Block.DOC_HEAD, limit)
        && intAt(position) > 0;
  }

  /** Forgets what was read ahead: somebody may be writing there. */
  void reread() {
    windowLength = 0;
  }

  private boolean isBlock(long at, int length, long limit) throws IOException {
    return length >= Block.HEAD
        && length <= Block.MAX_LENGTH
        && load(at, length, limit)
        && Block.isWhole(window, (int) (at - windowStart), (int) (at - windowStart) + length, crc)
        && Block.length(window, (int) (at - windowStart)) == length;
  }

  /** Goes to the next document behind this position that is a whole block. */
  private boolean search(long limit) throws IOException {
    for (long at = position + 2L * Block.DOC_HEAD; at + Block.HEAD <= limit; at += 4) {
      if (!load(at - Block.DOC_HEAD, Block.DOC_HEAD + Block.HEAD, limit)) {
        return false;
      }
      if (intAt(at) == Block.MAGIC && isBlock(at, lengthAt(at), limit)) {
        position = at - Block.DOC_HEAD;
        skipped = true;
        // The head that Chronicle put before it may be what was damaged.
        return restoreHead(at);
      }
    }
    return false;
  }

  private boolean restoreHead(long at) throws IOException {
    int length = lengthAt(at);
    load(position, Block.DOC_HEAD + length, Long.MAX_VALUE);
    window.putInt((int) (position - windowStart), length);
    return true;
  }

  private int lengthAt(long at) {
    return Block.length(window, (int) (at - windowStart));
  }

  private int intAt(long at) {
    return window.getInt((int) (at - windowStart));
  }

  /** Has from..from + length in the window, or says that the file ends before. */
  private boolean load(long from, int length, long limit) throws IOException {
    if (from >= windowStart && from + length <= windowStart + windowLength) {
      return true;
    }
    if (from + length > limit) {
      return false;
    }
    if (length > window.capacity()) {
      window = Block.buffer(Block.DOC_HEAD + Block.MAX_LENGTH + WINDOW);
    }
    window.clear().limit((int) Math.min(window.capacity(), limit - from));
    windowStart = from;
    windowLength = 0;
    FileChannel open = Objects.requireNonNull(file);
    while (window.hasRemaining()) {
      int count = open.read(window, from + windowLength);
      if (count < 0) {
        break;
      }
      windowLength += count;
    }
    window.clear();
    return length <= windowLength;
  }

  private static long aligned(long end) {
    return (end + 3) & ~3;
  }
}
