package dev.penstock.uplink.twin;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameHeader;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.Lane;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a twin knows of one gateway through one uplink besides rows: whether it is there, how far
 * behind it is, and the state of its clocks. Used by one thread at a time.
 */
final class GatewayLink {

  /** Nothing was heard yet. */
  static final long NEVER = Long.MIN_VALUE;

  private final Map<String, ClockEntry> clocks = new TreeMap<>();
  private @Nullable Created connection;
  private boolean gone;
  private long heardMono = NEVER;
  private long liveTo = NEVER;
  private long behind;

  /**
   * Takes note of a frame that was believed.
   *
   * @param wall of the twin, as {@code mono}
   */
  void see(Frame frame, long wall, long mono) {
    FrameHeader header = frame.header();
    header.clocks().forEach(this::see);
    if (frame.kind() == FrameKind.FAREWELL) {
      // An old one, sent again by whoever, names another connection.
      gone |= header.created().equals(connection);
      return;
    }
    gone = false;
    heardMono = mono;
    if (frame.kind() == FrameKind.BIRTH) {
      connection = header.created();
    } else if (frame.kind() == FrameKind.DATA && header.lane() == Lane.LIVE) {
      liveTo = Math.max(liveTo, header.created().wall());
      behind = wall - header.created().wall();
    }
  }

  /** The newest statement about each clock counts; entries are numbered per epoch. */
  void see(ClockEntry entry) {
    clocks.merge(entry.clock(), entry, (old, fresh) -> fresh.wall() >= old.wall() ? fresh : old);
  }

  TwinSummary.Link state() {
    if (heardMono == NEVER) {
      return TwinSummary.Link.SILENT;
    }
    return gone ? TwinSummary.Link.GONE : TwinSummary.Link.HERE;
  }

  /** When a frame last came, by the twin's monotonic clock; {@link #NEVER}. */
  long heardMono() {
    return heardMono;
  }

  /** Up to when live rows are complete, by the gateway's wall clock; {@link #NEVER}. */
  long liveTo() {
    return liveTo;
  }

  /** How long the newest live frame was on its way, by the two wall clocks; ns. */
  long behind() {
    return behind;
  }

  /** The newest statement about the gateway's own clock and those of its devices. */
  Map<String, ClockEntry> clocks() {
    return Map.copyOf(clocks);
  }
}
