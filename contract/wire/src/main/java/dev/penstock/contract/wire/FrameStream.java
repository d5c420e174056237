package dev.penstock.contract.wire;

import dev.penstock.contract.wire.FrameException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Frames one after the other, as a file holds them: a broken one is told and takes none of its
 * neighbours along. Holds a window of the stream in memory, however long that is. Not thread-safe.
 */
public final class FrameStream implements AutoCloseable {

  /** Is told what is there, in order. */
  public interface Visitor {

    void frame(Frame frame);

    void broken(Broken broken);
  }

  /**
   * Bytes that should have been a frame.
   *
   * @param offset in the stream, from 0
   * @param bytes that were left out, up to the next frame
   */
  public record Broken(long offset, long bytes, FrameException cause) {}

  /** More than any frame takes. */
  private static final int LARGEST = Container.MAX_DICTIONARY + (1 << 20);

  private static final int MAGIC_BYTES = 4;

  /** Frames whose checksum was right, and so their length. */
  private static final Set<Reason> WHOLE =
      EnumSet.of(Reason.UNSIGNED, Reason.BAD_SIGNATURE, Reason.DICTIONARY_MISMATCH);

  private final InputStream in;
  private final FrameReader reader;
  private final ByteBuffer window = ByteBuffer.allocate(2 * LARGEST).limit(0);

  /** Offset in the stream of the window's first byte. */
  private long base;

  private boolean ended;

  /**
   * Takes over a stream.
   *
   * @param in closed together with this
   */
  public FrameStream(InputStream in, FrameReader reader) {
    this.in = in;
    this.reader = reader;
  }

  /** Tells the visitor of the next frame, whole or broken; false at the end. */
  public boolean next(Visitor visitor) throws IOException {
    if (!fill()) {
      return false;
    }
    long offset = offset();
    try {
      visitor.frame(reader.read(window));
    } catch (FrameException e) {
      skip(e.reason());
      visitor.broken(new Broken(offset, offset() - offset, e));
    }
    return true;
  }

  private long offset() {
    return base + window.position();
  }

  /** Sees to it that a whole frame is in the window, or the rest of the stream. */
  private boolean fill() throws IOException {
    if (window.remaining() < LARGEST && !ended) {
      base += window.position();
      window.compact();
      int room = window.remaining();
      int read = in.readNBytes(window.array(), window.position(), room);
      ended = read < room;
      window.position(window.position() + read).flip();
    }
    return window.hasRemaining();
  }

  /**
   * Moves behind a broken frame. Its length is believed if what it leads to looks like one;
   * otherwise the next frame is where the next magic is.
   */
  private void skip(Reason reason) throws IOException {
    int end = statedEnd(window.position());
    if (end > 0 && (WHOLE.contains(reason) || end == window.limit() || isMagic(end))) {
      window.position(end);
    } else {
      seekMagic();
    }
  }

  /** Where the frame would end, or -1 if that is nowhere in the window. */
  private int statedEnd(int start) {
    if (window.remaining() < Container.PREFIX || !isMagic(start)) {
      return -1;
    }
    long end = start + Container.statedLength(window, start);
    return end <= window.limit() ? (int) end : -1;
  }

  private boolean isMagic(int at) {
    return window.limit() - at >= MAGIC_BYTES && window.getInt(at) == Container.MAGIC;
  }

  private void seekMagic() throws IOException {
    window.position(window.position() + 1);
    while (window.remaining() >= MAGIC_BYTES && !isMagic(window.position())) {
      window.position(window.position() + 1);
      fill();
    }
    if (window.remaining() < MAGIC_BYTES) {
      window.position(window.limit());
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
