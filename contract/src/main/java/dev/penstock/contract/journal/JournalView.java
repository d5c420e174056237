package dev.penstock.contract.journal;

/** A journal for reading only; it may be growing in another process. */
public interface JournalView extends AutoCloseable {

  /** The gateway whose rows these are. */
  String gateway();

  /** A new reader at the oldest row held. */
  JournalReader reader();

  JournalStatus status();

  @Override
  void close();
}
