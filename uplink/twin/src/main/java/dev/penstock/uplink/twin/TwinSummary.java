package dev.penstock.uplink.twin;

import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.EpochChain;
import java.util.List;
import java.util.Map;

/**
 * A twin at one moment.
 *
 * @param connected in one sentence, with the remedy where one is needed
 * @param rows rows stored, of all gateways
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
    List<EpochCover> epochs,
    long repeats,
    Map<String, Long> losses,
    Latency latency,
    Map<String, Long> refusedFrames,
    List<EpochChain.Alarm> alarms,
    long forks) {

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
