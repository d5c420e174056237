package dev.penstock.gateway.actuation.audit;

import dev.penstock.gateway.actuation.audit.AuditException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    List<AuditFile> files = new ArrayList<>();
    try {
      Path first = Files.isDirectory(path) ? AuditFileNames.firstIn(path) : path;
      for (Path file : new AuditFileNames(first).found()) {
        files.add(PlainAuditFile.openToRead(file));
      }
    } catch (IOException e) {
      files.forEach(AuditFile::close);
      throw new AuditException(
          Kind.FAILED, path + " cannot be read: " + e.getMessage() + " (may you read it?)", e);
    }
    if (files.isEmpty()) {
      throw new AuditException(Kind.FAILED, "there is no audit log " + path);
    }
    return new AuditArchive(files);
  }

  /**
   * Reads all records up to the end, or to the first thing that is wrong with their chain.
   *
   * @return what is wrong; empty if nothing is
   */
  public Optional<AuditDamage> read(Consumer<AuditRecord> each) throws AuditException {
    try {
      AuditScan scan = AuditScan.of(files, each);
      if (scan.firstIndex() > 0) {
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
      to.write(AuditFormat.header(0, new byte[AuditRecord.HASH_BYTES]).array());
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
