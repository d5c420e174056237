package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Observation;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.State;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/**
 * The reference receiver. One thread takes frames as they come, a few in one transaction, and then
 * tells the gateways what is on the disk. The broker keeps each frame until it is.
 */
public final class Twin implements Closeable {

  private static final int FRAMES_A_COMMIT = 32;
  private static final int EPOCHS_TOLD = 2;
  private static final int MAX_WAITING = 64;
  private static final long POLL_MILLIS = 100;
  private static final long HOLES_EVERY = TimeUnit.SECONDS.toNanos(30);
  private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(2);

  private final TwinSettings settings;
  private final TwinStore store;
  private final Intake intake;
  private final FrameReader reader;
  private final LatestValues latest = new LatestValues();
  private final EventLatencies latencies;
  private final HoleWatch holes;
  private final Map<String, Long> refused = new ConcurrentHashMap<>();
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(MAX_WAITING);
  private final TwinLink link;
  private final GatewayMail mail;
  private final Thread thread;
  private long lookAt;
  private volatile boolean closing;

  private Twin(TwinSettings settings) throws SQLException {
    this.settings = settings;
    this.store = new TwinStore(settings.database());
    this.latencies = new EventLatencies(settings.clocks().wall());
    this.intake = new Intake(store, latest, latencies, settings.clocks());
    this.reader = FrameReader.checking(this::isGateways);
    long now = settings.clocks().mono().nanos();
    this.holes = new HoleWatch(settings.name() + "-" + Long.toHexString(now));
    this.lookAt = now + HOLES_EVERY;
    this.link = new TwinLink(settings, arrivals);
    this.mail = new GatewayMail(settings, link);
    this.thread = new Thread(this::run, "twin " + settings.name());
    this.thread.setDaemon(true);
  }

  /**
   * A twin that connects, and keeps trying.
   *
   * @throws IOException if the database cannot be opened or made
   */
  public static Twin start(TwinSettings settings) throws IOException {
    try {
      Twin twin = new Twin(settings);
      twin.thread.start();
      return twin;
    } catch (SQLException e) {
      throw unusable(settings.database(), e);
    }
  }

  private static IOException unusable(Path database, SQLException e) {
    return new IOException(
        "the twin's database "
            + database
            + " cannot be used ("
            + e.getMessage()
            + "): make it writeable, or move it away and start with an empty one",
        e);
  }

  private boolean isGateways(String gateway, String keyId, byte[] message, byte[] signature) {
    VerifyKey key = settings.gateways().get(gateway);
    return key != null && key.keyId().equals(keyId) && key.verifies(message, signature);
  }

  private void run() {
    while (!closing) {
      link.connect();
      if (link.isFreshlyUp()) {
        present();
      }
      try {
        Arrival first = arrivals.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Arrival> some = new ArrayList<>(List.of(first));
          arrivals.drainTo(some, FRAMES_A_COMMIT - 1);
          take(some);
        }
        askAgain();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Says to all gateways that somebody is here, and what it has: they may have given up. */
  private void present() {
    TwinLedger ledger = intake.ledger();
    Set<Epoch> newest = new HashSet<>();
    for (String gateway : ledger.gateways()) {
      newest(ledger.chain(gateway).ordered(), EPOCHS_TOLD).forEach(e -> newest.add(e.epoch()));
    }
    List<Stream> told = ledger.streams().stream().filter(s -> newest.contains(s.epoch())).toList();
    told.forEach(this::acknowledge);
    if (link.isForgotten()) {
      holes.rest(told).forEach(this::ask);
    }
  }

  private void take(List<Arrival> some) {
    try {
      List<Stream> streams;
      synchronized (store) {
        for (Arrival arrival : some) {
          take(arrival);
        }
        streams = intake.commit();
      }
      some.forEach(Arrival::done);
      streams.forEach(this::acknowledge);
    } catch (SQLException | RuntimeException e) {
      failed(e);
    }
  }

  private void take(Arrival arrival) throws SQLException {
    if (arrival.topic().contains("/reply/")) {
      mail.take(arrival);
      return;
    }
    try {
      intake.take(reader.read(arrival.frame()));
    } catch (FrameException e) {
      if (refused.merge(e.reason().name(), 1L, Long::sum) == 1) {
        Logger.warn(
            "Refused a frame. topic={} reason={} why=\"{}\"",
            arrival.topic(),
            e.reason(),
            e.getMessage());
      }
    }
  }

  /** Nothing of it was told to anybody: the frames come again. */
  private void failed(Exception e) {
    Logger.error(e, "The twin cannot store; it tries again. database={}", settings.database());
    link.drop(AFTER_FAILURE);
    arrivals.clear();
    try {
      synchronized (store) {
        intake.rollback();
      }
    } catch (SQLException again) {
      Logger.debug("Nor roll back. why=\"{}\"", again.getMessage());
    }
  }

  private void acknowledge(Stream stream) {
    State state = intake.ledger().state(stream);
    List<Ack.Rejected> rejected =
        newest(state.rejected(), Ack.MAX_REJECTED).stream()
            .map(r -> new Ack.Rejected(new Range(r.from(), r.to()), r.reason()))
            .toList();
    Ack ack =
        new Ack(
            new Ack.Stream(stream.gateway(), stream.uplink(), stream.epoch()),
            newest(state.covered(), Ack.MAX_COVERED),
            rejected,
            newest(state.need(), Ack.MAX_NEED));
    send(stream.gateway(), stream.uplink(), "ack", ack);
  }

  private static <T> List<T> newest(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private void askAgain() {
    long now = settings.clocks().mono().nanos();
    if (now - lookAt >= 0 && link.isUp()) {
      lookAt = now + HOLES_EVERY;
      for (Replay request : holes.look(intake.ledger())) {
        send(request.route().gateway(), request.route().uplink(), "replay", request);
      }
    }
  }

  /** Asks for rows again, by sequence or by event time. */
  public void ask(Replay request) {
    send(request.route().gateway(), request.route().uplink(), "replay", request);
  }

  private void send(String gateway, String uplink, String what, Message message) {
    byte[] envelope = Envelope.sign(message, settings.key()).bytes();
    link.publish("penstock/" + gateway + "/" + uplink + "/" + what, envelope);
  }

  /**
   * Where the twin stands.
   *
   * @throws IOException if the database cannot be read
   */
  public TwinSummary summary() throws IOException {
    synchronized (store) {
      try {
        Clocks clocks = settings.clocks();
        TwinSummary summary =
            summarizer().of(link.why(), clocks.wall().nanos(), clocks.mono().nanos());
        store.release();
        return summary;
      } catch (SQLException e) {
        throw unusable(settings.database(), e);
      }
    }
  }

  private Summarizer summarizer() {
    return new Summarizer(store, intake, latest, latencies, Map.copyOf(refused));
  }

  /** The current value of each point of a gateway, and how far the plant can be from it. */
  public Map<String, TwinSummary.Point> points(String gateway) {
    Map<String, TwinSummary.Point> points = new TreeMap<>();
    Clocks clocks = settings.clocks();
    synchronized (store) {
      summarizer().gateways(clocks.wall().nanos(), clocks.mono().nanos()).stream()
          .filter(one -> one.gateway().equals(gateway))
          .forEach(one -> points.putAll(one.points()));
    }
    return points;
  }

  /** The current value of each point of a gateway, by its name; from births and from rows. */
  public Map<String, Observation> latest(String gateway) {
    Map<String, Observation> values = new TreeMap<>();
    latest.of(gateway).forEach((point, seen) -> values.put(point, seen.value()));
    return values;
  }

  /** The database, for queries of one's own: the view {@code reading} has names and units. */
  public Path database() {
    return settings.database();
  }

  /** Whether it is connected to its broker. */
  public boolean isUp() {
    return link.isUp();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
    try {
      synchronized (store) {
        store.close();
      }
    } catch (SQLException e) {
      Logger.warn("The database did not close. why=\"{}\"", e.getMessage());
    }
  }
}
