package dev.penstock.gateway.actuation.audit;

import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * A file written in full before its first use, so that a full disk is met at the start and not
 * between intent and write. Locked against a second gateway.
 */
public final class PlainAuditFile implements AuditFile {

  private static final int BLOCK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private PlainAuditFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /** Makes the file if there is none. An existing one keeps its size. */
  public static PlainAuditFile open(Path path, long sizeIfNew) throws AuditException {
    try {
      if (!Files.exists(path)) {
        allocate(path, sizeIfNew);
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      lock(path, channel);
      return new PlainAuditFile(path, channel, channel.size());
    } catch (AuditException e) {
      throw e;
    } catch (IOException e) {
      throw new AuditException(
          Kind.FAILED,
          "the audit log "
              + path
              + " cannot be opened or made: "
              + e.getMessage()
              + "; give the gateway's user write access and "
              + sizeIfNew
              + " free bytes",
          e);
    }
  }

  /** A file of a log that is full, or of another process: never written, not locked. */
  static PlainAuditFile openToRead(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new PlainAuditFile(path, channel, channel.size());
  }

  /** Writes a file of zeros, durable before it has its name. */
  static void allocate(Path path, long size) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    make(
        path,
        channel -> {
          ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
          for (long at = 0; at < size; ) {
            zeros.clear().limit((int) Math.min(BLOCK, size - at));
            at += channel.write(zeros, at);
          }
        });
  }

  /** What a file is to hold. */
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Makes a file that is durable in full before it has its name. */
  static void make(Path path, Content content) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel channel = create(unfinished)) {
      content.writeTo(channel);
      channel.force(true);
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(path.toAbsolutePath().getParent());
  }

  /** An empty file that only the gateway's user and group read: it holds what could be repeated. */
  private static FileChannel create(Path path) throws IOException {
    Files.deleteIfExists(path);
    return FileChannel.open(
        path,
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
  }

  static void forceFolder(@Nullable Path folder) throws IOException {
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    boolean mine;
    try {
      mine = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      mine = false;
    }
    if (!mine) {
      channel.close();
      throw new AuditException(
          Kind.LOCKED,
          "the audit log " + path + " is in use by another gateway: stop that one first");
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(ByteBuffer into, long at) throws IOException {
    long from = at;
    while (into.hasRemaining()) {
      int read = channel.read(into, from);
      if (read < 0) {
        throw new EOFException(path + " is shorter than it was");
      }
      from += read;
    }
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    long to = at;
    while (from.hasRemaining()) {
      to += channel.write(from, to);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Everything that matters was forced, and a close that fails gives the lock back all the
      // same.
      return;
    }
  }
}
