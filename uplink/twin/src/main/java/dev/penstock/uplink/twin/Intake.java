package dev.penstock.uplink.twin;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.EventTimes;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameHeader;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameRows;
import dev.penstock.contract.wire.Lane;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a twin does with frames that it believes: store each row once, note what is covered, and
 * remember of which streams it now has to tell the gateway. Nothing is told before {@link #commit}.
 * Used by one thread.
 */
final class Intake {

  private static final int MAX_PARKED = 64;
  private static final String FORK = "FORK";
  private static final String UNKNOWN_POINT = "UNKNOWN_POINT";

  private final TwinStore store;
  private final LatestValues latest;
  private final EventLatencies latencies;
  private final Clocks clocks;
  private final ObservationBatch one = new ObservationBatch();
  private final Deque<Frame> parked = new ArrayDeque<>();
  private final Set<Stream> touched = new LinkedHashSet<>();
  private final Map<Epoch, ClockEntry> anchors = new HashMap<>();
  private final Map<FrameOrigin, GatewayLink> links = new LinkedHashMap<>();
  private TwinLedger ledger;
  private long fresh;
  private long repeats;
  private long forks;

  Intake(TwinStore store, LatestValues latest, EventLatencies latencies, Clocks clocks)
      throws SQLException {
    this.store = store;
    this.clocks = clocks;
    this.latest = latest;
    this.latencies = latencies;
    this.ledger = store.ledger();
    store.release();
  }

  TwinLedger ledger() {
    return ledger;
  }

  /** Takes any frame. What it changes is undone by {@link #rollback}. */
  void take(Frame frame) throws SQLException {
    FrameHeader header = frame.header();
    see(header);
    link(header).see(frame, clocks.wall().nanos(), clocks.mono().nanos());
    switch (frame.kind()) {
      case DATA -> data(frame);
      case BIRTH -> birth(frame);
      case DICTIONARY -> dictionary(header, frame.dictionary());
      case FAREWELL -> {}
    }
  }

  private GatewayLink link(FrameHeader header) {
    FrameOrigin origin = new FrameOrigin(header.gateway(), header.origin().uplink(), "");
    return links.computeIfAbsent(origin, o -> new GatewayLink());
  }

  /** The links of a gateway, by uplink. */
  Map<String, GatewayLink> links(String gateway) {
    Map<String, GatewayLink> found = new LinkedHashMap<>();
    links.forEach(
        (origin, link) -> {
          if (origin.gateway().equals(gateway)) {
            found.put(origin.uplink(), link);
          }
        });
    return found;
  }

  private void see(FrameHeader header) throws SQLException {
    ledger.see(header);
    store.add(header.gateway(), header.start());
    for (EpochSpan span : header.spans()) {
      store.add(header.gateway(), span.start());
    }
    for (ClockEntry clock : header.clocks()) {
      anchor(header.gateway(), header.epoch(), clock);
    }
  }

  private void data(Frame frame) throws SQLException {
    FrameHeader header = frame.header();
    Stream stream = new Stream(header.gateway(), header.epoch(), header.origin().uplink());
    touched.add(stream);
    Dictionary dictionary = store.dictionary(header.dictionary());
    if (dictionary == null && frame.rows().size() > 0) {
      park(frame);
      return;
    }
    if (dictionary != null && namesUnknownPoint(frame.rows(), dictionary)) {
      for (Range told : TwinLedger.told(header, frame.rows()).ranges()) {
        ledger.reject(stream, told, UNKNOWN_POINT);
      }
    } else {
      if (dictionary != null) {
        rows(frame, stream, dictionary);
      }
      ledger.take(header, frame.rows());
    }
    store.cover(ledger, stream);
  }

  /** Rows without their meaning cannot be kept: they wait for it, and are not acknowledged. */
  private void park(Frame frame) {
    ledger.need(frame.header().gateway(), frame.header().dictionary());
    if (parked.size() == MAX_PARKED) {
      parked.removeFirst(); // Its gateway will send it again.
    }
    parked.add(frame);
  }

  private static boolean namesUnknownPoint(FrameRows rows, Dictionary dictionary) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.point(row) >= dictionary.size()) {
        return true;
      }
    }
    return false;
  }

  private void rows(Frame frame, Stream stream, Dictionary dictionary) throws SQLException {
    FrameHeader header = frame.header();
    int gateway = store.gateway(header.gateway());
    int dictionaryId = store.dictionaryId(header.dictionary());
    for (int row = 0; row < frame.rows().size(); row++) {
      frame.rows().load(row, one);
      String point = one.point(0) < 0 ? "" : dictionary.at(one.point(0)).point();
      switch (store
          .rows()
          .store(gateway, dictionaryId, one, resolved(header), RowDigest.of(one, point))) {
        case FRESH -> stored(header, dictionary);
        case REPEATED -> repeats++;
        case FORKED -> {
          forks++;
          ledger.reject(stream, new Range(one.sequence(0), one.sequence(0)), FORK);
        }
      }
    }
  }

  private void stored(FrameHeader header, Dictionary dictionary) throws SQLException {
    fresh++;
    store.counted(header.epoch());
    if (one.kind(0) == Kind.RAW && header.lane() == Lane.LIVE) {
      latencies.stored(one.event(0));
    } else if (one.kind(0) == Kind.CLOCK && one.type(0).isLong()) {
      clock(header);
    }
    latest.see(header.origin(), one, dictionary, this::order);
  }

  private long resolved(FrameHeader header) {
    ClockEntry anchor = anchors.get(header.epoch());
    List<ClockEntry> known = anchor == null ? List.of() : List.of(anchor);
    return EventTimes.resolve(one, 0, header.start().boot(), known);
  }

  private void clock(FrameHeader header) throws SQLException {
    try {
      ClockEntry entry = ClockEntry.read(one.bytes(0));
      link(header).see(entry);
      anchor(header.gateway(), header.epoch(), entry);
    } catch (IllegalArgumentException e) {
      // A statement of a newer version: stored, not understood.
      return;
    }
  }

  private void anchor(String gateway, Epoch epoch, ClockEntry clock) throws SQLException {
    if (clock.topic() == ClockEntry.Topic.ANCHOR && anchors.putIfAbsent(epoch, clock) == null) {
      store.anchor(store.gateway(gateway), epoch, clock);
    }
  }

  private void birth(Frame frame) {
    FrameHeader header = frame.header();
    Dictionary dictionary = store.dictionary(header.dictionary());
    if (dictionary == null) {
      ledger.need(header.gateway(), header.dictionary());
    } else if (!namesUnknownPoint(frame.rows(), dictionary)) {
      for (int row = 0; row < frame.rows().size(); row++) {
        frame.rows().load(row, one);
        if (one.firstSequence() > 0) {
          latest.see(header.origin(), one, dictionary, this::order);
        }
      }
    }
    String uplink = header.origin().uplink();
    for (EpochSpan span : header.spans()) {
      touched.add(new Stream(header.gateway(), span.epoch(), uplink));
    }
  }

  private void dictionary(FrameHeader header, @Nullable Dictionary told) throws SQLException {
    if (told == null) {
      return;
    }
    store.add(header.dictionary(), told);
    ledger.have(header.dictionary());
    for (int i = parked.size(); i > 0; i--) {
      data(parked.remove());
    }
  }

  private int order(ObservationId id) {
    List<EpochStart> chain = ledger.chain(id.gateway()).ordered();
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).epoch().equals(id.epoch())) {
        return i;
      }
    }
    return -1;
  }

  /** Makes it durable; the streams whose state may now be told. */
  List<Stream> commit() throws SQLException {
    store.commit();
    latencies.committed();
    List<Stream> tell = List.copyOf(touched);
    touched.clear();
    return tell;
  }

  /** As after the last commit. */
  void rollback() throws SQLException {
    store.rollback();
    latencies.forget();
    touched.clear();
    anchors.clear();
    ledger = store.ledger();
    store.release();
  }

  /** Rows stored since the start. */
  long fresh() {
    return fresh;
  }

  long repeats() {
    return repeats;
  }

  long forks() {
    return forks;
  }
}
