package dev.penstock.uplink.twin;

import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks again for what is missing and does not come by itself: a gateway that believes a twin has
 * something will not send it unasked.
 */
final class HoleWatch {

  private static final int MAX_RANGES = 64;

  private final String idPrefix;
  private Map<Stream, List<Range>> before = Map.of();
  private long asked;

  /**
   * @param idPrefix makes the requests of this run different from those of others
   */
  HoleWatch(String idPrefix) {
    this.idPrefix = idPrefix;
  }

  /** A request for each stream whose holes are the same as the last time this was called. */
  List<Replay> look(TwinLedger ledger) {
    Map<Stream, List<Range>> now = new HashMap<>();
    List<Replay> requests = new ArrayList<>();
    for (Stream stream : ledger.streams()) {
      List<Range> holes = ledger.holes(stream);
      if (!holes.isEmpty()) {
        now.put(stream, holes);
        if (holes.equals(before.get(stream))) {
          requests.add(request(stream, holes));
        }
      }
    }
    before = now;
    return requests;
  }

  /** A request to each uplink of these streams for whatever is on its way now: it will not come. */
  List<Replay> rest(List<Stream> streams) {
    Map<String, Replay> requests = new LinkedHashMap<>();
    for (Stream stream : streams) {
      Range rest = new Range(1, Replay.ALL_THAT_FOLLOWS);
      requests.computeIfAbsent(
          stream.gateway() + "/" + stream.uplink(), way -> request(stream, List.of(rest)));
    }
    return List.copyOf(requests.values());
  }

  private Replay request(Stream stream, List<Range> holes) {
    List<Replay.Part> parts =
        holes.stream()
            .limit(MAX_RANGES)
            .map(range -> new Replay.Part(stream.epoch(), range))
            .toList();
    return new Replay(
        new Replay.Route(idPrefix + "-" + ++asked, stream.gateway(), stream.uplink()),
        parts,
        null,
        List.of());
  }
}
