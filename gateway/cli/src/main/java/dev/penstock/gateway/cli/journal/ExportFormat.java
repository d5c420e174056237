package dev.penstock.gateway.cli.journal;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.JournalReader;
import java.io.IOException;

/** One way to write rows down. */
interface ExportFormat extends AutoCloseable {

  /**
   * Writes what is chosen of the batch the reader has just read.
   *
   * @return how many rows that were
   */
  int write(JournalReader reader, ObservationBatch batch, RowChoice choice) throws IOException;

  /** Writes what is still held back. */
  void finish() throws IOException;

  @Override
  default void close() {}
}
