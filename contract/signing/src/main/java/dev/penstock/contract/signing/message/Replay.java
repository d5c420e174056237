package dev.penstock.contract.signing.message;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Names;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.Payload;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for rows again: by their sequences, or by event time.
 *
 * @param route which gateway, through which of its uplinks
 * @param ranges empty if a window is given
 * @param window null if ranges are given
 * @param points {@code device/point}; none means all
 */
public record Replay(Route route, List<Part> ranges, @Nullable Window window, List<String> points)
    implements Message {

  /**
   * The end of a range that a twin does not know: what was on its way to it is lost, as when the
   * broker forgot its session.
   */
  public static final long ALL_THAT_FOLLOWS = Long.MAX_VALUE;

  private static final int MAX_PARTS = 64;
  private static final int MAX_POINTS = 128;

  /**
   * Who shall send it where.
   *
   * @param id the twin's name for the request; the same again is the same request
   */
  public record Route(String id, String gateway, String uplink) {

    public Route {
      Texts.id("id", id);
      Names.id("gateway", gateway);
      Names.id("uplink", uplink);
    }
  }

  /** Sequences of one epoch. */
  public record Part(Epoch epoch, Range range) {}

  /** Event times in nanoseconds since 1970, both included. */
  public record Window(long fromNs, long toNs) {

    public Window {
      Checks.require(fromNs <= toNs, "window must not end before it begins");
    }
  }

  public Replay {
    ranges = Texts.distinct("ranges", ranges, MAX_PARTS);
    points = Texts.distinct("points", points, MAX_POINTS);
    points.forEach(Names::path);
    Checks.require(ranges.isEmpty() != (window == null), "either ranges or a window");
  }

  public static Replay read(byte[] payload) throws MalformedException {
    return Payload.read(PayloadType.REPLAY, payload, Replay::from);
  }

  private static Replay from(Fields in) {
    return new Replay(
        new Route(in.id("id"), in.id("gateway"), in.id("uplink")),
        in.has("ranges")
            ? in.objects("ranges", MAX_PARTS, p -> new Part(Ranges.epoch(p), Ranges.range(p)))
            : List.of(),
        in.objectOrNull("window", w -> new Window(w.int64("from_ns"), w.int64("to_ns"))),
        in.ids("points", MAX_POINTS));
  }

  @Override
  public PayloadType type() {
    return PayloadType.REPLAY;
  }

  @Override
  public byte[] bytes() {
    JsonWriter out = Payload.begin(type()).field("id", route.id());
    out.field("gateway", route.gateway()).field("uplink", route.uplink());
    if (window == null) {
      Payload.objects(out, "ranges", ranges, Replay::writePart);
    } else {
      out.key("window").object();
      out.field("from_ns", window.fromNs()).field("to_ns", window.toNs()).endObject();
    }
    Payload.strings(out, "points", points);
    return Payload.end(out);
  }

  private static void writePart(Part part, JsonWriter out) {
    out.field("epoch", part.epoch().toString());
    Ranges.write(part.range(), out);
  }
}
