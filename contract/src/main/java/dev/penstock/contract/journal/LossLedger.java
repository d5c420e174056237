package dev.penstock.contract.journal;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import java.util.List;
import java.util.Map;

/**
 * Counts what is lost, durably and without a journal: a row a (cause, device, class), coalescing,
 * so that it cannot fill. A row that was quiet for 10 s, or is 60 s old, is closed and waits to be
 * told as a LOSS observation; it is freed when that is durable. Thread-safe.
 */
public interface LossLedger extends AutoCloseable {

  /** Where and what: the key that rows coalesce by. Empty device or class means all. */
  record Key(LossCause cause, String device, String dataClass) {}

  /**
   * Counts losses of which nothing was journaled.
   *
   * @param count or {@link Loss#UNKNOWN_COUNT}
   * @param eventFrom ns, or ABSENT
   */
  void count(Key key, long count, long eventFrom, long eventTo);

  /**
   * Rows that had an identity.
   *
   * @param count how many of the sequences first..last are meant
   * @param eventFrom ns, or ABSENT
   */
  record Rows(Epoch epoch, long first, long last, long count, long eventFrom, long eventTo) {

    /** All of a range, of unknown event times. */
    public static Rows all(Epoch epoch, long first, long last) {
      return new Rows(
          epoch, first, last, last - first + 1, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
    }
  }

  /** Counts journaled rows that some uplinks will never get. */
  void countJournaled(Key key, Rows rows, List<String> undeliveredTo);

  /** Counts a whole range. */
  default void countJournaled(
      Key key, Epoch epoch, long sequenceFrom, long sequenceTo, List<String> undeliveredTo) {
    countJournaled(key, Rows.all(epoch, sequenceFrom, sequenceTo), undeliveredTo);
  }

  /** Opens a gap (STOPPED, LINK_DOWN) that lasts until {@link #endGap}. Opening twice is once. */
  void beginGap(Key key, long eventFrom);

  /**
   * Ends a gap with the first value after it. Without an open gap, nothing happens. Where the clock
   * was put back meanwhile, the earlier of the two times is the gap's from, the later its to.
   */
  void endGap(Key key, long eventTo);

  /** The closed rows that were not told yet. */
  List<Loss> closed();

  /** The row was appended to the journal under this sequence. */
  void told(String lossId, Epoch epoch, long sequence);

  /** Everything up to the sequence is durable: frees the rows told by then. */
  void durable(Epoch epoch, long sequence);

  /**
   * What was counted so far survives a power cut, as far as the disk lets it: to be called before
   * what was counted is removed, or noted elsewhere as told.
   */
  void force();

  /** Rows open or waiting, for status. */
  List<Loss> pending();

  /** Observations lost since the ledger was made, by key; what is unknown counts as one. */
  Map<Key, Long> totals();

  @Override
  void close();
}
