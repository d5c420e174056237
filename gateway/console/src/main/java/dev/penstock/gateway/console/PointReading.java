package dev.penstock.gateway.console;

import dev.penstock.contract.Flag;
import dev.penstock.contract.Quality;
import dev.penstock.contract.TimeBasis;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last value of a point, with all one must know to judge it.
 *
 * @param eventTime when it was true in the plant, and by whose clock ({@code basis})
 * @param value null when the quality is BAD
 */
public record PointReading(
    @Nullable PointValue value,
    Quality quality,
    Set<Flag> flags,
    Instant eventTime,
    TimeBasis basis) {

  public PointReading {
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(eventTime, "eventTime");
    Objects.requireNonNull(basis, "basis");
    flags = Set.copyOf(flags);
  }

  public boolean isStale() {
    return flags.contains(Flag.STALE);
  }
}
