package dev.penstock.buffer;

import dev.penstock.contract.journal.JournalException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import net.openhft.posix.PosixAPI;

/** Files as they must be handled when a power cut or a full disk may come at any instant. */
final class DiskFile {

  /** Left free for cursors, ledgers and the audit log. */
  static final long SPARE = 8 << 20;

  private static final int READ_WRITE = 2;
  private static final int CHUNK = 1 << 20;

  private DiskFile() {}

  static void writeFully(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += file.write(bytes, next);
    }
  }

  static void readFully(FileChannel file, ByteBuffer into, long at) throws IOException {
    long next = at;
    while (into.hasRemaining()) {
      int count = file.read(into, next);
      if (count < 0) {
        throw new EOFException("the file ends at " + next);
      }
      next += count;
    }
  }

  /** Replaces a small file as a whole: after a power cut it is the old one or the new one. */
  static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, ByteBuffer.wrap(content), 0);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(file.toAbsolutePath().getParent());
  }

  /** Makes what was created, renamed or deleted in a folder survive a power cut. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Makes a file whose every byte is backed by the disk, so that a store into its mapping cannot
   * fail; or makes none.
   */
  static void allocate(Path file, long bytes) throws IOException {
    checkSpace(file.toAbsolutePath().getParent(), bytes);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (!reserve(file, bytes)) {
        fill(channel, bytes);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Throws if a file of this size would leave too little. */
  static void checkSpace(Path folder, long bytes) throws IOException {
    if (shortOf(folder, bytes) > 0) {
      throw new IOException("No space left on device: " + bytes + " bytes are needed");
    }
  }

  /** How much has to go before a file of this size leaves enough; not positive if nothing has. */
  static long shortOf(Path folder, long bytes) throws IOException {
    return bytes + SPARE - Files.getFileStore(folder).getUsableSpace();
  }

  /** Asks the file system, which writes nothing. False where it cannot, or not here. */
  private static boolean reserve(Path file, long bytes) {
    try {
      PosixAPI posix = PosixAPI.posix();
      int descriptor = posix.open(file.toString(), READ_WRITE, 0);
      if (descriptor < 0) {
        return false;
      }
      try {
        return posix.fallocate(descriptor, 0, 0, bytes) == 0;
      } finally {
        posix.close(descriptor);
      }
    } catch (RuntimeException | LinkageError noNativeCalls) {
      return false;
    }
  }

  private static void fill(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
    for (long at = 0; at < bytes; at += CHUNK) {
      zeros.clear().limit((int) Math.min(CHUNK, bytes - at));
      writeFully(channel, zeros, at);
    }
  }

  /** Whether there was no room, rather than something broken. */
  static boolean isFull(IOException e) {
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return words.contains("no space left") || words.contains("quota exceeded");
  }

  /** What an error of the disk means for who appends. */
  static JournalException failed(String what, Path where, IOException e) {
    return isFull(e)
        ? new JournalException(
            JournalException.Cause.FULL,
            "no space to %s in %s: free some, or lower journal.maxBytes".formatted(what, where),
            e)
        : new JournalException(
            JournalException.Cause.BROKEN,
            "cannot %s in %s: %s".formatted(what, where, e.getMessage()),
            e);
  }
}
