package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Loss;
import dev.penstock.contract.journal.LossCause;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.RepublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsResponse;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The one subscription of a session, over all its connections. Notifications are handed over whole,
 * in order, none twice, on the thread that Milo answers publish requests on; the next request goes
 * out when the listener has returned, so a slow disk fills the server's queues and not our memory.
 */
final class Subscription {

  /** One is being worked on, one waits at the server, one is under way. */
  private static final int PUBLISH_REQUESTS = 3;

  private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

  /** How long the server keeps the subscription, and so its queues, while the link is cut. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  /** A gap larger than this is a server that counts anew, not one to ask again for each. */
  private static final int MAX_REPUBLISHED = 1000;

  private final OpcUaSettings settings;
  private final Clocks clocks;
  private final MonitoredPoints points;
  private final Teller teller;
  private final Consumer<RuntimeException> mistake;
  private final ItemCreation items;
  private final Acks acks = new Acks();
  private final NotificationOrder order = new NotificationOrder();
  private final ReentrantLock delivery = new ReentrantLock();

  private volatile @Nullable Connection current;
  private volatile long heard;
  private volatile @Nullable UInteger id;
  private volatile double publishingMillis;
  private long aliveTold;

  /**
   * @param mistake is told what a listener threw, which ends the session
   */
  Subscription(
      OpcUaSettings settings,
      Clocks clocks,
      MonitoredPoints points,
      Teller teller,
      Consumer<RuntimeException> mistake) {
    this.mistake = mistake;
    this.settings = settings;
    this.clocks = clocks;
    this.points = points;
    this.teller = teller;
    this.items = new ItemCreation(settings, points);
    this.publishingMillis = settings.publishingInterval().toMillis();
  }

  /**
   * Goes on over a new connection: with the subscription that the server kept, so that nothing is
   * missing, or with a new one.
   *
   * @return whether the server had kept it
   */
  boolean attach(Connection connection) throws UaException {
    delivery.lock();
    try {
      current = connection;
      heard = clocks.mono().nanos();
      aliveTold = heard - KEEP_ALIVE.toNanos();
      boolean resumed = resume(connection);
      if (resumed) {
        items.missing(connection, subscription());
      } else {
        create(connection);
      }
      for (int i = 0; i < PUBLISH_REQUESTS; i++) {
        publish(connection);
      }
      return resumed;
    } finally {
      delivery.unlock();
    }
  }

  void detach() {
    current = null;
  }

  /** Tries again to make the items that could not be made. */
  void retryMissing(Connection connection) throws UaException {
    delivery.lock();
    try {
      items.missing(connection, subscription());
    } finally {
      delivery.unlock();
    }
  }

  void durable(long sequence) {
    acks.durable(sequence);
  }

  /** Notifications that wait for the disk before they are acknowledged. */
  int unacknowledged() {
    return acks.held();
  }

  /** Whether the server has sent nothing for so long that it cannot be well. */
  boolean isSilent() {
    if (delivery.isLocked()) {
      return false;
    }
    return clocks.mono().nanos() - heard > publishTimeout().toNanos();
  }

  private UInteger subscription() {
    UInteger known = id;
    if (known == null) {
      throw new IllegalStateException("no subscription yet");
    }
    return known;
  }

  private boolean resume(Connection connection) {
    UInteger kept = id;
    if (kept == null) {
      return false;
    }
    try {
      TransferResult[] results =
          connection
              .call(
                  TransferSubscriptionsResponse.class,
                  header -> new TransferSubscriptionsRequest(header, new UInteger[] {kept}, false))
              .getResults();
      if (results == null || results.length != 1 || !results[0].getStatusCode().isGood()) {
        return false;
      }
      catchUpAll(connection, results[0].getAvailableSequenceNumbers());
      order.handedOver();
      return true;
    } catch (UaException e) {
      Logger.debug("The subscription could not be resumed; cause={}", e.getMessage());
      return false;
    }
  }

  private void create(Connection connection) throws UaException {
    acks.clear();
    id = null;
    order.restart();
    double interval = settings.publishingInterval().toMillis();
    long keepAlive = Math.max(1, Math.round(KEEP_ALIVE.toMillis() / interval));
    long lifetime = Math.max(3 * keepAlive, Math.round(LIFETIME.toMillis() / interval));
    CreateSubscriptionResponse made =
        connection.call(
            CreateSubscriptionResponse.class,
            header ->
                new CreateSubscriptionRequest(
                    header, interval, uint(lifetime), uint(keepAlive), uint(0), true, ubyte(0)));
    id = made.getSubscriptionId();
    publishingMillis =
        made.getRevisedPublishingInterval() * made.getRevisedMaxKeepAliveCount().doubleValue();
    items.all(connection, subscription());
  }

  private void publish(Connection connection) {
    UInteger known = id;
    if (known == null || connection != current || connection.isBroken()) {
      return;
    }
    PublishRequest request =
        new PublishRequest(connection.header(publishTimeout()), acks.take(known));
    var unused =
        connection
            .send(request)
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    answered(connection, answer);
                  } else {
                    failed(connection, Failures.status(failure));
                  }
                });
  }

  /** Longer than a healthy server is ever silent. */
  private Duration publishTimeout() {
    return Duration.ofMillis(Math.round(publishingMillis * (PUBLISH_REQUESTS + 1)))
        .plus(settings.requestTimeout());
  }

  private void failed(Connection connection, long status) {
    if (status == StatusCodes.Bad_TooManyPublishRequests) {
      return;
    }
    if (status == StatusCodes.Bad_Timeout) {
      publish(connection);
      return;
    }
    connection.broken(
        status == StatusCodes.Bad_ConnectionClosed
            ? "the connection was lost"
            : "the server ended the subscription: " + Failures.words(status));
  }

  private void answered(Connection connection, UaResponseMessageType answer) {
    long wall = clocks.wall().nanos();
    long mono = clocks.mono().nanos();
    delivery.lock();
    try {
      if (connection == current && answer instanceof PublishResponse response) {
        heard = mono;
        NotificationMessage message = response.getNotificationMessage();
        UInteger[] available = response.getAvailableSequenceNumbers();
        if (available != null && available.length > 0) {
          order.retains();
        }
        order.arrived(message.getSequenceNumber().longValue());
        catchUp(connection, message.getSequenceNumber().longValue(), wall, mono);
        receive(connection, message, wall, mono);
      }
    } catch (RuntimeException e) {
      connection.broken("handing over a notification failed");
      mistake.accept(e);
    } finally {
      delivery.unlock();
    }
    publish(connection);
  }

  /** After a cut: what the server has sent into the void, and what we have but did not ack. */
  private void catchUpAll(Connection connection, UInteger @Nullable [] available) {
    if (available == null) {
      return;
    }
    long wall = clocks.wall().nanos();
    long mono = clocks.mono().nanos();
    for (UInteger number : available) {
      if (order.missingBefore(number.longValue()) >= 0) {
        catchUp(connection, NotificationOrder.after(number.longValue()), wall, mono);
      } else {
        acks.stillKept(number.longValue());
      }
    }
  }

  /** Asks again for what is missing before this number; what is gone is told as lost. */
  private void catchUp(Connection connection, long number, long wall, long mono) {
    int missing = order.missingBefore(number);
    if (missing <= 0) {
      return;
    }
    boolean complete = missing <= MAX_REPUBLISHED;
    while (complete && !order.isNext(number)) {
      complete = republish(connection, wall, mono);
    }
    if (!order.isNext(number)) {
      teller.lost(
          LossCause.OVERFLOW, Loss.UNKNOWN_COUNT, ObservationBatch.ABSENT, ObservationBatch.ABSENT);
      order.skipTo(number);
    }
  }

  private boolean republish(Connection connection, long wall, long mono) {
    long wanted = order.next();
    try {
      RepublishResponse response =
          connection.call(
              RepublishResponse.class,
              header -> new RepublishRequest(header, subscription(), uint(wanted)));
      receive(connection, response.getNotificationMessage(), wall, mono);
      return !order.isNext(wanted);
    } catch (UaException e) {
      Logger.debug("A notification is gone; number={} cause={}", wanted, e.getMessage());
      return false;
    }
  }

  /** Takes one message, if it is the next one. A keep-alive has the number of the next data. */
  private void receive(Connection connection, NotificationMessage message, long wall, long mono) {
    long number = message.getSequenceNumber().longValue();
    ExtensionObject[] data = message.getNotificationData();
    if (data != null && data.length > 0 && order.isNext(number)) {
      order.received(number);
      long sequence = 0;
      for (ExtensionObject part : data) {
        sequence = Math.max(sequence, deliver(connection, part, wall, mono));
      }
      acks.delivered(number, sequence);
    }
    if (mono - aliveTold >= KEEP_ALIVE.toNanos()) {
      aliveTold = mono;
      teller.alive(mono);
    }
  }

  private long deliver(Connection connection, ExtensionObject part, long wall, long mono) {
    Object content;
    try {
      content = part.decode(connection.encoding());
    } catch (UaSerializationException e) {
      Logger.warn("A notification could not be decoded; cause={}", e.getMessage());
      teller.lost(LossCause.MALFORMED, Loss.UNKNOWN_COUNT, wall, wall);
      return 0;
    }
    if (content instanceof DataChangeNotification change) {
      MonitoredItemNotification[] changed = change.getMonitoredItems();
      return changed == null ? 0 : points.deliver(changed, wall, mono);
    }
    if (content instanceof StatusChangeNotification change && !change.getStatus().isGood()) {
      connection.broken(
          "the server ended the subscription: " + Failures.words(change.getStatus().value()));
    }
    return 0;
  }
}
