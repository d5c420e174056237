package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.journal.EpochStart;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.wire.FrameHeader.Created;
import dev.penstock.contract.wire.FrameOrigin;
import dev.penstock.contract.wire.FrameWriter;
import dev.penstock.contract.wire.Lane;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Somebody who may publish on every topic, knows the format, and hears everything. */
final class Vandal implements MqttCallback, AutoCloseable {

  private static final String WAY = "penstock/hall-7/centre/";
  private static final KeySigner KEY =
      KeySigner.ofSeed("v".repeat(32).getBytes(StandardCharsets.US_ASCII));

  final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
  final Queue<byte[]> acks = new ConcurrentLinkedQueue<>();
  private final Random random = new Random(3);
  private final MqttAsyncClient client;

  Vandal(URI broker) {
    try {
      client = new MqttAsyncClient(broker.toString(), "vandal", new MemoryPersistence());
      client.setCallback(this);
      client.connect(new MqttConnectionOptions()).waitForCompletion(10_000);
      client.subscribe("penstock/#", 1).waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  /** Says that all has arrived, as the twin would, and asks for everything. */
  void forgeAcks(EpochStart epoch, long last) {
    Ack ack =
        new Ack(
            new Ack.Stream("hall-7", "centre", epoch.epoch()),
            List.of(new Range(1, last)),
            List.of(),
            List.of());
    byte[] envelope = Envelope.sign(ack, KEY).bytes();
    publish("ack", envelope, false);
    publish("ack", envelope, true);
    publish("ack", "{}".getBytes(StandardCharsets.US_ASCII), false);
    Replay replay =
        new Replay(
            new Replay.Route("vandal", "hall-7", "centre"),
            List.of(new Replay.Part(epoch.epoch(), new Range(1, Replay.ALL_THAT_FOLLOWS))),
            null,
            List.of());
    publish("replay", Envelope.sign(replay, KEY).bytes(), false);
  }

  /** Frames of its own, in the gateway's name: unsigned, and signed by another key. */
  void forgeFrames(EpochStart epoch, Clocks clocks) {
    for (KeySigner signer : new KeySigner[] {null, KEY}) {
      try (FrameWriter writer = new FrameWriter(new FrameOrigin("hall-7", "centre", ""), signer)) {
        String dictionary = Batches.dictionary("plc/a", "plc/b", "plc/c").hash();
        ObservationBatch batch = Batches.of(clocks, 0, 666, 667);
        batch.identify(epoch.epoch(), 1_000_000);
        writer.begin(epoch, Lane.LIVE, dictionary, 1);
        writer.add(batch, 0, 2);
        Created now = new Created(clocks.wall().nanos(), clocks.mono().nanos(), epoch.boot());
        publish("frame", writer.finish(now, List.of()), false);
        publish("frame", writer.farewell(epoch, dictionary, now), false);
      }
    }
  }

  /** What it heard, with a bit turned over, cut off, or as it was; and old acknowledgements. */
  void repeatWithChanges() {
    for (byte[] heard : List.copyOf(frames)) {
      byte[] bent = heard.clone();
      bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
      publish("frame", bent, false);
      publish("frame", Arrays.copyOf(heard, heard.length / 2), false);
      publish("frame", heard, false);
    }
    acks.forEach(ack -> publish("ack", ack, false));
  }

  private void publish(String below, byte[] payload, boolean retained) {
    try {
      client.publish(WAY + below, payload, 1, retained).waitForCompletion(10_000);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    Queue<byte[]> heard = topic.endsWith("/frame") ? frames : acks;
    if (heard.size() < 30 && (topic.endsWith("/frame") || topic.endsWith("/ack"))) {
      heard.add(message.getPayload());
    }
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String uri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  @Override
  public void close() {
    try {
      client.disconnect(0).waitForCompletion(2000);
      client.close(true);
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }
}
