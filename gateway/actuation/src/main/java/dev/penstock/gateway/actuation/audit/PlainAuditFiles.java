package dev.penstock.gateway.actuation.audit;

import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.tinylog.Logger;

/**
 * The files of a log in one folder: {@code audit.log}, then {@code audit-000000003412.log} and so
 * on, each named after its first record. The next one is written in full beforehand, beside the
 * gate's thread, as {@code audit.log.spare}.
 */
public final class PlainAuditFiles implements AuditFiles {

  private enum Spare {
    NONE,
    BEING_MADE,
    READY
  }

  /** Left to others on the disk. */
  private static final long RESERVE = 16L << 20;

  private final AuditFileNames names;
  private final long fileBytes;
  private final List<AuditFile> files = new ArrayList<>();
  private final AtomicReference<Spare> spare = new AtomicReference<>(Spare.NONE);
  private boolean toldThatThereIsNoSpace;

  private PlainAuditFiles(AuditFileNames names, long fileBytes) {
    this.names = names;
    this.fileBytes = fileBytes;
  }

  /** Opens what is there, and makes the first file if there is none. */
  public static PlainAuditFiles open(Path first, long fileBytes) throws AuditException {
    PlainAuditFiles opened = new PlainAuditFiles(new AuditFileNames(first), fileBytes);
    try {
      opened.openAll();
    } catch (IOException e) {
      opened.close();
      throw e instanceof AuditException told
          ? told
          : new AuditException(Kind.FAILED, first + " cannot be read: " + e.getMessage(), e);
    }
    return opened;
  }

  /** The last one first: whoever holds it holds the log. */
  private void openAll() throws IOException {
    List<Path> found = names.found();
    Path last = found.isEmpty() ? names.first() : found.get(found.size() - 1);
    AuditFile current = PlainAuditFile.open(last, fileBytes);
    files.add(current);
    for (int i = 0; i < found.size() - 1; i++) {
      files.add(i, PlainAuditFile.openToRead(found.get(i)));
    }
  }

  /** Whether a log was begun here. */
  public static boolean exist(Path first) throws AuditException {
    try {
      return !new AuditFileNames(first).found().isEmpty();
    } catch (IOException e) {
      throw new AuditException(Kind.FAILED, first + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<AuditFile> files() {
    return List.copyOf(files);
  }

  @Override
  public long nextBytes() {
    return fileBytes;
  }

  @Override
  public boolean isNextReady() {
    return spare.get() == Spare.READY;
  }

  @Override
  public void prepareNext() {
    if (spare.compareAndSet(Spare.NONE, Spare.BEING_MADE)) {
      Thread maker = new Thread(this::makeSpare, "audit-spare");
      maker.setDaemon(true);
      maker.start();
    }
  }

  @Override
  public void prepareNextNow() {
    if (spare.compareAndSet(Spare.NONE, Spare.BEING_MADE)) {
      makeSpare();
    }
  }

  private void makeSpare() {
    Spare made = Spare.NONE;
    try {
      Path folder = names.folder();
      if (Files.getFileStore(folder).getUsableSpace() >= fileBytes + RESERVE) {
        PlainAuditFile.allocate(names.spare(), fileBytes);
        made = Spare.READY;
      } else if (!toldThatThereIsNoSpace) {
        toldThatThereIsNoSpace = true;
        Logger.warn(
            "no space for the next audit log file; commands stop when the present one is full:"
                + " folder={} needed={}",
            folder,
            fileBytes + RESERVE);
      }
    } catch (IOException e) {
      Logger.warn("the next audit log file cannot be made: {}", e.getMessage());
    } finally {
      spare.set(made);
    }
  }

  @Override
  public AuditFile next(long firstIndex, ByteBuffer beginning) throws AuditException {
    if (!spare.compareAndSet(Spare.READY, Spare.NONE)) {
      throw new AuditException(Kind.FULL, names.first() + ": there is no space for another file");
    }
    Path path = names.startingWith(firstIndex);
    try (PlainAuditFile prepared = PlainAuditFile.open(names.spare(), fileBytes)) {
      prepared.write(beginning, 0);
      prepared.force();
      Files.move(names.spare(), path, StandardCopyOption.ATOMIC_MOVE);
      PlainAuditFile.forceFolder(names.folder());
    } catch (IOException e) {
      throw new AuditException(Kind.FAILED, path + ": " + e.getMessage(), e);
    }
    AuditFile next = PlainAuditFile.open(path, fileBytes);
    files.add(next);
    Logger.info("the audit log goes on in another file: file={} record={}", path, firstIndex);
    return next;
  }

  @Override
  public void remove(AuditFile oldest) throws IOException {
    if (files.size() < 2 || files.get(0) != oldest) {
      throw new IllegalStateException(oldest.name() + " is not the oldest file, or the only one");
    }
    files.remove(0).close();
    Files.delete(Path.of(oldest.name()));
    PlainAuditFile.forceFolder(names.folder());
    Logger.info("an exported audit log file was removed: file={}", oldest.name());
  }

  @Override
  public void close() {
    files.forEach(AuditFile::close);
  }
}
