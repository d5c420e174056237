package dev.penstock.contract.journal;

import dev.penstock.contract.Epoch;

/**
 * What a journal still holds of one epoch.
 *
 * @param first the oldest sequence still there; 0 if none
 * @param last the newest; 0 if none
 */
public record EpochSpan(EpochStart start, long first, long last) {

  public Epoch epoch() {
    return start.epoch();
  }
}
