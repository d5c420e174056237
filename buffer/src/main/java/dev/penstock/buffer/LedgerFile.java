package dev.penstock.buffer;

import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The ledger's file: preallocated, so that it can be written when the disk is full; each slot
 * twice, written in turn, so that a torn write leaves the one before. What is written survives the
 * process at once, and a power cut after {@link #force}.
 */
final class LedgerFile {

  static final int SLOTS = 512;
  private static final int MAGIC = 0x50534C31; // "PSL1"
  private static final int VERSION = 1;
  private static final int IMAGE = 2048;
  private static final int HEAD = 4096;
  private static final int IMAGE_HEAD = 8;
  private static final long SIZE = HEAD + 2L * SLOTS * IMAGE;

  private final Path path;

  /** Not a channel: an interrupt of a thread that counts must not close it. */
  private final RandomAccessFile file;

  private boolean failing;

  private final boolean replaced;

  private LedgerFile(Path path, RandomAccessFile file, boolean replaced) {
    this.path = path;
    this.file = file;
    this.replaced = replaced;
  }

  static LedgerFile open(Path folder) throws JournalException {
    Path path = folder.resolve("losses.ledger");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(path)) {
        create(path);
      }
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      boolean damaged = !isWhole(file);
      if (damaged) {
        file.close();
        setAside(path);
        create(path);
        file = new RandomAccessFile(path.toFile(), "rw");
      }
      LedgerFile ledger = new LedgerFile(path, file, damaged);
      try {
        ledger.lock();
        ledger.checkVersion();
        return ledger;
      } catch (IOException | JournalException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw DiskFile.isFull(e) ? noRoom(folder, e) : unwritable(path, e);
    }
  }

  /** Only at the first start: once it is there, a full disk does not concern it. */
  private static JournalException noRoom(Path folder, IOException e) {
    return new JournalException(
        JournalException.Cause.FULL,
        "no room in %s for the loss ledger, without which losses could not be told: it takes %d bytes once, and %d more must stay free. Free some space, or name another folder under data:"
            .formatted(folder, SIZE, DiskFile.SPARE),
        e);
  }

  private static JournalException unwritable(Path path, IOException e) {
    return new JournalException(
        JournalException.Cause.UNAVAILABLE,
        "cannot write %s (%s): let the gateway's user own the folder".formatted(path, e),
        e);
  }

  /** Whether it is a ledger of any version, with all its slots. */
  private static boolean isWhole(RandomAccessFile file) throws IOException {
    return file.length() >= SIZE && file.readInt() == MAGIC;
  }

  private static void setAside(Path path) throws IOException {
    Path aside = path.resolveSibling(path.getFileName() + ".damaged");
    for (int i = 2; Files.exists(aside); i++) {
      aside = path.resolveSibling(path.getFileName() + ".damaged-" + i);
    }
    Files.move(path, aside);
    Logger.error("The loss ledger cannot be read; another one is begun. kept_as={}", aside);
  }

  /** Whether another one was found here, which could not be read. */
  boolean isReplacement() {
    return replaced;
  }

  private static void create(Path path) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    DiskFile.allocate(fresh, SIZE);
    try (RandomAccessFile file = new RandomAccessFile(fresh.toFile(), "rw")) {
      file.writeInt(MAGIC);
      file.writeInt(VERSION);
      file.getFD().sync();
    }
    Files.move(fresh, path);
    DiskFile.forceFolder(path.toAbsolutePath().getParent());
  }

  private void lock() throws IOException, JournalException {
    FileLock lock = null;
    try {
      lock = file.getChannel().tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      Logger.debug("The ledger is open in this process. file={}", path);
    }
    if (lock == null) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE, "another gateway uses %s: stop it".formatted(path));
    }
  }

  private void checkVersion() throws IOException, JournalException {
    file.seek(4);
    int version = file.readInt();
    if (version > VERSION) {
      throw new JournalException(
          JournalException.Cause.NEWER_FORMAT,
          "%s has format %d, this version reads up to %d: nothing was touched"
              .formatted(path, version, VERSION));
    }
  }

  /** Every slot in use. */
  List<LedgerSlot> read() throws JournalException {
    try {
      List<LedgerSlot> slots = new ArrayList<>();
      for (int index = 0; index < SLOTS; index++) {
        LedgerSlot slot = newer(image(index, 0), image(index, 1));
        if (slot != null) {
          slots.add(slot);
        }
      }
      return slots;
    } catch (IOException e) {
      throw new JournalException(
          JournalException.Cause.BROKEN, "cannot read %s: %s".formatted(path, e), e);
    }
  }

  private static @Nullable LedgerSlot newer(@Nullable LedgerSlot a, @Nullable LedgerSlot b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isNewerThan(b) ? a : b;
  }

  private @Nullable LedgerSlot image(int index, int copy) throws IOException {
    byte[] bytes = new byte[IMAGE];
    file.seek(at(index, copy));
    file.readFully(bytes);
    ByteBuffer image = ByteBuffer.wrap(bytes);
    int length = image.getInt();
    int crc = image.getInt();
    if (length <= 0 || length > IMAGE - IMAGE_HEAD || crc != crc(bytes, length)) {
      return null;
    }
    byte[] body = new byte[length];
    image.get(body);
    try {
      return LedgerSlot.read(body, index);
    } catch (IllegalArgumentException e) {
      Logger.error("A row of the ledger makes no sense. file={} slot={}", path, index);
      return null;
    }
  }

  /** Writes a slot. A disk that fails is told once; the ledger goes on in memory. */
  void write(LedgerSlot slot) {
    int copy = (int) (slot.nextVersion() & 1);
    put(slot.index(), copy, slot.body());
  }

  /** Empties a slot. */
  void clear(LedgerSlot slot) {
    put(slot.index(), 0, new byte[0]);
    put(slot.index(), 1, new byte[0]);
  }

  private void put(int index, int copy, byte[] body) {
    byte[] bytes = new byte[IMAGE_HEAD + body.length];
    ByteBuffer image = ByteBuffer.wrap(bytes);
    image.putInt(body.length).putInt(0).put(body);
    image.putInt(4, crc(bytes, body.length));
    try {
      file.seek(at(index, copy));
      file.write(bytes);
      failing = false;
    } catch (IOException e) {
      fails(e);
    }
  }

  private void fails(IOException e) {
    if (!failing) {
      Logger.error("The loss ledger cannot be written. file={} why={}", path, e.toString());
    }
    failing = true;
  }

  private static int crc(byte[] image, int length) {
    CRC32C crc = new CRC32C();
    crc.update(image, IMAGE_HEAD, length);
    return (int) crc.getValue();
  }

  private static long at(int index, int copy) {
    return HEAD + (2L * index + copy) * IMAGE;
  }

  /** Makes what was written survive a power cut. */
  void force() {
    try {
      file.getFD().sync();
    } catch (IOException e) {
      fails(e);
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      fails(e);
    }
  }
}
