package dev.penstock.gateway.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.openhft.posix.PosixAPI;

/**
 * The least that could be done with a block that is already encoded: copy it into a mapped file. On
 * the terms that the journal has: files of a segment's size, each allocated before its first block
 * and by another thread, forced twice a second, kept until the oldest has to go. So both touch
 * fresh pages, and both write to pages that the disk has just taken.
 */
final class BareMapped implements Closeable {

  private static final int READ_WRITE = 2;
  private static final long FORCE_MILLIS = 500;

  private record Mapped(Path path, FileChannel file, MappedByteBuffer bytes) {}

  private final Path folder;
  private final long fileBytes;
  private final int kept;
  private final boolean forced;
  private final ScheduledExecutorService behind = Executors.newScheduledThreadPool(2);
  private final Deque<Path> files = new ArrayDeque<>();
  private Future<Mapped> next;
  private volatile Mapped current;
  private int made;

  /**
   * @param kept how many files there may be
   * @param forced whether the disk is made to take what was written, twice a second
   */
  BareMapped(Path folder, long fileBytes, int kept, boolean forced) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.fileBytes = fileBytes;
    this.kept = kept;
    this.forced = forced;
    this.next = CompletableFuture.completedFuture(make());
    this.current = take();
    if (forced) {
      Future<?> unused =
          behind.scheduleWithFixedDelay(
              () -> force(current), FORCE_MILLIS, FORCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void write(ByteBuffer block, int length) throws IOException {
    Mapped into = current;
    if (into.bytes().remaining() < length) {
      Mapped done = into;
      current = take();
      into = current;
      behind.execute(() -> finish(done));
    }
    MappedByteBuffer bytes = into.bytes();
    bytes.put(bytes.position(), block, 0, length);
    bytes.position(bytes.position() + length);
  }

  private Mapped take() throws IOException {
    try {
      Mapped taken = next.get();
      next = behind.submit(this::make);
      return taken;
    } catch (Exception e) {
      throw new IOException("no file to write to", e);
    }
  }

  private Mapped make() throws IOException {
    made++;
    Path path = folder.resolve("bare-" + made);
    files.add(path);
    if (files.size() > kept) {
      Files.delete(files.remove());
    }
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    PosixAPI posix = PosixAPI.posix();
    int descriptor = posix.open(path.toString(), READ_WRITE, 0);
    posix.fallocate(descriptor, 0, 0, fileBytes);
    posix.close(descriptor);
    return new Mapped(path, file, file.map(FileChannel.MapMode.READ_WRITE, 0, fileBytes));
  }

  private static void force(Mapped mapped) {
    try {
      if (mapped.file().isOpen()) {
        mapped.file().force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void finish(Mapped done) {
    if (forced) {
      force(done);
    }
    try {
      done.file().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    behind.shutdown();
    try {
      if (!behind.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IOException("the disk does not come to an end");
      }
      next.get().file().close();
    } catch (Exception e) {
      throw new IOException("not all was written", e);
    }
    current.file().close();
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
