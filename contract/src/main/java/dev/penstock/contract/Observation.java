package dev.penstock.contract;

import org.jspecify.annotations.Nullable;

/**
 * One row, for consoles, command lines, gates and tests; the hot path uses {@link
 * ObservationBatch}.
 *
 * @param id absent before the journal gave it one
 * @param point {@code device/point}; empty for a row about the stream itself
 * @param value absent when BAD
 */
public record Observation(
    @Nullable ObservationId id,
    String point,
    Kind kind,
    Trigger trigger,
    @Nullable Value value,
    Judgement judgement,
    Times times) {

  /**
   * How good the value is.
   *
   * @param flags bit set of {@link Flag}
   * @param status raw OPC UA status code
   * @param uncertainty standard uncertainty in the point's unit; NaN when not stated
   */
  public record Judgement(Quality quality, int flags, int status, double uncertainty) {

    public static final Judgement GOOD = new Judgement(Quality.GOOD, 0, 0, Double.NaN);

    public static Judgement bad(int status) {
      return new Judgement(
          Quality.BAD, StatusCodes.flags(status) & ~Flag.INITIAL.mask(), status, Double.NaN);
    }
  }

  /**
   * When it was true, and how that is known. All in ns; {@link ObservationBatch#ABSENT} where
   * nothing is known.
   *
   * @param event resolved event time, since 1970
   * @param uncertainty half width of the interval that contains the true time
   * @param receivedMono monotonic, within the boot that received it
   * @param clockEntry the clock entry of the epoch which the basis rests on
   */
  public record Times(
      long event,
      TimeBasis basis,
      long uncertainty,
      long source,
      long server,
      long receivedWall,
      long receivedMono,
      int clockEntry) {}

  public boolean isGood() {
    return judgement.quality() == Quality.GOOD && value != null;
  }
}
