package dev.penstock.uplink.twin;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Flag;
import dev.penstock.contract.Kind;
import dev.penstock.contract.Observation;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.wire.FrameOrigin;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The current value of each point: the one with the greatest event time, epoch and sequence that is
 * not suspect. Written by one thread, read by any.
 */
final class LatestValues {

  /** A value, what its point means, and the uplink it came through. */
  record Seen(Observation value, PointDescriptor point, String uplink) {}

  private final Map<String, Map<String, Seen>> byGateway = new ConcurrentHashMap<>();

  /**
   * Takes a row into account.
   *
   * @param order of an identity's epoch in its gateway's chain
   */
  void see(
      FrameOrigin from,
      ObservationBatch row,
      Dictionary dictionary,
      ToIntFunction<ObservationId> order) {
    int point = row.point(0);
    Kind kind = row.kind(0);
    boolean aboutAPoint = kind == Kind.RAW || kind == Kind.INFERRED || kind == Kind.READ_BACK;
    if (point < 0 || !aboutAPoint) {
      return;
    }
    Observation value = row.observation(0, from.gateway(), dictionary);
    Seen seen = new Seen(value, dictionary.at(point), from.uplink());
    byGateway
        .computeIfAbsent(from.gateway(), g -> new ConcurrentHashMap<>())
        .merge(
            value.point(),
            seen,
            (old, fresh) -> isNewer(old.value, fresh.value, order) ? fresh : old);
  }

  private static boolean isNewer(
      Observation old, Observation fresh, ToIntFunction<ObservationId> order) {
    boolean suspect = Flag.CLOCK_SUSPECT.in(fresh.judgement().flags());
    if (suspect != Flag.CLOCK_SUSPECT.in(old.judgement().flags())) {
      return !suspect;
    }
    int byEvent = Long.compare(fresh.times().event(), old.times().event());
    return byEvent != 0 ? byEvent > 0 : isLater(old.id(), fresh.id(), order);
  }

  private static boolean isLater(
      @Nullable ObservationId old,
      @Nullable ObservationId fresh,
      ToIntFunction<ObservationId> order) {
    if (old == null || fresh == null) {
      return old == null;
    }
    int byEpoch = Integer.compare(order.applyAsInt(fresh), order.applyAsInt(old));
    return byEpoch != 0 ? byEpoch > 0 : fresh.sequence() >= old.sequence();
  }

  /** By point, in the order of their names. */
  Map<String, Seen> of(String gateway) {
    return new TreeMap<>(byGateway.getOrDefault(gateway, Map.of()));
  }
}
