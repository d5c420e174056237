package dev.penstock.gateway.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The journal.
 *
 * @param sync when it is forced to disk, in words
 * @param oldest event time of the oldest row, null when empty
 * @param durableLag for how long rows have been waiting to be forced, null when nothing is ever
 *     forced
 */
public record JournalStatus(
    Condition condition,
    String sync,
    Size size,
    @Nullable Instant oldest,
    @Nullable Duration durableLag) {

  public JournalStatus {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(sync, "sync");
    Objects.requireNonNull(size, "size");
  }

  /**
   * How much is in it.
   *
   * @param depth rows that the slowest required uplink has not delivered
   * @param limitBytes at which retention begins, 0 for none
   */
  public record Size(long rows, long depth, long bytes, long limitBytes, int segments) {}
}
