package dev.penstock.gateway.actuation.audit;

import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A log to be read by anybody, at any time: an export, or the files of a gateway, also of one that
 * runs. Nothing is locked and nothing written; a record that is being written is not seen yet.
 */
public final class AuditArchive implements AutoCloseable {

  private final List<AuditFile> files;

  AuditArchive(List<AuditFile> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Opens a log.
   *
   * @param path an export, the first file of a gateway's log, or the folder that holds them
   */
  public static AuditArchive open(Path path) throws AuditException {
    return open(List.of(path));
  }

  /**
   * Opens a log that lies in several places: what a gateway has, and what it has exported. Of files
   * that are named after the same record the first counts.
   */
  public static AuditArchive open(List<Path> paths) throws AuditException {
    Map<Long, AuditFile> files = new TreeMap<>();
    for (Path path : paths) {
      try {
        add(path, files);
      } catch (IOException e) {
        files.values().forEach(AuditFile::close);
        throw new AuditException(
            Kind.FAILED, path + " cannot be read: " + e.getMessage() + " (may you read it?)", e);
      }
    }
    if (files.isEmpty()) {
      throw new AuditException(Kind.FAILED, "there is no audit log " + paths.get(0));
    }
    return new AuditArchive(List.copyOf(files.values()));
  }

  private static void add(Path path, Map<Long, AuditFile> files) throws IOException {
    AuditFileNames names =
        new AuditFileNames(Files.isDirectory(path) ? AuditFileNames.firstIn(path) : path);
    for (Path found : names.found()) {
      AuditFile file = PlainAuditFile.openToRead(found);
      if (files.putIfAbsent(names.number(found), file) != null) {
        file.close();
      }
    }
  }

  /**
   * Reads all records up to the end, or to the first thing that is wrong with their chain. A log
   * may begin with what was carried over from files that are gone, if it says that they were
   * exported.
   *
   * @return what is wrong; empty if nothing is
   */
  public Optional<AuditDamage> read(Consumer<AuditRecord> each) throws AuditException {
    try {
      AuditScan scan = AuditScan.of(files, each);
      boolean carried =
          CarryOver.in(files.get(0)).isPresent() && scan.firstIndex() <= scan.exported();
      if (scan.firstIndex() > 0 && !carried) {
        String words = "is not there: the log begins with record " + scan.firstIndex();
        return Optional.of(damage(AuditDamage.Kind.FILE_MISSING, words));
      }
      if (scan.isNew()) {
        return Optional.of(damage(AuditDamage.Kind.FILE_EDITED, "is not there: the file is empty"));
      }
      return Optional.ofNullable(scan.damage());
    } catch (IOException e) {
      throw new AuditException(
          Kind.FAILED, files.get(0).name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of the very beginning. */
  private AuditDamage damage(AuditDamage.Kind kind, String words) {
    return new AuditDamage(kind, files.get(0).name(), 0, words);
  }

  /**
   * Writes all records in one file, in the form in which a gateway keeps them.
   *
   * @return what is wrong with the log; then the export ends there
   */
  public Optional<AuditDamage> export(OutputStream to) throws IOException {
    try {
      AuditFormat.Start start = AuditFormat.start(files.get(0)).orElse(AuditFormat.Start.OF_ALL);
      to.write(AuditFormat.header(start.index(), start.hash()).array());
      return read(record -> write(record, to));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(AuditRecord record, OutputStream to) {
    try {
      to.write(AuditFormat.framed(record).array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file that holds this record, or would hold it. */
  String fileOf(long index) {
    String name = files.get(0).name();
    for (AuditFile file : files) {
      try {
        boolean begun = AuditFormat.start(file).filter(s -> s.index() <= index).isPresent();
        name = begun ? file.name() : name;
      } catch (IOException e) {
        return name;
      }
    }
    return name;
  }

  /** Of its files, oldest first. */
  public List<String> names() {
    return files.stream().map(AuditFile::name).toList();
  }

  @Override
  public void close() {
    files.forEach(AuditFile::close);
  }
}
