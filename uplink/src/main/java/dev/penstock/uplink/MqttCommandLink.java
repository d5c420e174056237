package dev.penstock.uplink;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.client.CommandLink;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An operator's way to a gateway through a broker: clean start, so that no command of yesterday
 * goes out today, and no reply that was retained is taken.
 */
public final class MqttCommandLink implements CommandLink {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int FAILED = 0x80;

  private final BrokerLink link;
  private final BrokerSettings broker;
  private final MonotonicClock mono;
  private final String topic;

  private MqttCommandLink(
      BrokerLink link, BrokerSettings broker, MonotonicClock mono, String topic) {
    this.link = link;
    this.broker = broker;
    this.mono = mono;
    this.topic = topic;
  }

  /** Connects through this broker, each time as another client. */
  public static Dial through(
      BrokerSettings broker, MonotonicClock mono, RandomGenerator clientIds) {
    return (gateway, keyId, replies) -> {
      String client = "penstock-command-" + HexFormat.of().toHexDigits(clientIds.nextLong());
      String answers = "penstock/" + gateway + "/reply/" + keyId;
      BrokerLink.Identity identity = new BrokerLink.Identity(client, 0, List.of(answers));
      BrokerLink link = new BrokerLink(broker, identity, mono, unlessKept(replies), () -> {});
      MqttCommandLink opened =
          new MqttCommandLink(link, broker, mono, "penstock/" + gateway + "/cmd");
      opened.connect();
      return opened;
    };
  }

  private static BrokerLink.Inbox unlessKept(Consumer<byte[]> replies) {
    return (topic, payload, retained) -> {
      if (!retained) {
        replies.accept(payload);
      }
    };
  }

  private void connect() throws IOException {
    boolean decided = await(() -> link.isUp() || !link.isFresh());
    if (!decided || !link.isUp()) {
      String why = decided ? link.why() : "no answer from " + broker.uri();
      close();
      throw new IOException(why);
    }
  }

  @Override
  public void send(byte[] envelope) throws IOException {
    await(link::isUp);
    AtomicBoolean taken = new AtomicBoolean();
    AtomicInteger code = new AtomicInteger();
    boolean sent =
        link.publish(
            topic,
            envelope,
            answer -> {
              code.set(answer);
              taken.set(true);
            });
    if (!sent) {
      throw new IOException("not sent: " + link.why());
    }
    await(taken::get); // Without the broker's word it may have arrived: the reply will show.
    if (code.get() >= FAILED) {
      throw new IOException(broker.uri() + " does not let this user publish to " + topic);
    }
  }

  @Override
  public void tend() {
    link.tick();
  }

  private boolean await(BooleanSupplier condition) {
    long until = mono.nanos() + PATIENCE;
    link.tick();
    while (!condition.getAsBoolean() && mono.nanos() - until < 0) {
      LockSupport.parkNanos(LOOK);
      link.tick();
    }
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    link.close();
  }
}
