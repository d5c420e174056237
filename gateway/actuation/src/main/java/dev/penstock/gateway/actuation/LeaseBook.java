package dev.penstock.gateway.actuation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who holds which point: one holder each. Gate thread only. */
final class LeaseBook {

  private static final Duration SHORTEST_AFTER_LOSS = Duration.ofSeconds(1);
  private static final Duration LONGEST_REARM = Duration.ofMinutes(30);
  private static final int MOST_DOUBLINGS = 12;

  private final Map<String, Lease> byPoint = new HashMap<>();

  /** How often in a row the pulse was lost while a point was held. */
  private final Map<String, Integer> pulseLosses = new HashMap<>();

  /** Until when a point rests after its last lease, on the monotonic clock. */
  private final Map<String, Long> rests = new HashMap<>();

  private final Map<String, Lease> unacknowledged = new HashMap<>();

  Optional<Lease> of(String point) {
    return Optional.ofNullable(byPoint.get(point));
  }

  Optional<Lease> withId(String id) {
    return byPoint.values().stream().filter(lease -> lease.id().equals(id)).findFirst();
  }

  /** In the order in which their ends are to be carried out. */
  List<Lease> all() {
    List<Lease> leases = new ArrayList<>(byPoint.values());
    leases.sort(
        (one, other) ->
            Integer.compare(
                one.point().safe().revert().order(), other.point().safe().revert().order()));
    return leases;
  }

  void put(Lease lease) {
    byPoint.put(lease.point().point(), lease);
  }

  /** The command was not carried out: whoever held the point before holds it still. */
  void asBefore(Lease lease) {
    Lease before = lease.before();
    if (before == null) {
      byPoint.remove(lease.point().point());
    } else {
      put(before);
    }
  }

  /** The lease is over. */
  void ended(Lease lease, long nowMono) {
    String point = lease.point().point();
    byPoint.remove(point);
    rests.put(point, nowMono + rearm(lease).toNanos());
    if (lease.state() == LeaseState.REVERT_FAILED) {
      unacknowledged.put(point, lease);
    }
  }

  /** Twice as long after each pulse that was lost: a link that comes and goes must not pump. */
  private Duration rearm(Lease lease) {
    String point = lease.point().point();
    Duration rearm = lease.point().safe().revert().rearm();
    if (!lease.isEndedBy(EndCause.PULSE_LOST)) {
      pulseLosses.remove(point);
      return rearm;
    }
    int losses = Math.min(MOST_DOUBLINGS, pulseLosses.merge(point, 1, Integer::sum));
    Duration base = rearm.isZero() ? SHORTEST_AFTER_LOSS : rearm;
    Duration longer = base.multipliedBy(1L << losses);
    return longer.compareTo(LONGEST_REARM) > 0 ? LONGEST_REARM : longer;
  }

  boolean isResting(String point, long nowMono) {
    Long until = rests.get(point);
    return until != null && nowMono - until < 0;
  }

  /** A failed revert that nobody has acknowledged yet. */
  Optional<Lease> failure(String point) {
    return Optional.ofNullable(unacknowledged.get(point));
  }

  /** A person has seen it: whether there was such a failure. */
  Optional<Lease> acknowledge(String leaseId, long nowMono) {
    Optional<Lease> failed =
        unacknowledged.values().stream().filter(lease -> lease.id().equals(leaseId)).findFirst();
    failed.ifPresent(
        lease -> {
          String point = lease.point().point();
          unacknowledged.remove(point);
          rests.put(point, nowMono + lease.point().safe().revert().rearm().toNanos());
        });
    return failed;
  }
}
