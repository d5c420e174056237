package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.fit.FitRequirement.NeededStates;
import dev.penstock.deviceprofiles.vocabulary.Lifecycle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fits the lifecycle states: every state of the device must mean something to the consumer. */
final class StateFit {

  private StateFit() {}

  static Fitted fit(NeededStates need, @Nullable Lifecycle lifecycle) {
    Fitted fitted = new Fitted("lifecycle");
    String wanted = String.join(", ", need.states());
    if (lifecycle == null) {
      fitted.not(Aspect.LIFECYCLE, "NO_LIFECYCLE", wanted, "none");
      return fitted;
    }
    String found = String.join(", ", lifecycle.states());
    StateMap map = new StateMap(lifecycle.states(), need.states(), need.map());
    List<String> unmapped =
        lifecycle.states().stream()
            .filter(state -> map.translate(state).equals(StateMap.UNKNOWN))
            .toList();
    if (!unmapped.isEmpty()) {
      fitted.not(Aspect.LIFECYCLE, "UNMAPPED_STATE", wanted, String.join(", ", unmapped));
    } else if (new TreeSet<>(lifecycle.states()).equals(new TreeSet<>(need.states()))
        && need.map().isEmpty()) {
      fitted.fits(Aspect.LIFECYCLE, "SAME_STATES", wanted, found);
    } else {
      Map<String, String> translation = new TreeMap<>();
      lifecycle.states().forEach(state -> translation.put(state, map.translate(state)));
      Adaptation adaptation = Adaptation.of("map-state", translation, "");
      fitted.adapts(Aspect.LIFECYCLE, "MAPPED_STATES", wanted, found, adaptation);
      fitted.run(Aspect.LIFECYCLE, map);
    }
    return fitted;
  }
}
