package dev.penstock.contract;

/**
 * Names one journaled row for ever; what has the same identity is the same row.
 *
 * @param sequence from 1, gapless within the epoch
 */
public record ObservationId(String gateway, Epoch epoch, long sequence) {

  public ObservationId {
    Names.id("gateway", gateway);
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence " + sequence + " must be at least 1");
    }
  }

  @Override
  public String toString() {
    return "urn:penstock:" + gateway + ":" + epoch + ":" + sequence;
  }
}
