package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.EpochSpan;

/**
 * One epoch at the end of a run.
 *
 * @param delivered how many rows of it the twin has stored, each counted once
 * @param lost how many of them the gateway has told the twin to be lost
 * @param missing how many the twin neither has nor knows to be lost
 */
record EpochTally(EpochSpan span, long delivered, long lost, long missing) {

  long journaled() {
    return span.last();
  }

  /** Rows that the twin has though they were never journaled, or has twice. */
  long surplus() {
    return Math.max(0, delivered + lost - journaled());
  }

  /** Whether all that was journaled is at the twin, or told to be lost. */
  boolean isComplete() {
    return missing == 0 && delivered + lost == journaled();
  }

  void write(JsonWriter json) {
    json.object().field("epoch", span.epoch().toString());
    json.field("reason", span.start().reason().name()).field("journaled", journaled());
    json.field("delivered", delivered).field("lost", lost).field("missing", missing).endObject();
  }

  @Override
  public String toString() {
    return "%s began %s: %d journaled, %d delivered, %d lost, %d missing"
        .formatted(span.epoch(), span.start().reason(), journaled(), delivered, lost, missing);
  }
}
