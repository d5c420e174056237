package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameException.Reason;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads a file of frames, one by one, and goes on behind those that are broken. Holds a window of
 * the file in memory, however large that is. Not thread-safe.
 */
final class FrameFile implements AutoCloseable {

  /** More than any frame takes. */
  private static final int LARGEST = 9 << 20;

  private static final int MAGIC = 0x504E534B;
  private static final int MAGIC_BYTES = 4;
  private static final int PREFIX = 24;
  private static final int SIGNED_BYTES = 96;

  /** Frames whose checksum was right, and so their length. */
  private static final Set<Reason> WHOLE =
      EnumSet.of(Reason.UNSIGNED, Reason.BAD_SIGNATURE, Reason.DICTIONARY_MISMATCH);

  private final Path file;
  private final InputStream in;
  private final FrameReader reader;
  private final ByteBuffer window = ByteBuffer.allocate(2 * LARGEST).limit(0);

  /** Offset in the file of the window's first byte. */
  private long base;

  private boolean ended;

  private FrameFile(Path file, InputStream in, FrameReader reader) {
    this.file = file;
    this.in = in;
    this.reader = reader;
  }

  static FrameFile open(Path file, FrameReader reader) throws CannotGoOn {
    if (!Files.isRegularFile(file)) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, "there is no file " + file + ": check the path");
    }
    try {
      return new FrameFile(file, Files.newInputStream(file), reader);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static CannotGoOn unreadable(Path file, IOException e) {
    return new CannotGoOn(
        ExitCode.UNAVAILABLE, file + " cannot be read: " + e + "; check its permissions");
  }

  /** Tells the visitor of the next frame, whole or broken; false at the end of the file. */
  boolean next(FrameVisitor visitor) throws CannotGoOn {
    try {
      if (!fill()) {
        return false;
      }
      long offset = offset();
      try {
        visitor.frame(reader.read(window));
      } catch (FrameException e) {
        skip(e.reason());
        visitor.broken(BrokenFrame.of(file, offset, offset() - offset, e));
      }
      return true;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private long offset() {
    return base + window.position();
  }

  /** Sees to it that a whole frame is in the window, or the rest of the file. */
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
    if (window.remaining() < PREFIX || !isMagic(start)) {
      return -1;
    }
    long header = Integer.toUnsignedLong(window.getInt(start + 8));
    long body = Integer.toUnsignedLong(window.getInt(start + 12));
    int signed = (window.get(start + 7) & 1) * SIGNED_BYTES;
    long end = start + PREFIX + header + body + signed;
    return end <= window.limit() ? (int) end : -1;
  }

  private boolean isMagic(int at) {
    return window.limit() - at >= MAGIC_BYTES && window.getInt(at) == MAGIC;
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
  public void close() throws CannotGoOn {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
