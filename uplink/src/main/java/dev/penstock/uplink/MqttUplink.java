package dev.penstock.uplink;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.uplink.UplinkStatus;
import dev.penstock.uplink.TopicCarrier.Answered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tinylog.Logger;

/**
 * Native frames over MQTT 5. One thread reads, sends and takes acknowledgements; a slow or dead
 * broker stops only this thread.
 */
final class MqttUplink implements Uplink {

  /** A second for an outage to end; a gateway keeps what was not confirmed. */
  private static final long GOODBYE = TimeUnit.MILLISECONDS.toNanos(800);

  /** While rows wait for a frame to be due, or for their turn. */
  private static final long WAITING = TimeUnit.MILLISECONDS.toNanos(10);

  /** While there is nothing to do but what wakes us. */
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long SESSION_SECONDS = 3600;
  private static final int MAX_MAIL = 256;

  private final UplinkSetup<MqttUplinkSettings> setup;
  private final UplinkListener listener;
  private final MonotonicClock mono;
  private final Tally tally;
  private final TwinMail mail;
  private final String topic;
  private final BlockingQueue<Ack> acks = new ArrayBlockingQueue<>(MAX_MAIL);
  private final BlockingQueue<Replay> requests = new ArrayBlockingQueue<>(MAX_MAIL);
  private final Thread thread;
  private volatile LinkWords words = LinkWords.START;
  private volatile boolean asleep;
  private volatile boolean closing;

  MqttUplink(
      UplinkSetup<MqttUplinkSettings> setup,
      Collection<VerifyKey> twinKeys,
      UplinkListener listener) {
    this.setup = setup;
    this.listener = listener;
    this.mono = setup.clocks().mono();
    this.tally = new Tally(setup.uplink(), listener);
    this.mail = new TwinMail(setup.gateway(), setup.uplink(), trust(setup, twinKeys), tally);
    this.topic = "penstock/" + setup.gateway() + "/" + setup.uplink();
    this.thread = new Thread(this::run, "uplink " + setup.uplink());
    this.thread.setDaemon(true);
  }

  private static TwinMail.Trust trust(
      UplinkSetup<MqttUplinkSettings> setup, Collection<VerifyKey> twinKeys) {
    List<VerifyKey> alsoOurs = new ArrayList<>(twinKeys);
    VerifyKey.of(setup.signer().keyBytes()).ifPresent(alsoOurs::add);
    return new TwinMail.Trust(KeyLookup.of(twinKeys), KeyLookup.of(alsoOurs));
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try (BrokerLink link = link()) {
      TopicCarrier carrier = new TopicCarrier(link, topic + "/frame", tally);
      try (Outbox outbox = new Outbox(setup, carrier, tally)) {
        link.lastWill(outbox::farewell);
        carry(link, carrier, outbox);
      }
    } catch (RuntimeException e) {
      listener.ended(e);
    }
  }

  private BrokerLink link() {
    String clientId = "penstock-" + setup.gateway() + "-" + setup.uplink();
    return new BrokerLink(
        setup.settings().broker(),
        new BrokerLink.Identity(
            clientId,
            SESSION_SECONDS,
            List.of(topic + "/ack", topic + "/replay"),
            topic + "/frame"),
        mono,
        this::arrived,
        () -> LockSupport.unpark(thread));
  }

  /** On the library's thread: only what the twin signed comes any further. */
  private void arrived(String onTopic, byte[] payload, boolean retained) {
    if (onTopic.endsWith("/ack")) {
      mail.ack(payload, retained).ifPresent(acks::offer); // States: a lost one is said again.
    } else {
      mail.replay(payload, retained).ifPresent(requests::offer);
    }
    LockSupport.unpark(thread);
  }

  private void carry(BrokerLink link, TopicCarrier carrier, Outbox outbox) {
    boolean wasUp = false;
    while (!closing) {
      link.tick();
      if (link.isUp() && !wasUp) {
        carrier.connected();
        outbox.connected();
      } else if (wasUp && !link.isUp()) {
        carrier.ended();
      }
      wasUp = link.isUp();
      read(carrier, outbox);
      asleep = wasUp && !outbox.isWaiting(); // Before it looks: what comes from now on wakes it.
      int frames = wasUp ? outbox.step() : 0;
      tell(LinkWords.of(link, tally, setup.settings()));
      if (frames == 0) {
        LockSupport.parkNanos(outbox.isWaiting() ? WAITING : IDLE);
      }
    }
    goodbye(link, carrier, outbox);
  }

  @Override
  public void appended() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  private void read(TopicCarrier carrier, Outbox outbox) {
    for (Answered one = carrier.answers().poll(); one != null; one = carrier.answers().poll()) {
      outbox.answered(one.token(), one.handover());
    }
    for (Ack ack = acks.poll(); ack != null; ack = acks.poll()) {
      AckFault fault = outbox.acked(ack);
      if (fault != null) {
        tally.fault(fault);
      }
    }
    for (Replay request = requests.poll(); request != null; request = requests.poll()) {
      outbox.replay(request);
    }
  }

  private void goodbye(BrokerLink link, TopicCarrier carrier, Outbox outbox) {
    if (!link.isUp()) {
      return;
    }
    outbox.flush();
    long until = mono.nanos() + GOODBYE;
    while (!outbox.isEmpty() && link.isUp() && mono.nanos() - until < 0) {
      LockSupport.parkNanos(WAITING);
      link.tick();
      read(carrier, outbox);
    }
    byte[] farewell = outbox.lastFarewell();
    if (farewell != null) {
      carrier.aside(farewell);
    }
  }

  private void tell(LinkWords now) {
    if (!now.equals(words)) {
      words = now;
      listener.link(now.state(), now.why());
    }
  }

  @Override
  public UplinkStatus status() {
    LinkWords now = words;
    return new UplinkStatus(
        setup.uplink(),
        now.state(),
        now.why(),
        tally.sentRows(),
        tally.ackedRows(),
        Coverage.pending(setup.journal(), setup.cursor()),
        tally.lastAckMono(),
        tally.rejectedRows(),
        tally.notes());
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      Logger.warn("The uplink did not stop in time. uplink={}", setup.uplink());
    }
    words = new LinkWords(LinkState.DOWN, "closed");
  }
}
