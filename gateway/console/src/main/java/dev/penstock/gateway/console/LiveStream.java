package dev.penstock.gateway.console;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One open page. At most one event is under way to it: while the reader has not taken that one,
 * later ones are left out, and then it gets everything afresh. A reader that takes nothing for too
 * long is dropped.
 */
// What fails on a connection closes it, and nobody waits for that.
@SuppressWarnings("FutureReturnValueIgnored")
final class LiveStream {

  /** Ticks of half a second. */
  private static final int PATIENCE = 10;

  private final Channel channel;
  private boolean needsAll = true;
  private int waited;

  LiveStream(Channel channel) {
    this.channel = channel;
  }

  /** Sends the event that brings this page up to date, if the page is ready for one. */
  void send(Events events) {
    if (channel.isWritable()) {
      ByteBuf changes = needsAll ? null : events.changes();
      channel.writeAndFlush(changes == null ? events.all() : changes, channel.voidPromise());
      needsAll = false;
      waited = 0;
      return;
    }
    needsAll = true;
    if (++waited >= PATIENCE) {
      channel.close();
    }
  }

  /** This tick's two forms, each encoded at most once for all pages. */
  interface Events {

    ByteBuf all();

    /** Null when changes cannot tell it. */
    @Nullable ByteBuf changes();
  }
}
