package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tinylog.Logger;

/**
 * Keeps a folder for one writer: a lock of the kernel, which ends with the process however that
 * ends. Whoever only reads must not even open the lock's file.
 */
final class FolderLock {

  private static final String NAME = "lock";

  /**
   * The folders this process holds. Opening and closing the file a second time would give the
   * kernel's lock away without a word.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static FolderLock acquire(Path folder) throws JournalException {
    try {
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(folder, "this process");
      }
      FileChannel channel = null;
      try {
        channel =
            FileChannel.open(
                real.resolve(NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
          throw inUse(folder, "process " + owner(channel));
        }
        sign(channel);
        return new FolderLock(real, channel);
      } catch (IOException | JournalException e) {
        HELD.remove(real);
        if (channel != null) {
          channel.close();
        }
        throw e;
      }
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE,
          "cannot write to %s (%s): let the gateway's user own it, or set journal.folder"
              .formatted(folder, e),
          e);
    }
  }

  /** Whether somebody has had a folder for himself, now or at any time. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  private static JournalException inUse(Path folder, String who) {
    return new JournalException(
        JournalException.Cause.UNAVAILABLE,
        "another gateway uses %s (%s): stop it, or set journal.folder".formatted(folder, who));
  }

  /** Says who it is, for who comes second. A full disk may have no room even for that. */
  private static void sign(FileChannel channel) {
    ByteBuffer pid = ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8));
    try {
      channel.truncate(0);
      DiskFile.writeFully(channel, pid, 0);
    } catch (IOException e) {
      Logger.debug("The lock of the journal is not signed. why={}", e.toString());
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate((int) Math.min(20, channel.size()));
    DiskFile.readFully(channel, pid, 0);
    return new String(pid.array(), UTF_8);
  }

  void releaseQuietly() {
    try {
      channel.close();
    } catch (IOException e) {
      Logger.warn("The lock of the journal could not be let go. why={}", e.toString());
    }
    HELD.remove(folder);
  }
}
