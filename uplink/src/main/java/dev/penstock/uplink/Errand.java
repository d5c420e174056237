package dev.penstock.uplink;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.uplink.RowsWanted;
import dev.penstock.contract.uplink.UplinkAccess;
import dev.penstock.contract.uplink.UplinkStep;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Goes an uplink's way once, as another client of the same broker, so that an uplink which runs is
 * not disturbed: to see whether it works, or to hand it a request.
 */
final class Errand implements AutoCloseable {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(12);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

  /** As large as a frame gets. */
  private static final int LARGE = 64 << 10;

  private static final int NO_ANSWER = -1;

  private final UplinkAccess<MqttUplinkSettings> access;
  private final MonotonicClock mono;
  private final String topic;
  private final String id;
  private final AtomicBoolean back = new AtomicBoolean();
  private final BrokerLink link;

  Errand(UplinkAccess<MqttUplinkSettings> access) {
    this.access = access;
    this.mono = access.clocks().mono();
    this.topic = "penstock/" + access.gateway() + "/" + access.uplink();
    this.id = "errand-" + HexFormat.of().toHexDigits(access.clocks().wall().nanos());
    List<String> topics = List.of(topic + "/ack", topic + "/replay", topic + "/test");
    this.link =
        new BrokerLink(
            access.settings().broker(),
            new BrokerLink.Identity("penstock-" + access.gateway() + "-" + id, 0, topics),
            mono,
            (on, payload, retained) -> back.compareAndSet(false, on.endsWith("/test")),
            () -> {});
  }

  /** Keys, connection and rights, and a message of the largest size there and back. */
  List<UplinkStep> test() {
    List<UplinkStep> steps = new ArrayList<>();
    steps.add(keys());
    UplinkStep connected = connect();
    steps.add(connected);
    if (connected.ok()) {
      steps.add(thereAndBack());
    }
    return steps;
  }

  private UplinkStep keys() {
    MqttUplinkSettings settings = access.settings();
    if (settings.ack() == MqttUplinkSettings.Acknowledger.BROKER) {
      return new UplinkStep("keys", true, "none needed: the broker confirms");
    }
    try {
      settings.twinKeys().forEach(TwinKeyFile::read);
      return new UplinkStep("keys", true, settings.twinKeys().size() + " key(s) of the twin read");
    } catch (IllegalArgumentException e) {
      return new UplinkStep("keys", false, String.valueOf(e.getMessage()));
    }
  }

  private UplinkStep connect() {
    boolean decided = await(() -> link.isUp() || !link.isFresh());
    String words = decided ? link.why() : "no answer from " + access.settings().broker().uri();
    return new UplinkStep("connect", link.isUp(), words + (link.isUp() ? encrypted() : ""));
  }

  private String encrypted() {
    return access.settings().broker().tls()
        ? ", over TLS 1.3; may hear acknowledgements and requests"
        : ", not encrypted; may hear acknowledgements and requests";
  }

  private UplinkStep thereAndBack() {
    long begun = mono.nanos();
    int code = publish("/test", new byte[LARGE]);
    boolean arrived = code >= 0 && Handover.of(code) == Handover.TAKEN && await(back::get);
    if (arrived) {
      long millis = TimeUnit.NANOSECONDS.toMillis(mono.nanos() - begun);
      return new UplinkStep("send", true, LARGE + " bytes there and back in " + millis + " ms");
    }
    return new UplinkStep("send", false, failure(code, "a message did not come back"));
  }

  /** Hands the uplink that runs a request, signed with the gateway's own key. */
  UplinkStep replay(RowsWanted wanted) {
    UplinkStep connected = connect();
    if (!connected.ok()) {
      return connected;
    }
    Replay.Route route = new Replay.Route(id, access.gateway(), access.uplink());
    boolean ranges = wanted.epoch() != null;
    Replay request =
        new Replay(
            route,
            ranges ? List.of(new Replay.Part(wanted.epoch(), wanted.range())) : List.of(),
            ranges ? null : new Replay.Window(wanted.range().from(), wanted.range().to()),
            wanted.points());
    int code = publish("/replay", Envelope.sign(request, access.signer()).bytes());
    return code >= 0 && Handover.of(code) != Handover.REFUSED
        ? new UplinkStep("replay", true, "asked for; penstock uplink status shows what is sent")
        : new UplinkStep("replay", false, failure(code, "the broker did not take the request"));
  }

  private String failure(int code, String otherwise) {
    boolean refused = code >= 0 && Handover.of(code) == Handover.REFUSED;
    return refused ? ConnectFault.refusal(code, LARGE) : otherwise + ": " + link.why();
  }

  private int publish(String below, byte[] payload) {
    AtomicInteger code = new AtomicInteger(NO_ANSWER);
    link.publish(topic + below, payload, code::set);
    await(() -> code.get() != NO_ANSWER);
    return code.get();
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
