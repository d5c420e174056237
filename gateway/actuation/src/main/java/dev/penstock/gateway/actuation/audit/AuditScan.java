package dev.penstock.gateway.actuation.audit;

import dev.penstock.gateway.actuation.audit.AuditDamage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a log from the first record on, follows the chain of hashes from file to file,
 * and says where it ends and the first thing that is wrong. May read while a gateway writes: a
 * record that was not whole is looked at again before it counts as damaged.
 */
final class AuditScan {

  private static final int BLOCK = 1 << 16;
  private static final int MOST_TRIES = 1_000;

  private final List<AuditFile> files;
  private @Nullable AuditDamage damage;
  private boolean isNew;
  private long end = AuditFormat.HEADER_BYTES;
  private long firstIndex;
  private long nextIndex;
  private long exported;
  private byte[] lastHash = new byte[AuditRecord.HASH_BYTES];

  private AuditScan(List<AuditFile> files) {
    this.files = files;
  }

  static AuditScan of(List<AuditFile> files, Consumer<AuditRecord> each) throws IOException {
    AuditScan scan = new AuditScan(files);
    for (int i = 0; i < files.size() && scan.damage == null && !scan.isNew; i++) {
      scan.read(i, each);
    }
    return scan;
  }

  private void read(int number, Consumer<AuditRecord> each) throws IOException {
    AuditFile file = files.get(number);
    Optional<AuditFormat.Start> start = AuditFormat.start(file);
    if (start.isEmpty()) {
      isNew = files.size() == 1 && isZeroFrom(file, 0);
      damage = isNew ? null : damage(Kind.FILE_EDITED, file, "no audit log begins like this");
      return;
    }
    if (number == 0) {
      firstIndex = start.get().index();
      nextIndex = firstIndex;
      lastHash = start.get().hash();
    }
    damage = continues(start.get(), file) ? null : gap(start.get(), number);
    if (damage == null) {
      end = AuditFormat.HEADER_BYTES;
      records(file, number == files.size() - 1, each);
    }
  }

  /** The first record of all names no other. */
  private boolean continues(AuditFormat.Start start, AuditFile file) {
    boolean first = start.index() == 0 && file != files.get(0);
    return !first && start.index() == nextIndex && hashFits(start.hash());
  }

  private boolean hashFits(byte[] named) {
    boolean begins = nextIndex != 0 || Arrays.equals(named, new byte[AuditRecord.HASH_BYTES]);
    return begins && Arrays.equals(named, lastHash);
  }

  private AuditDamage gap(AuditFormat.Start start, int number) throws IOException {
    AuditFile file = files.get(number);
    if (start.index() == nextIndex) {
      return nextIndex == 0
          ? damage(Kind.FILE_EDITED, file, "the first record of all has none before it")
          : changed(nextIndex - 1, number == 0 ? file : files.get(number - 1));
    }
    String begins = "the file begins with record " + start.index();
    for (AuditFile other : files) {
      Optional<AuditFormat.Start> its = AuditFormat.start(other);
      if (other != file && its.filter(s -> s.index() == nextIndex).isPresent()) {
        return damage(Kind.FILES_SWAPPED, file, begins + "; it is in the place of another");
      }
    }
    return start.index() > nextIndex
        ? damage(Kind.FILE_MISSING, file, begins + "; a file before it was removed or cut")
        : damage(Kind.FILES_SWAPPED, file, begins + ", which is in a file before it");
  }

  private void records(AuditFile file, boolean last, Consumer<AuditRecord> each)
      throws IOException {
    while (true) {
      Optional<AuditRecord> record = AuditFormat.at(file, end);
      if (record.isPresent()) {
        damage = check(record.get(), file);
        if (damage != null) {
          return;
        }
        take(record.get(), each);
      } else if (isZeroFrom(file, end)) {
        return;
      } else {
        OptionalLong later = recordAfter(file, end);
        boolean finishedMeanwhile = AuditFormat.at(file, end).isPresent();
        if (!finishedMeanwhile) {
          damage = broken(file, later, last);
          return;
        }
      }
    }
  }

  private @Nullable AuditDamage check(AuditRecord record, AuditFile file) {
    if (record.index() > nextIndex) {
      return damage(Kind.RECORD_MISSING, file, "record " + record.index() + " stands in its place");
    }
    if (record.index() < nextIndex) {
      String words = "record " + record.index() + " stands here a second time or too late";
      return damage(Kind.RECORD_MISPLACED, file, words);
    }
    return Arrays.equals(record.previousHash(), lastHash)
        ? null
        : changed(Math.max(firstIndex, nextIndex - 1), file);
  }

  private AuditDamage changed(long index, AuditFile file) {
    return new AuditDamage(
        Kind.RECORD_EDITED,
        file.name(),
        index,
        "was changed after it was written: the next one names another hash");
  }

  private AuditDamage broken(AuditFile file, OptionalLong later, boolean last) throws IOException {
    if (later.isEmpty() && last) {
      return damage(Kind.TORN_TAIL, file, "is unfinished or was changed, and is the last one");
    }
    boolean blank = later.isPresent() && isZero(file, end, later.getAsLong());
    return blank
        ? damage(Kind.RECORD_MISSING, file, "is not there, and later ones are")
        : damage(Kind.RECORD_EDITED, file, "was changed: its checksum does not fit");
  }

  private AuditDamage damage(Kind kind, AuditFile file, String words) {
    return new AuditDamage(kind, file.name(), nextIndex, words);
  }

  private void take(AuditRecord record, Consumer<AuditRecord> each) {
    each.accept(record);
    exported = Math.max(exported, CarryOver.exportedBy(record).orElse(0));
    end += AuditFormat.span(record.length());
    nextIndex++;
    lastHash = record.hash();
  }

  /**
   * Where the next whole record with a later number lies. In a file that is full of what looks like
   * records the search ends somewhere: such a file is no torn one.
   */
  private OptionalLong recordAfter(AuditFile file, long place) throws IOException {
    int tries = 0;
    for (long at = place + 8; at < file.size(); at += BLOCK) {
      ByteBuffer block = block(file, at);
      for (int i = 0; i + AuditFormat.PREFIX <= block.limit(); i += 8) {
        if (!AuditFormat.isPossible(block.getInt(i))) {
          continue;
        }
        boolean found = AuditFormat.at(file, at + i).filter(r -> r.index() > nextIndex).isPresent();
        if (found || ++tries == MOST_TRIES) {
          return OptionalLong.of(at + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isZeroFrom(AuditFile file, long place) throws IOException {
    return isZero(file, place, file.size());
  }

  private static boolean isZero(AuditFile file, long from, long to) throws IOException {
    for (long at = from; at < to; at += BLOCK) {
      ByteBuffer block = block(file, at);
      if (!AuditFormat.isZero(block.limit((int) Math.min(block.limit(), to - at)))) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer block(AuditFile file, long at) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - at));
    file.read(block, at);
    return block.flip();
  }

  /** The first thing that is wrong, or null. */
  @Nullable AuditDamage damage() {
    return damage;
  }

  /** Whether nothing was ever written. */
  boolean isNew() {
    return isNew;
  }

  /** Where the next record goes in the last file. */
  long end() {
    return end;
  }

  /** Of the first record that is there. */
  long firstIndex() {
    return firstIndex;
  }

  /** How many records are kept elsewhere and may be gone. */
  long exported() {
    return exported;
  }

  long nextIndex() {
    return nextIndex;
  }

  byte[] lastHash() {
    return lastHash.clone();
  }
}
