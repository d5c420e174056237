package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.TimeBasis;
import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Aggregation;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.yaml.Quantities;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Fits how often, how soon and by whose clock a point's values come. */
final class TimeFit {

  private final Fitted fitted;
  private final NeededPoint need;
  private final Point point;

  TimeFit(Fitted fitted, NeededPoint need, Point point) {
    this.fitted = fitted;
    this.need = need;
    this.point = point;
  }

  void fit(Duration staleAfter) {
    fitSampling();
    fitBasis();
    fitUncertainty();
    fitStaleness(staleAfter);
  }

  private void fitSampling() {
    Aggregation wanted = need.aggregation();
    if (wanted != null && wanted != point.aggregation()) {
      fitted.not(Aspect.SAMPLING, "OTHER_AGGREGATION", word(wanted), word(point.aggregation()));
      return;
    }
    Duration interval = point.time().samplingInterval();
    Duration heartbeat = point.report().heartbeat();
    Duration longest = need.maxInterval();
    Duration shortest = need.minInterval();
    if (longest != null && interval == null) {
      fitHeartbeat(longest, heartbeat);
    } else if (longest != null && interval != null && interval.compareTo(longest) > 0) {
      fitted.not(Aspect.SAMPLING, "TOO_SLOW", "at most " + text(longest), text(interval));
    } else if (shortest != null && interval != null && interval.compareTo(shortest) < 0) {
      Adaptation slower =
          Adaptation.of("downsample", Map.of("interval", text(shortest)), "values in between");
      fitted.adapts(
          Aspect.SAMPLING, "DOWNSAMPLED", "at least " + text(shortest), text(interval), slower);
      fitted.run(Aspect.SAMPLING, new Downsampling(interval, shortest));
    } else {
      String wish = longest == null ? "any" : "at most " + text(longest);
      fitted.fits(Aspect.SAMPLING, "FAST_ENOUGH", wish, text(interval));
    }
  }

  /** Nobody says how often the device samples, but heartbeats tell that nothing has changed. */
  private void fitHeartbeat(Duration longest, @Nullable Duration heartbeat) {
    if (heartbeat == null || heartbeat.compareTo(longest) > 0) {
      fitted.not(Aspect.SAMPLING, "INTERVAL_NOT_STATED", "at most " + text(longest), "none");
      return;
    }
    Adaptation hold =
        Adaptation.of(
            "hold-last", Map.of("heartbeat", text(heartbeat)), "nothing but changes come");
    fitted.adapts(
        Aspect.SAMPLING, "HEARTBEAT_COVERS", "at most " + text(longest), text(heartbeat), hold);
    fitted.run(Aspect.SAMPLING, new EarlierStale(heartbeat));
  }

  private void fitBasis() {
    if (need.time().bases().isEmpty()) {
      return;
    }
    Set<TimeBasis> wanted = EnumSet.copyOf(need.time().bases());
    Set<TimeBasis> found = possibleBases();
    Set<TimeBasis> both = EnumSet.copyOf(found);
    both.retainAll(wanted);
    if (wanted.containsAll(found)) {
      fitted.fits(Aspect.EVENT_TIME, "ACCEPTED_BASIS", words(wanted), words(found));
    } else if (both.isEmpty()) {
      fitted.not(Aspect.EVENT_TIME, "OTHER_BASIS", words(wanted), words(found));
    } else {
      Adaptation filter =
          Adaptation.of("accept-bases", Map.of("bases", words(both)), "values of other bases");
      fitted.adapts(Aspect.EVENT_TIME, "SOMETIMES_BASIS", words(wanted), words(found), filter);
      fitted.run(Aspect.EVENT_TIME, new BasisFilter(wanted));
    }
  }

  /** What event times of this point may rest on. */
  private Set<TimeBasis> possibleBases() {
    Address address = point.source().address();
    boolean polled = address.protocol().equals("modbus") || address.protocol().equals("gpio");
    TimeBasis own = polled ? TimeBasis.GATEWAY_POLL_MID : TimeBasis.GATEWAY;
    return switch (point.time().basis()) {
      case SOURCE -> EnumSet.of(TimeBasis.SOURCE, TimeBasis.SOURCE_CORRECTED);
      case SERVER -> EnumSet.of(TimeBasis.SERVER);
      case GATEWAY -> EnumSet.of(own);
      case AUTO -> {
        Set<TimeBasis> bases = EnumSet.of(own);
        if (address.noSourceTimeBecause().isEmpty()) {
          bases.addAll(EnumSet.of(TimeBasis.SOURCE, TimeBasis.SOURCE_CORRECTED));
        }
        if (address.protocol().equals("opcua")) {
          bases.add(TimeBasis.SERVER);
        }
        yield bases;
      }
    };
  }

  private void fitUncertainty() {
    Duration wanted = need.time().maxUncertainty();
    if (wanted == null) {
      return;
    }
    Duration found = point.time().maxEventUncertainty();
    if (found == null) {
      fitted.not(Aspect.EVENT_TIME, "TIME_UNCERTAINTY_NOT_STATED", text(wanted), "none");
    } else if (found.compareTo(wanted) > 0) {
      fitted.not(Aspect.EVENT_TIME, "TIME_TOO_UNCERTAIN", text(wanted), text(found));
    } else {
      fitted.fits(Aspect.EVENT_TIME, "TIME_CERTAIN_ENOUGH", text(wanted), text(found));
    }
  }

  private void fitStaleness(Duration staleAfter) {
    Duration wanted = need.maxAge();
    if (wanted == null) {
      return;
    }
    Duration alive = sooner(point.time().samplingInterval(), point.report().heartbeat());
    if (staleAfter.compareTo(wanted) <= 0) {
      fitted.fits(Aspect.STALENESS, "STALE_IN_TIME", text(wanted), text(staleAfter));
    } else if (alive != null && alive.compareTo(wanted) <= 0) {
      Adaptation earlier =
          Adaptation.of("stale-after", Map.of("age", text(wanted)), "values still good for others");
      fitted.adapts(Aspect.STALENESS, "STALE_EARLIER", text(wanted), text(staleAfter), earlier);
      fitted.run(Aspect.STALENESS, new EarlierStale(wanted));
    } else {
      fitted.not(Aspect.STALENESS, "STALE_TOO_LATE", text(wanted), text(staleAfter));
    }
  }

  private static @Nullable Duration sooner(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static String text(@Nullable Duration duration) {
    return duration == null ? "none" : Quantities.text(duration);
  }

  private static String words(Set<TimeBasis> bases) {
    Set<String> words = new TreeSet<>();
    bases.forEach(b -> words.add(word(b)));
    return String.join(", ", words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
