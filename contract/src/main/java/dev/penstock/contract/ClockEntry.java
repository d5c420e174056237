package dev.penstock.contract;

/**
 * One journaled statement about a clock. Rows name the entry their event time rests on. Times in
 * ns, {@link ObservationBatch#ABSENT} where not known.
 *
 * @param id counts from 1 within the epoch
 * @param clock {@code gateway}, or the device's id
 * @param boot the boot whose monotonic times {@code mono} belongs to
 * @param errorBound half width of the interval that contains the true offset
 * @param offset how far the device's clock is ahead of the gateway's; 0 for the gateway's own
 * @param wall with {@code mono}: the pair read together; for an ANCHOR, the true time at {@code
 *     mono}
 */
public record ClockEntry(
    int id,
    Topic topic,
    String clock,
    String boot,
    ClockState state,
    long errorBound,
    long offset,
    long wall,
    long mono) {

  /** What an entry states. */
  public enum Topic {
    STATE,
    /** A device clock's learned offset. */
    OFFSET,
    /** The first sync of a boot: moves the event times of rows received before it. */
    ANCHOR
  }

  public static final String GATEWAY = "gateway";

  private static final long ASSUMED_BOUND = 1_000_000_000L;

  public boolean isBounded() {
    return errorBound != ObservationBatch.ABSENT;
  }

  /**
   * The error bound, or one second while it is unknown: for judging whether a stamp can be true.
   */
  public long plausibleError() {
    return isBounded() ? errorBound : ASSUMED_BOUND;
  }

  /** The journaled body. */
  public byte[] body() {
    return new JsonWriter()
        .object()
        .field("id", id)
        .field("topic", topic.name())
        .field("clock", clock)
        .field("boot", boot)
        .field("state", state.name())
        .field("error_bound_ns", errorBound)
        .field("offset_ns", offset)
        .field("wall_ns", wall)
        .field("mono_ns", mono)
        .endObject()
        .bytes();
  }

  public static ClockEntry read(byte[] body) {
    Json json = Json.parse(body, 4096);
    return new ClockEntry(
        json.get("id").int32(),
        Topic.valueOf(json.get("topic").text()),
        json.get("clock").text(),
        json.get("boot").text(),
        state(json.get("state").text()),
        json.get("error_bound_ns").int64(),
        json.get("offset_ns").int64(),
        json.get("wall_ns").int64(),
        json.get("mono_ns").int64());
  }

  private static ClockState state(String word) {
    for (ClockState state : ClockState.values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    return ClockState.UNKNOWN;
  }
}
