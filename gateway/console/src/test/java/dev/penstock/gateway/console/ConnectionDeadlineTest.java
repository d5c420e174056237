package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionDeadlineTest {

  private final ConnectionDeadline deadline = new ConnectionDeadline();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void freeze() {
    channel.freezeTime();
    channel.pipeline().addLast(deadline);
    channel.pipeline().fireChannelActive();
  }

  @Test
  void closesAConnectionThatNeverAsks() {
    pass(ConnectionDeadline.REQUEST_SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void eachStepHasItsOwnTime() {
    pass(ConnectionDeadline.REQUEST_SECONDS - 1);
    deadline.expect(context(), ConnectionDeadline.ANSWER_SECONDS);
    pass(ConnectionDeadline.ANSWER_SECONDS - 1);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aStreamMayStayForever() {
    deadline.lift();
    pass(100_000);
    assertThat(channel.isOpen()).isTrue();
  }

  private ChannelHandlerContext context() {
    return channel.pipeline().context(deadline);
  }

  private void pass(int seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}
