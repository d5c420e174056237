package dev.penstock.gateway.cli;

import dev.penstock.buffer.JournalSettings;
import dev.penstock.buffer.JournalSettings.WhenFull;
import dev.penstock.buffer.Outage;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.gateway.runtime.GatewayPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** How long an outage the journal holds out, in plain words, under each {@code whenFull}. */
final class OutageText {

  private static final double KIB = 1024;

  private final GatewayPlan plan;
  private final Outage outage;
  private int unstated;

  OutageText(GatewayPlan plan) {
    this.plan = plan;
    this.outage = new Outage(plan.settings().journal());
    batches().forEach((batch, points) -> outage.add(points, batch.every()));
  }

  /** Values of one device that come in one rhythm are taken to come together. */
  private record Batch(String device, Duration every) implements Comparable<Batch> {

    @Override
    public int compareTo(Batch other) {
      int byDevice = device.compareTo(other.device);
      return byDevice != 0 ? byDevice : every.compareTo(other.every);
    }
  }

  private Map<Batch, Integer> batches() {
    Map<Batch, Integer> batches = new TreeMap<>();
    for (PointDescriptor point : plan.dictionary().points()) {
      long nanos = rhythm(point.reporting());
      if (nanos == 0) {
        unstated++;
      } else {
        batches.merge(new Batch(point.device(), Duration.ofNanos(nanos)), 1, Integer::sum);
      }
    }
    return batches;
  }

  /** The nominal interval; of points that have none, the longest they may be silent. */
  private static long rhythm(Reporting reporting) {
    if (reporting.interval() > 0) {
      return reporting.interval();
    }
    return reporting.heartbeat() > 0 ? reporting.heartbeat() : reporting.staleAfter();
  }

  /** What the settings as they are amount to. */
  List<String> lines() {
    WhenFull chosen = plan.settings().journal().whenFull();
    return lines(policy -> policy == chosen ? "with " : "not chosen: ");
  }

  /** What each choice would amount to. */
  List<String> choices() {
    return lines(policy -> "with ");
  }

  private List<String> lines(Function<WhenFull, String> how) {
    JournalSettings journal = plan.settings().journal();
    String time = words(outage.holds());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "at most %d MiB; at the profiles' rate of %.1f values/s, some %.1f KiB/s, that is %s"
                + " of outage",
            journal.maxBytes() >> 20,
            outage.rowsASecond(),
            outage.bytesASecond() / KIB,
            time));
    if (unstated > 0) {
      lines.add(unstated + " points state no interval and are not counted");
    }
    for (WhenFull policy : WhenFull.values()) {
      lines.add(how.apply(policy) + sentence(policy, time));
    }
    return List.copyOf(lines);
  }

  private static String sentence(WhenFull policy, String time) {
    return switch (policy) {
      case DROP_OLDEST ->
          "drop-oldest: for %s nothing is lost; after that the oldest that no required uplink"
                  .formatted(time)
              + " has had go, a segment at a time, and are recorded as lost";
      case REFUSE ->
          "refuse: for %s nothing is lost; after that the old are kept and new values are recorded"
                  .formatted(time)
              + " as lost, until an uplink has caught up";
    };
  }

  private static String words(Duration duration) {
    if (duration.toDays() >= 3) {
      return duration.toDays() + " days (" + duration.toHours() + " h)";
    }
    return duration.toHours() >= 3 ? duration.toHours() + " h" : duration.toMinutes() + " min";
  }
}
