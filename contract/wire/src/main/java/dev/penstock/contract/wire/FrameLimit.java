package dev.penstock.contract.wire;

/**
 * How large a frame may be for whoever carries it.
 *
 * @param aim bytes that a frame has at most if it holds more than one row; the rest is for the next
 * @param most bytes; a row whose frame would have more is told as lost
 */
public record FrameLimit(int aim, int most) {

  /** What the format allows. */
  public static final FrameLimit NONE = new FrameLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public FrameLimit {
    if (aim < 1 || most < aim) {
      throw new IllegalArgumentException("aim at 1 to " + most + " bytes, not " + aim);
    }
  }
}
