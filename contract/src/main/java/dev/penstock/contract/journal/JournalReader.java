package dev.penstock.contract.journal;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import java.util.List;

/**
 * Reads a journal in order of epochs and sequences. Belongs to one thread. What can no longer be
 * read (retention, damage) is passed over: the next batch simply begins later, and a LOSS row says
 * why.
 */
public interface JournalReader extends AutoCloseable {

  /**
   * Goes to a place: the next batch is the one that contains the sequence, or the first after it.
   * It may begin before the sequence.
   */
  void seek(Epoch epoch, long sequence);

  /**
   * Goes to the oldest row held and, until the next seek, hands out only batches whose event times,
   * from the earliest to the latest, touch from..to. Order and wholeness of batches stay as they
   * are; what lies outside is passed over without being read, segment by segment.
   *
   * @param from ns, included
   * @param to ns, included
   */
  void seekEvents(long from, long to);

  /**
   * Reads the next batch, with its identity and receipt.
   *
   * @return false when there is none yet
   */
  boolean read(ObservationBatch into);

  /** The dictionary of the batch last read. */
  Dictionary dictionary();

  /** The clock entries known in the epoch of the batch last read, up to that batch. */
  List<ClockEntry> clocks();

  /** How the epoch of the batch last read began. */
  EpochStart epoch();

  @Override
  void close();
}
