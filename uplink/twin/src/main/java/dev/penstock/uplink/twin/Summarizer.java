package dev.penstock.uplink.twin;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.SyncBound;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.wire.EpochChain;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Stream;
import dev.penstock.uplink.twin.TwinSummary.EpochCover;
import dev.penstock.uplink.twin.TwinSummary.Gateway;
import dev.penstock.uplink.twin.TwinSummary.Point;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together where a twin stands. */
record Summarizer(
    TwinStore store,
    Intake intake,
    LatestValues latest,
    EventLatencies latencies,
    Map<String, Long> refused) {

  /**
   * Where it stands.
   *
   * @param wall of the twin, as {@code mono}
   */
  TwinSummary of(String connected, long wall, long mono) throws SQLException {
    TwinLedger ledger = intake.ledger();
    List<EpochCover> epochs = new ArrayList<>();
    List<EpochChain.Alarm> alarms = new ArrayList<>();
    Set<Epoch> counted = new LinkedHashSet<>();
    long rows = 0;
    for (String gateway : ledger.gateways()) {
      EpochChain chain = ledger.chain(gateway);
      alarms.addAll(chain.alarms());
      for (EpochStart start : chain.ordered()) {
        for (Stream stream : streams(ledger, gateway, start.epoch())) {
          EpochCover cover = cover(ledger, stream, start);
          epochs.add(cover);
          rows += counted.add(start.epoch()) ? cover.stored() : 0;
        }
      }
    }
    return new TwinSummary(
        connected,
        rows,
        gateways(wall, mono),
        epochs,
        intake.repeats(),
        losses(),
        latencies.summary(),
        refused,
        alarms,
        intake.forks());
  }

  /** Where each gateway stands, by each of its uplinks; asks no disk. */
  List<Gateway> gateways(long wall, long mono) {
    List<Gateway> gateways = new ArrayList<>();
    for (String gateway : new TreeSet<>(intake.ledger().gateways())) {
      intake
          .links(gateway)
          .forEach((uplink, link) -> gateways.add(gateway(gateway, uplink, link, wall, mono)));
    }
    return gateways;
  }

  private Gateway gateway(String gateway, String uplink, GatewayLink link, long wall, long mono) {
    Map<String, Point> points = new TreeMap<>();
    latest
        .of(gateway)
        .forEach(
            (point, seen) -> {
              if (seen.uplink().equals(uplink)) {
                long received = seen.value().times().receivedWall();
                long heard = link.liveTo() == GatewayLink.NEVER ? received : link.liveTo();
                SyncBound.Look look = new SyncBound.Look(wall, heard);
                SyncBound bound = SyncBound.of(seen.point(), seen.value(), look);
                points.put(point, new Point(seen.value(), bound));
              }
            });
    long heardAgo = link.heardMono() == GatewayLink.NEVER ? -1 : mono - link.heardMono();
    return new Gateway(
        gateway, uplink, link.state(), heardAgo, link.behind(), link.clocks(), points);
  }

  private static List<Stream> streams(TwinLedger ledger, String gateway, Epoch epoch) {
    return ledger.streams().stream()
        .filter(s -> s.gateway().equals(gateway) && s.epoch().equals(epoch))
        .toList();
  }

  private EpochCover cover(TwinLedger ledger, Stream stream, EpochStart start) throws SQLException {
    long known = ledger.chain(stream.gateway()).last(stream.epoch());
    return new EpochCover(
        stream.gateway(),
        stream.uplink(),
        start,
        Math.max(known, ledger.covered(stream).last()),
        ledger.covered(stream).count(),
        ledger.lost(stream).count(),
        store.count(stream.gateway(), stream.epoch()),
        ledger.holes(stream));
  }

  /** A gateway that lost its power may tell a loss again, under the same id: it counts once. */
  private Map<String, Long> losses() throws SQLException {
    Map<String, Long> byCause = new TreeMap<>();
    Set<String> counted = new HashSet<>();
    for (byte[] body : store.losses()) {
      try {
        Loss loss = Loss.read(body);
        if (counted.add(loss.id())) {
          byCause.merge(loss.cause().name(), Math.max(1, loss.count()), Long::sum);
        }
      } catch (IllegalArgumentException e) {
        byCause.merge("OF_A_NEWER_VERSION", 1L, Long::sum);
      }
    }
    return byCause;
  }
}
