package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.wire.EpochChain.Alarm;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a file of frames amounts to: counts, signers, and what its covers add up to. */
final class FrameTally {

  private static final int MOST_RANGES = 8;

  private final Map<FrameKind, Long> kinds = new EnumMap<>(FrameKind.class);
  private final Map<String, Long> signers = new TreeMap<>();
  private final TwinLedger ledger = new TwinLedger();
  private long rows;
  private long unsigned;
  private long broken;

  void add(Frame frame) {
    kinds.merge(frame.kind(), 1L, Long::sum);
    rows += frame.rows().size();
    String signer = frame.keyId();
    if (signer == null) {
      unsigned++;
    } else {
      signers.merge(signer, 1L, Long::sum);
    }
    if (frame.kind() == FrameKind.DATA) {
      ledger.take(frame.header(), frame.rows());
    } else {
      ledger.see(frame.header());
    }
  }

  void addBroken() {
    broken++;
  }

  private long right() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether there are frames, and none is broken. */
  boolean isRight() {
    return broken == 0 && right() > 0;
  }

  private List<Stream> streams() {
    return ledger.streams().stream()
        .sorted(
            Comparator.comparing(Stream::gateway)
                .thenComparing(Stream::uplink)
                .thenComparing(stream -> stream.epoch().toString()))
        .toList();
  }

  private List<Alarm> alarms() {
    return ledger.gateways().stream()
        .sorted()
        .flatMap(gateway -> ledger.chain(gateway).alarms().stream())
        .toList();
  }

  /**
   * For people.
   *
   * @param checked whether the signatures were checked
   */
  void print(PrintWriter out, String file, boolean checked) {
    if (right() + broken == 0) {
      out.println(file + ": empty, there is no frame in it");
      return;
    }
    String counts =
        kinds.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
    String right = right() + " right" + (kinds.isEmpty() ? "" : counts);
    out.printf("%s: %s, %d broken; %d rows%n", file, right, broken, rows);
    signers.forEach(
        (key, count) ->
            out.printf(
                "  signed by %s: %d, %s%n", key, count, checked ? "checked" : "not checked"));
    if (unsigned > 0) {
      out.printf("  unsigned: %d%n", unsigned);
    }
    if (!signers.isEmpty() && !checked) {
      out.println("  name the gateway's public key with --key to check signatures");
    }
    streams().forEach(stream -> out.println("  " + cover(stream)));
    alarms().forEach(alarm -> out.println("  " + alarm(alarm)));
  }

  private String cover(Stream stream) {
    return String.format(
        "%s to %s, epoch %s: covers %s; lost %s; missing %s; %d rows twice",
        stream.gateway(),
        stream.uplink(),
        stream.epoch(),
        words(ledger.covered(stream).ranges()),
        words(ledger.lost(stream).ranges()),
        words(ledger.holes(stream)),
        ledger.duplicateRows(stream));
  }

  private static String words(List<Range> ranges) {
    if (ranges.isEmpty()) {
      return "nothing";
    }
    String first =
        ranges.stream().limit(MOST_RANGES).map(Range::toString).collect(Collectors.joining(", "));
    int more = ranges.size() - MOST_RANGES;
    return more > 0 ? first + " and " + more + " more ranges" : first;
  }

  private static String alarm(Alarm alarm) {
    return String.format(
        "%s: %s of epochs %s and %s: find out which of them is genuine",
        alarm.gateway(), alarm.fault(), alarm.one(), alarm.other());
  }

  /** For scripts: one line. */
  String json(String file, boolean checked) {
    JsonWriter json = new JsonWriter().object().field("file", file).field("right", right());
    json.field("broken", broken).field("rows", rows).key("kinds").object();
    kinds.forEach((kind, count) -> json.field(kind.name(), count.longValue()));
    json.endObject().field("checked", checked).field("unsigned", unsigned).key("signers").object();
    signers.forEach((key, count) -> json.field(key, count.longValue()));
    json.endObject().key("covers").array();
    streams().forEach(stream -> write(json, stream));
    json.endArray().key("alarms").array();
    alarms().forEach(alarm -> json.text(alarm(alarm)));
    return json.endArray().endObject().toString();
  }

  private void write(JsonWriter json, Stream stream) {
    json.object().field("gateway", stream.gateway()).field("uplink", stream.uplink());
    json.field("epoch", stream.epoch().toString());
    write(json.key("covered"), ledger.covered(stream).ranges());
    write(json.key("lost"), ledger.lost(stream).ranges());
    write(json.key("missing"), ledger.holes(stream));
    json.field("rows_twice", ledger.duplicateRows(stream)).endObject();
  }

  private static void write(JsonWriter json, List<Range> ranges) {
    json.array();
    ranges.forEach(r -> json.object().field("from", r.from()).field("to", r.to()).endObject());
    json.endArray();
  }
}
