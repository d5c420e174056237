package dev.penstock.gateway.console;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that does not get on: no whole request in time, or an answer that is not
 * taken.
 */
// What fails on a connection closes it, and nobody waits for that.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionDeadline extends ChannelInboundHandlerAdapter {

  static final int REQUEST_SECONDS = 10;
  static final int ANSWER_SECONDS = 30;
  static final int IDLE_SECONDS = 60;

  private @Nullable ScheduledFuture<?> pending;

  @Override
  public void channelActive(ChannelHandlerContext context) {
    expect(context, REQUEST_SECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lift();
    context.fireChannelInactive();
  }

  /** From now on, the next thing must happen within this time. */
  void expect(ChannelHandlerContext context, int seconds) {
    lift();
    pending = context.executor().schedule(() -> end(context), seconds, TimeUnit.SECONDS);
  }

  private static void end(ChannelHandlerContext context) {
    context.close();
  }

  /** No deadline any more: a live stream has its own. */
  void lift() {
    ScheduledFuture<?> running = pending;
    if (running != null) {
      running.cancel(false);
    }
    pending = null;
  }
}
