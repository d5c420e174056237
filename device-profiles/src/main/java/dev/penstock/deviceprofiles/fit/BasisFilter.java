package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.TimeBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Passes on only rows whose event time rests on what the consumer accepts.
 *
 * @param accepted by the consumer
 */
record BasisFilter(Set<TimeBasis> accepted) implements Executable {

  boolean passes(TimeBasis basis) {
    return accepted.contains(basis);
  }

  @Override
  public List<Vector> run() {
    List<Vector> vectors = new ArrayList<>();
    for (TimeBasis basis : TimeBasis.values()) {
      boolean wanted = accepted.stream().anyMatch(a -> a.name().equals(basis.name()));
      vectors.add(Vector.of(basis.name(), basis, passes(basis), wanted));
    }
    return vectors;
  }
}
