package dev.penstock.uplink;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.contract.testkit.UplinkContract;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.TwinLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MqttUplinkContractIT extends UplinkContract {

  private static final KeySigner TWIN = KeySigner.ofSeed(new byte[32]);
  private static final Duration TURN = Duration.ofMillis(5);

  @TempDir private static Path folder;
  private static TestBroker broker;

  private final Clocks clocks =
      new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
  private final List<Peer> peers = new ArrayList<>();

  @BeforeAll
  static void openTheBroker() throws Exception {
    broker = TestBroker.open();
    new PublicKeyFile("twin", TWIN.publicKey()).write(folder.resolve("twin.pub"));
  }

  @AfterAll
  static void closeTheBroker() {
    broker.close();
  }

  /** A twin without a memory: frames in, acknowledgements out. */
  private static final class Peer implements Centre {
    private final String topic;
    private final Cable cable = new Cable(broker.port());
    private final Stranger client;
    private final TwinLedger ledger = new TwinLedger();
    private final List<ObservationId> rows = new ArrayList<>();
    private boolean confirms = true;

    Peer(String uplink) {
      this.topic = "penstock/" + GATEWAY + "/" + uplink;
      this.client = new Stranger(broker.address(), "peer-" + uplink, topic + "/frame");
    }

    @Override
    public void leave() {
      cable.cut();
    }

    @Override
    public void comeBack() {
      cable.mend();
    }

    @Override
    public void confirm(boolean does) {
      confirms = does;
      acknowledge();
    }

    @Override
    public List<ObservationId> rows() {
      return List.copyOf(rows);
    }

    void turn() {
      boolean news = false;
      for (Stranger.Letter letter = client.letters.poll();
          letter != null;
          letter = client.letters.poll()) {
        news |= take(letter);
      }
      if (news) {
        acknowledge();
      }
    }

    private boolean take(Stranger.Letter letter) {
      try {
        Frame frame = FrameReader.unchecked().read(letter.payload);
        if (frame.kind() != FrameKind.DATA) {
          return false;
        }
        ledger.take(frame.header(), frame.rows());
        ObservationBatch one = new ObservationBatch();
        for (int row = 0; row < frame.rows().size(); row++) {
          frame.rows().load(row, one);
          rows.add(new ObservationId(GATEWAY, frame.header().epoch(), one.sequence(0)));
        }
        return true;
      } catch (FrameException e) {
        throw new AssertionError(e);
      }
    }

    private void acknowledge() {
      if (confirms) {
        for (TwinLedger.Stream stream : ledger.streams()) {
          byte[] ack =
              Envelope.sign(OutboxRig.ack(stream.uplink(), ledger.state(stream)), TWIN).bytes();
          client.publish(topic + "/ack", ack, false);
        }
      }
    }

    @Override
    public void close() {
      client.close();
      cable.close();
    }
  }

  @Override
  protected Clocks clocks() {
    return clocks;
  }

  @Override
  protected Centre centre(String uplink) {
    Peer peer = new Peer(uplink);
    peers.add(peer);
    return peer;
  }

  @Override
  protected Uplink uplink(Parts parts, Centre centre, UplinkListener listener) {
    MqttUplinkSettings settings =
        new MqttUplinkSettings(
            BrokerSettings.open(((Peer) centre).cable.address("tcp")),
            MqttUplinkSettings.Acknowledger.TWIN,
            List.of(folder.resolve("twin.pub")),
            List.of(),
            List.of(),
            List.of(),
            16,
            Duration.ofSeconds(30),
            1_000_000,
            MqttUplinkSettings.Drain.NEWEST_FIRST);
    return new MqttUplinkFactory()
        .create(
            new UplinkSetup<>(
                GATEWAY,
                parts.uplink(),
                settings,
                parts.journal(),
                parts.cursor(),
                parts.lastValues(),
                OutboxRig.signer(),
                parts.clocks()),
            listener);
  }

  @Override
  protected void pass() {
    LockSupport.parkNanos(TURN.toNanos());
    peers.forEach(Peer::turn);
  }
}
