package dev.penstock.uplink.twin;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Observation;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.SyncBound;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.EpochChain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A twin at one moment.
 *
 * @param connected in one sentence, with the remedy where one is needed
 * @param rows rows stored, of all gateways
 * @param gateways where each stands, by each of its uplinks
 * @param epochs what is there of each, in the order of their chain
 * @param repeats rows that came again and were recognised: harmless
 * @param losses what LOSS rows tell, by cause; an unknown count is one
 * @param refusedFrames frames that were not taken, by reason
 * @param alarms what is wrong with the order of epochs
 * @param forks rows that came again with another content
 */
public record TwinSummary(
    String connected,
    long rows,
    List<Gateway> gateways,
    List<EpochCover> epochs,
    long repeats,
    Map<String, Long> losses,
    Latency latency,
    Map<String, Long> refusedFrames,
    List<EpochChain.Alarm> alarms,
    long forks) {

  /** Whether a gateway is connected to the broker, as far as it has said so. */
  public enum Link {
    /** It sends. */
    HERE,
    /** Its connection has ended, by itself or cut. */
    GONE,
    /** Nothing was heard since the twin started. */
    SILENT
  }

  /**
   * One gateway through one uplink.
   *
   * @param heardAgo since the last frame, ns; negative if there was none
   * @param behind how long the newest live frame was on its way, ns
   * @param clocks the newest statement about its own clock and those of its devices
   * @param points each point's current value
   */
  public record Gateway(
      String gateway,
      String uplink,
      Link link,
      long heardAgo,
      long behind,
      Map<String, ClockEntry> clocks,
      Map<String, Point> points) {

    public Gateway {
      clocks = Map.copyOf(clocks);
      points = Collections.unmodifiableMap(new TreeMap<>(points));
    }
  }

  /** A current value, and how far the plant's can be from it at the same moment. */
  public record Point(Observation value, SyncBound bound) {}

  /**
   * One epoch through one uplink.
   *
   * @param last the last sequence known to exist
   * @param covered sequences accounted for: stored, filtered out or lost
   * @param lost of them, told to be lost
   * @param stored of them, rows in the database
   */
  public record EpochCover(
      String gateway,
      String uplink,
      EpochStart start,
      long last,
      long covered,
      long lost,
      long stored,
      List<Range> holes) {

    public EpochCover {
      holes = List.copyOf(holes);
    }
  }

  /** From event time to stored, of live rows read from devices; ns. */
  public record Latency(long rows, long p50, long p99) {}

  public TwinSummary {
    gateways = List.copyOf(gateways);
    epochs = List.copyOf(epochs);
    losses = Map.copyOf(losses);
    refusedFrames = Map.copyOf(refusedFrames);
    alarms = List.copyOf(alarms);
  }

  /** Sequences of which nothing is known yet. */
  public long holes() {
    return epochs.stream().flatMap(e -> e.holes().stream()).mapToLong(Range::size).sum();
  }
}
