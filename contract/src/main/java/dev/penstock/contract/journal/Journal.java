package dev.penstock.contract.journal;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import java.util.function.LongConsumer;

/**
 * The spine: gives every row its identity and keeps it until everybody who needs it has it. Opening
 * one for writing starts an epoch whose first row is its {@link EpochStart}. Thread-safe, but for
 * the readers.
 */
public interface Journal extends JournalView {

  int SCARCE_PERCENT = 80;

  /** The epoch in writing. */
  Epoch epoch();

  /** The boot id written into this epoch. */
  String boot();

  /**
   * Appends a whole batch and writes its identity into it. All rows or none.
   *
   * @return the sequence of its last row
   */
  long append(ObservationBatch batch) throws JournalException;

  /** The points in force from the next batch on. */
  void define(Dictionary dictionary) throws JournalException;

  /** Starts another epoch, chained to the one in writing. */
  Epoch renew(EpochStart.Reason reason) throws JournalException;

  /**
   * Whether what a required cursor still waits for takes more than {@value #SCARCE_PERCENT} % of
   * what the journal may take: from here on, low data classes should stay out. Costs nothing to
   * ask.
   */
  boolean isScarce();

  long lastSequence();

  /** Everything up to here, in the epoch in writing, survives a power cut. */
  long durableSequence();

  /** Is told each time the durable mark has moved, on the journal's own thread. */
  void onDurable(LongConsumer mark);

  /** Is told each time rows were appended, on the thread that appended them; must not wait. */
  void onAppended(Runnable listener);

  /**
   * The durable cursor of this name, made if there is none.
   *
   * @param required rows it has not covered are dropped only by {@code whenFull}
   */
  JournalCursor cursor(String name, boolean required);

  /** Makes everything appended durable, and seals. */
  @Override
  void close();
}
