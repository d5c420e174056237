package dev.penstock.uplink;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.Names;
import dev.penstock.contract.uplink.CommandCarrier;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/**
 * Carries envelopes over MQTT 5 with a client of its own: clean start, so that nothing that waited
 * at the broker arrives late; nothing retained is taken; what a message says about where to answer
 * is not read. Whatever it lets through, the gate decides.
 */
public final class MqttCommandCarrier implements CommandCarrier {

  /** No envelope for the gate is larger: trust documents. */
  private static final int MAX_ENVELOPE = 1 << 20;

  private static final int MAX_WAITING = 1024;

  /** All that wait, together: what anybody may send must not fill the memory of a small box. */
  private static final long MAX_WAITING_BYTES = 4L << 20;

  private static final int MAX_SENDING = 256;
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");

  /** An answer waiting to be sent. */
  private static final class Answer {
    final String topic;
    final byte[] envelope;

    Answer(String topic, byte[] envelope) {
      this.topic = topic;
      this.envelope = envelope;
    }
  }

  private final String gateway;
  private final MqttCommandSettings settings;
  private final MonotonicClock mono;
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MAX_WAITING);
  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MAX_SENDING);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong ignored = new AtomicLong();
  private final Thread links = new Thread(this::carry, "command link");
  private final Thread deliveries = new Thread(this::deliver, "commands");
  private Consumer<byte[]> gate = envelope -> {};
  private volatile String why = "not connected yet";
  private volatile boolean up;
  private volatile boolean closing;

  /** Touches nothing before {@link #start}. */
  public MqttCommandCarrier(String gateway, MqttCommandSettings settings, MonotonicClock mono) {
    this.gateway = Names.id("gateway", gateway);
    this.settings = settings;
    this.mono = mono;
    links.setDaemon(true);
    deliveries.setDaemon(true);
  }

  @Override
  public void start(Consumer<byte[]> receiver) {
    gate = receiver;
    deliveries.start();
    links.start();
  }

  private void carry() {
    while (!closing) {
      try {
        carryOn();
      } catch (RuntimeException e) {
        Logger.error(e, "The command link failed; it starts again. gateway={}", gateway);
        LockSupport.parkNanos(AFTER_FAILURE);
      }
    }
  }

  private void carryOn() {
    BrokerLink.Identity identity =
        new BrokerLink.Identity(
            "penstock-" + gateway + "-cmd", 0, List.of("penstock/" + gateway + "/cmd"));
    Runnable wake = () -> LockSupport.unpark(links);
    try (BrokerLink link = new BrokerLink(settings.broker(), identity, mono, this::arrived, wake)) {
      while (!closing) {
        link.tick();
        tell(link);
        send(link);
        LockSupport.parkNanos(answers.isEmpty() || !link.isUp() ? IDLE : 1);
      }
      send(link);
    }
  }

  private void tell(BrokerLink link) {
    up = link.isUp();
    if (!why.equals(link.why())) {
      why = link.why();
      Logger.info("Command link. gateway={} up={} why={}", gateway, up, why);
    }
  }

  private void send(BrokerLink link) {
    while (link.isUp() && !answers.isEmpty()) {
      Answer answer = answers.peek();
      if (!link.publish(answer.topic, answer.envelope, code -> {})) {
        return;
      }
      answers.remove(answer);
    }
    if (!link.isUp()) {
      answers.clear(); // Who did not get an answer asks again.
    }
  }

  /** On the library's thread. */
  private void arrived(String topic, byte[] payload, boolean retained) {
    if (retained || payload.length > MAX_ENVELOPE || !hasRoomFor(payload)) {
      if (ignored.getAndIncrement() == 0) {
        Logger.warn(
            "Ignored a command message: retained, too large, or too many at a time. gateway={}"
                + " bytes={} retained={}",
            gateway,
            payload.length,
            retained);
      }
    }
  }

  private boolean hasRoomFor(byte[] payload) {
    long bytes = waitingBytes.addAndGet(payload.length);
    boolean taken = bytes <= MAX_WAITING_BYTES && arrived.offer(payload);
    if (!taken) {
      waitingBytes.addAndGet(-payload.length);
    }
    return taken;
  }

  private void deliver() {
    while (!closing) {
      try {
        byte[] envelope = arrived.poll(1, TimeUnit.SECONDS);
        if (envelope != null) {
          waitingBytes.addAndGet(-envelope.length);
          gate.accept(envelope);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Logger.error(e, "The gate failed on an envelope. gateway={}", gateway);
      }
    }
  }

  @Override
  public void send(String keyId, byte[] envelope) {
    if (!KEY_ID.matcher(keyId).matches()) {
      throw new IllegalArgumentException("key id \"" + keyId + "\" must be 64 hex digits");
    }
    String topic = "penstock/" + gateway + "/reply/" + keyId;
    if (answers.offer(new Answer(topic, envelope.clone()))) {
      LockSupport.unpark(links);
    }
  }

  /** Whether envelopes can arrive. */
  public boolean isUp() {
    return up;
  }

  /** The state in words, with the remedy where one is needed. */
  public String why() {
    return why;
  }

  /** Messages that were not passed on: retained, too large, or too many at a time. */
  public long ignored() {
    return ignored.get();
  }

  @Override
  public void close() {
    closing = true;
    deliveries.interrupt();
    LockSupport.unpark(links);
    try {
      links.join(TimeUnit.SECONDS.toMillis(3));
      deliveries.join(TimeUnit.SECONDS.toMillis(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
