package dev.penstock.contract.journal;

import java.util.List;

/**
 * A journal at one moment.
 *
 * @param state in one word, for people
 * @param rows rows held, all epochs
 * @param bytes bytes on disk
 * @param held bytes of it that a required cursor still waits for
 * @param limit bytes it may take
 * @param oldestEvent ns; {@code ABSENT} when empty
 * @param sync the durability mode, in words
 * @param lastSequence of the epoch in writing
 * @param durableSequence everything up to here survives a power cut
 * @param epochs oldest first
 */
public record JournalStatus(
    State state,
    long rows,
    long bytes,
    long held,
    long limit,
    int segments,
    long oldestEvent,
    String sync,
    long lastSequence,
    long durableSequence,
    List<EpochSpan> epochs) {

  public JournalStatus {
    epochs = List.copyOf(epochs);
  }

  /** Whether it takes rows. */
  public enum State {
    OK,
    FULL,
    BROKEN,
    CLOSED
  }
}
