package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The files of one log: those that are there, and the next one when the last is full. */
public interface AuditFiles extends AutoCloseable {

  /** At least one, in the order of their records; only the last is written to. */
  List<AuditFile> files();

  /** How large the next file will be. */
  long nextBytes();

  /** Whether {@link #next} would give one at once. */
  boolean isNextReady();

  /** Begins to make the next file ready, if that was not begun yet. Does not wait. */
  void prepareNext();

  /** Makes the next file ready, if there is space for it, and waits for that. */
  void prepareNextNow();

  /**
   * Appends a file. Before it has its name, its beginning is durable.
   *
   * @param beginning its head and its first record
   * @throws AuditException if none is ready, or it cannot be put in its place
   */
  AuditFile next(long firstIndex, ByteBuffer beginning) throws AuditException;

  /** Takes the oldest file away for good. */
  void remove(AuditFile oldest) throws IOException;

  @Override
  void close();

  /** One file, and no more. */
  static AuditFiles only(AuditFile file) {
    return new AuditFiles() {
      @Override
      public List<AuditFile> files() {
        return List.of(file);
      }

      @Override
      public long nextBytes() {
        return 0;
      }

      @Override
      public boolean isNextReady() {
        return false;
      }

      @Override
      public void prepareNext() {}

      @Override
      public void prepareNextNow() {}

      @Override
      public AuditFile next(long firstIndex, ByteBuffer beginning) throws AuditException {
        throw new AuditException(AuditException.Kind.FULL, file.name() + " is full");
      }

      @Override
      public void remove(AuditFile oldest) {
        throw new IllegalStateException("the only file is always needed");
      }

      @Override
      public void close() {
        file.close();
      }
    };
  }
}
