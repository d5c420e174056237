package dev.penstock.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveStreamTest {

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final LiveStream stream = new LiveStream(channel);

  @Test
  void beginsWithEverythingAndGoesOnWithChanges() {
    stream.send(events("1"));
    stream.send(events("2"));
    assertThat(read()).isEqualTo("all 1");
    assertThat(read()).isEqualTo("changes 2");
  }

  @Test
  void givesEverythingAfreshAfterEventsWereLeftOut() {
    stream.send(events("1"));
    setWritable(false);
    stream.send(events("2"));
    setWritable(true);
    stream.send(events("3"));
    stream.send(events("4"));
    assertThat(read()).isEqualTo("all 1");
    assertThat(read()).isEqualTo("all 3");
    assertThat(read()).isEqualTo("changes 4");
  }

  @Test
  void dropsAReaderThatTakesNothing() {
    stream.send(events("1"));
    setWritable(false);
    for (int i = 0; i < 9; i++) {
      stream.send(events("x"));
    }
    assertThat(channel.isOpen()).isTrue();
    stream.send(events("x"));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aReaderThatTakesSomethingNowAndThenStays() {
    for (int i = 0; i < 50; i++) {
      setWritable(i % 5 == 0);
      stream.send(events("x"));
    }
    assertThat(channel.isOpen()).isTrue();
  }

  private void setWritable(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
  }

  private String read() {
    ByteBuf event = channel.readOutbound();
    return event.toString(StandardCharsets.UTF_8);
  }

  private static LiveStream.Events events(String name) {
    return new LiveStream.Events() {
      @Override
      public ByteBuf all() {
        return Unpooled.copiedBuffer("all " + name, StandardCharsets.UTF_8);
      }

      @Override
      public ByteBuf changes() {
        return Unpooled.copiedBuffer("changes " + name, StandardCharsets.UTF_8);
      }
    };
  }
}
