package dev.penstock.uplink.twin;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Observation;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.VerifyKey;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameHeader;
import dev.penstock.contract.wire.FrameJson;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.TwinLedger;
import dev.penstock.contract.wire.TwinLedger.State;
import dev.penstock.contract.wire.TwinLedger.Stream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * All that a twin has to do, to be read and copied: believe only what a known gateway signed; store
 * each row once, with what is covered, in one transaction; then say so, signed; ask again for
 * holes. Whatever fails, nothing of it was acknowledged, and it comes again.
 */
final class SmallTwin implements MqttCallback, AutoCloseable {

  private static final long SESSION_SECONDS = 24 * 3600;
  private static final String FORK = "FORK";

  private final KeySigner key;
  private final Map<String, VerifyKey> gateways;
  private final FrameReader reader = FrameReader.checking(this::isGateways);
  private final SmallStore store;
  private final MqttAsyncClient client;
  private TwinLedger ledger;
  private long asked;

  /**
   * A twin that connects, and keeps connected.
   *
   * @param key signs what it says; the gateways know its public half
   * @param gateways by name, those to believe
   */
  SmallTwin(URI broker, Path database, KeySigner key, Map<String, VerifyKey> gateways)
      throws SQLException, MqttException {
    this.key = key;
    this.gateways = Map.copyOf(gateways);
    this.store = new SmallStore(database);
    this.ledger = store.ledger();
    this.client =
        new MqttAsyncClient(broker.toString(), "penstock-small-twin", new MemoryPersistence());
    client.setManualAcks(true); // The broker keeps a frame until its rows are on the disk.
    client.setCallback(this);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(SESSION_SECONDS);
    options.setAutomaticReconnect(true);
    client.connect(options).waitForCompletion();
  }

  private boolean isGateways(String gateway, String keyId, byte[] message, byte[] signature) {
    VerifyKey known = gateways.get(gateway);
    return known != null && known.keyId().equals(keyId) && known.verifies(message, signature);
  }

  /** Also after each interruption: says what is here, as what was said may not have arrived. */
  @Override
  public synchronized void connectComplete(boolean again, String uri) {
    try {
      client.subscribe("penstock/+/+/frame", 1);
      ledger.streams().forEach(this::acknowledge);
    } catch (MqttException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void messageArrived(String topic, MqttMessage message) throws Exception {
    try {
      Frame frame = reader.read(message.getPayload());
      List<Stream> touched = take(frame);
      store.commit();
      client.messageArrivedComplete(message.getId(), message.getQos());
      touched.forEach(this::acknowledge);
    } catch (FrameException e) {
      client.messageArrivedComplete(message.getId(), message.getQos()); // Nobody we know.
    } catch (SQLException e) {
      store.rollback();
      ledger = store.ledger();
    }
  }

  /** Takes a frame; returns the streams of which the gateway is to be told. */
  private List<Stream> take(Frame frame) throws SQLException {
    FrameHeader header = frame.header();
    ledger.see(header);
    store.add(header.gateway(), header.start());
    return switch (frame.kind()) {
      case DATA -> data(frame);
      case BIRTH -> birth(header);
      case DICTIONARY -> dictionary(header, frame.dictionary());
      case FAREWELL -> List.of();
    };
  }

  private List<Stream> data(Frame frame) throws SQLException {
    FrameHeader header = frame.header();
    Stream stream = new Stream(header.gateway(), header.epoch(), header.origin().uplink());
    Dictionary dictionary = store.dictionary(header.dictionary());
    if (dictionary == null && frame.rows().size() > 0) {
      ledger.need(header.gateway(), header.dictionary()); // Its rows come again.
    } else {
      if (dictionary != null) {
        rows(frame, stream, dictionary);
      }
      ledger.take(header, frame.rows());
      store.cover(ledger, stream);
    }
    return List.of(stream);
  }

  private void rows(Frame frame, Stream stream, Dictionary dictionary) throws SQLException {
    List<Observation> rows = frame.observations(dictionary);
    List<String> lines = FrameJson.lines(frame, dictionary);
    for (int row = 0; row < rows.size(); row++) {
      if (!store.add(rows.get(row), lines.get(row + 1))) { // The first line is the header.
        long sequence = frame.rows().sequence(row);
        ledger.reject(stream, new Range(sequence, sequence), FORK);
      }
    }
  }

  /** Answered for each epoch that the gateway has: so it finds out that somebody is here. */
  private List<Stream> birth(FrameHeader header) throws SQLException {
    if (store.dictionary(header.dictionary()) == null) {
      ledger.need(header.gateway(), header.dictionary());
    }
    String uplink = header.origin().uplink();
    return header.spans().stream()
        .map(span -> new Stream(header.gateway(), span.epoch(), uplink))
        .toList();
  }

  private List<Stream> dictionary(FrameHeader header, Dictionary told) throws SQLException {
    store.add(header.dictionary(), told);
    ledger.have(header.dictionary());
    return List.of();
  }

  private void acknowledge(Stream stream) {
    State state = ledger.state(stream);
    send(
        stream,
        "ack",
        new Ack(
            new Ack.Stream(stream.gateway(), stream.uplink(), stream.epoch()),
            state.covered(),
            state.rejected().stream()
                .map(r -> new Ack.Rejected(new Range(r.from(), r.to()), r.reason()))
                .toList(),
            state.need()));
  }

  /** Asks for what is missing; to be called now and then, as what is on its way is missing too. */
  synchronized void askAgain() {
    for (Stream stream : ledger.streams()) {
      List<Replay.Part> holes =
          ledger.holes(stream).stream()
              .limit(TwinLedger.MAX_RANGES)
              .map(range -> new Replay.Part(stream.epoch(), range))
              .toList();
      if (!holes.isEmpty()) {
        String id = "small-" + Long.toHexString(System.nanoTime()) + "-" + ++asked;
        Replay.Route route = new Replay.Route(id, stream.gateway(), stream.uplink());
        send(stream, "replay", new Replay(route, holes, null, List.of()));
      }
    }
  }

  private void send(Stream stream, String what, Message message) {
    String topic = "penstock/" + stream.gateway() + "/" + stream.uplink() + "/" + what;
    try {
      client.publish(topic, Envelope.sign(message, key).bytes(), 1, false);
    } catch (MqttException e) {
      System.err.println("not sent, and said again later: " + topic);
    }
  }

  /** Rows stored. */
  synchronized long rows() throws SQLException {
    return store.count();
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException failure) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  @Override
  public void close() throws SQLException, MqttException {
    client.disconnectForcibly(0, 100, false);
    client.close(true);
    synchronized (this) {
      store.close();
    }
  }
}
