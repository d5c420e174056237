package dev.penstock.uplink;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.broker.BrokerTls;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a broker, made again with growing pauses whenever it breaks. Everything happens
 * on the owner's thread in {@link #tick}, but for the arrival of messages. Each attempt has a
 * client of its own: nothing of a broken one can speak later.
 */
final class BrokerLink implements AutoCloseable {

  /** Where the link stands. */
  enum State {
    WAITING,
    CONNECTING,
    UP
  }

  /** Is called on the library's threads; must not wait. */
  interface Inbox {
    void message(String topic, byte[] payload, boolean retained);
  }

  /** What the broker is to say when the connection ends; asked at each attempt to connect. */
  interface LastWill {

    /** Nothing to say. */
    LastWill NONE = () -> null;

    byte @Nullable [] payload();
  }

  /**
   * What to connect as.
   *
   * @param sessionExpiry seconds for which the broker keeps what it could not deliver; 0 starts
   *     clean
   * @param topics to subscribe
   * @param willTopic where the last will goes; empty for none
   */
  record Identity(String clientId, long sessionExpiry, List<String> topics, String willTopic) {

    Identity {
      topics = List.copyOf(topics);
    }

    /** Somebody who leaves no will. */
    Identity(String clientId, long sessionExpiry, List<String> topics) {
      this(clientId, sessionExpiry, topics, "");
    }
  }

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);

  /** What ends sooner did not work: the pauses go on growing. */
  private static final long STEADY = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_AT_FILES = TimeUnit.SECONDS.toNanos(10);

  /** The library waits for ever for who takes a connection and then says nothing. */
  private static final long LONGEST_CONNECT = TimeUnit.SECONDS.toNanos(20);

  private static final int NO_LIMIT = 65_535;

  /** Besides MQTT's own: the library does not read on. */
  static final int READER_DIED = -2;

  /** Beside the payload: the fixed header, topic, id and properties. */
  private static final int PACKET_HEAD = 256;

  private final BrokerSettings broker;
  private final Identity identity;
  private final MonotonicClock mono;
  private final Inbox inbox;
  private final Runnable wake;
  private final SplittableRandom random;
  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private @Nullable LinkClient client;
  private State state = State.WAITING;
  private String why = "not connected yet";
  private long retryAt;
  private long pause = FIRST_PAUSE;
  private int inFlightLimit = NO_LIMIT;
  private long packetLimit = Long.MAX_VALUE;
  private LastWill lastWill = LastWill.NONE;
  private boolean fresh = true;
  private long upSince;
  private int endedBy;
  private boolean steady;
  private long connectingSince;
  private long filesStamp;
  private long lookAt;

  BrokerLink(
      BrokerSettings broker, Identity identity, MonotonicClock mono, Inbox inbox, Runnable wake) {
    this.broker = broker;
    this.identity = identity;
    this.mono = mono;
    this.inbox = inbox;
    this.wake = wake;
    this.random = new SplittableRandom(mono.nanos() ^ identity.clientId().hashCode());
    this.retryAt = mono.nanos();
  }

  State state() {
    return state;
  }

  boolean isUp() {
    return state == State.UP;
  }

  /** What the broker is to say for us; before the first {@link #tick}. */
  void lastWill(LastWill will) {
    lastWill = will;
  }

  /** Whether nothing has failed since it was made, or last up. */
  boolean isFresh() {
    return fresh;
  }

  /** The state in words, with the remedy where one is needed. */
  String why() {
    return why;
  }

  /** How many messages the broker takes at a time. */
  int inFlightLimit() {
    return inFlightLimit;
  }

  /** How many bytes a message may have; {@link Long#MAX_VALUE} if the broker does not say. */
  long payloadLimit() {
    return packetLimit == Long.MAX_VALUE ? packetLimit : packetLimit - PACKET_HEAD;
  }

  /** The reason code with which the last connection ended. */
  int endedBy() {
    return endedBy;
  }

  /** Whether that one had stood for a while. */
  boolean wasSteady() {
    return steady;
  }

  /** Takes note of what happened, and connects when it is time to. */
  void tick() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
    long now = mono.nanos();
    if (state == State.WAITING && now - retryAt >= 0) {
      connect();
    } else if (state == State.CONNECTING && now - connectingSince >= LONGEST_CONNECT) {
      fail(
          broker.uri()
              + " takes the connection and does not answer: look whether the broker hangs, or"
              + " whether it is no MQTT broker");
    } else if (state == State.UP && broker.tls() && now - lookAt >= 0) {
      lookAt = now + LOOK_AT_FILES;
      if (BrokerTls.stamp(broker) != filesStamp) {
        renew(now);
      }
    }
  }

  /** A certificate was renewed: the connection that was made with the old one ends. */
  private void renew(long now) {
    disconnect();
    dropClient();
    state = State.WAITING;
    why = "a certificate was renewed: connecting to " + broker.uri() + " again";
    retryAt = now;
  }

  private void connect() {
    state = State.CONNECTING;
    connectingSince = mono.nanos();
    filesStamp = BrokerTls.stamp(broker);
    try {
      LinkClient attempt = new LinkClient(broker.uri(), identity.clientId(), this::ended, inbox);
      client = attempt;
      attempt.connect(
          LinkOptions.of(broker, identity, lastWill.payload()),
          then(attempt, this::accepted, this::failed));
    } catch (MqttException | IllegalArgumentException e) {
      failed(e);
    }
  }

  private void accepted(IMqttToken token) {
    MqttProperties granted = token.getResponseProperties();
    Integer limit = granted == null ? null : granted.getReceiveMaximum();
    inFlightLimit = limit == null ? NO_LIMIT : limit;
    Long packet = granted == null ? null : granted.getMaximumPacketSize();
    packetLimit = packet == null ? Long.MAX_VALUE : packet;
    LinkClient attempt = client;
    if (attempt == null) {
      return;
    }
    try {
      attempt.subscribe(
          identity.topics().toArray(String[]::new), then(attempt, this::subscribed, this::failed));
    } catch (MqttException e) {
      failed(e);
    }
  }

  private void subscribed(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    for (int i = 0; codes != null && i < codes.length; i++) {
      if (codes[i] >= 0x80) {
        fail(broker.uri() + " refuses a subscription: allow this client " + identity.topics());
        return;
      }
    }
    state = State.UP;
    fresh = true;
    upSince = mono.nanos();
    lookAt = upSince + LOOK_AT_FILES;
    why = "connected to " + broker.uri();
  }

  private void failed(@Nullable Throwable failure) {
    Throwable cause = failure == null ? new MqttException(0) : failure;
    boolean ours = cause instanceof IllegalArgumentException;
    fail(ours ? String.valueOf(cause.getMessage()) : ConnectFault.words(cause, broker));
  }

  private void fail(String reason) {
    if (state == State.UP && mono.nanos() - upSince > STEADY) {
      pause = FIRST_PAUSE;
    }
    state = State.WAITING;
    fresh = false;
    why = reason;
    dropClient();
    long jittered = pause / 2 + random.nextLong(pause);
    retryAt = mono.nanos() + jittered;
    pause = Math.min(LONGEST_PAUSE, pause * 2);
  }

  /** Is called by the library when the connection ends. */
  private void ended(LinkClient of, int reasonCode, @Nullable Throwable failure) {
    post(
        of,
        () -> {
          if (state != State.WAITING) {
            endedBy = reasonCode;
            steady = state == State.UP && mono.nanos() - upSince > STEADY;
            fail(ConnectFault.ended(reasonCode, broker.uri(), failure));
          }
        });
  }

  /** Runs on the owner's thread, if the client is still the one in use. */
  private void post(LinkClient of, Runnable event) {
    events.add(
        () -> {
          if (client == of) {
            event.run();
          }
        });
    wake.run();
  }

  /**
   * Sends at least once, without waiting.
   *
   * @param done is told the broker's reason code on the owner's thread
   * @return false if it cannot now
   */
  boolean publish(String topic, byte[] payload, IntConsumer done) {
    LinkClient current = client;
    if (state != State.UP || current == null) {
      return false;
    }
    if (payload.length > payloadLimit()) {
      done.accept(MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE); // It would end the connection.
      return true;
    }
    try {
      current.publish(topic, payload, then(current, t -> done.accept(code(t)), f -> {}));
      return true;
    } catch (MqttException e) {
      return false; // Not connected any more, or too much under way.
    }
  }

  private static int code(IMqttToken token) {
    int[] codes = token.getReasonCodes();
    return codes == null || codes.length == 0 ? 0 : codes[0];
  }

  private MqttActionListener then(
      LinkClient of, Consumer<IMqttToken> success, Consumer<Throwable> failure) {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        post(of, () -> success.accept(token));
      }

      @Override
      public void onFailure(IMqttToken token, Throwable cause) {
        post(of, () -> failure.accept(cause));
      }
    };
  }

  private void dropClient() {
    LinkClient old = client;
    client = null;
    if (old != null) {
      old.drop();
    }
  }

  private void disconnect() {
    LinkClient old = client;
    if (state == State.UP && old != null) {
      old.disconnect();
    }
  }

  /** Says goodbye if it can within half a second. */
  @Override
  public void close() {
    disconnect();
    dropClient();
    state = State.WAITING;
    why = "closed";
  }
}
