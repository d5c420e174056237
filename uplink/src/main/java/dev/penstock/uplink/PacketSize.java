package dev.penstock.uplink;

import dev.penstock.contract.wire.FrameLimit;

/**
 * How large a frame a broker takes: what it says when we connect, and what it refuses. What was
 * learned outlives the connection. Belongs to one thread.
 */
final class PacketSize {

  /** Who refuses less than this, or breaks off, means something else than the size. */
  private static final int LEAST = 4 << 10;

  private long announced = Long.MAX_VALUE;
  private int aim = Integer.MAX_VALUE;
  private int most = Integer.MAX_VALUE;

  /** The broker has told at connecting; {@link Long#MAX_VALUE} if it has not. */
  void announced(long bytes) {
    announced = Math.max(1, bytes);
  }

  /** It has called a frame too large. */
  void refused(int bytes) {
    if (bytes > LEAST) {
      most = Math.min(most, bytes - 1);
      shrink(bytes);
    }
  }

  /** The connection has ended without a reason while a frame was under way: it may be that. */
  void brokeOff(int bytes) {
    if (bytes > LEAST) {
      shrink(bytes);
    }
  }

  /** A connection stood for a while: what broke others off may have been the network. */
  void held() {
    aim = aim > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : aim * 2;
  }

  private void shrink(int bytes) {
    aim = Math.min(aim, Math.max(LEAST, bytes / 2));
  }

  FrameLimit limit() {
    int hard = (int) Math.min(announced, most);
    return new FrameLimit(Math.min(aim, hard), hard);
  }
}
