package dev.penstock.uplink.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.client.CommandLink;
import dev.penstock.contract.signing.client.Party;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.testkit.FakeTime;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VouchingTest {

  private static final String GATEWAY = "press-shop-1";

  private final SecureRandom random = new SecureRandom();
  private final KeySigner gateway = KeySigner.generate(random);
  private final KeySigner twin = KeySigner.generate(random);
  private final FakeTime time = new FakeTime();
  private final List<Verified> sent = new CopyOnWriteArrayList<>();
  private volatile Consumer<byte[]> replies = envelope -> {};
  private volatile boolean broken;
  private volatile boolean damaged;
  private volatile LogHead cosigned;
  private Vouching vouching;

  @BeforeEach
  void start() {
    Vouching.Word word = new Vouching.Word("press-shop", false, new Freshness.Minimum(1, 7, 3));
    vouching =
        new Vouching(
            new Party(GATEWAY, gateway.publicKey(), "twin", twin),
            () -> word,
            this::newest,
            this::dial,
            time.clocks());
    await().until(this::isOpen);
  }

  @AfterEach
  void close() {
    vouching.close();
  }

  @Test
  void answersAChallengeWithAPulseAndTheWordAboutTheDocuments() throws Exception {
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    await().until(() -> sent.size() == 2);

    Pulse pulse = sent.get(0).read(Pulse::read);
    Freshness word = sent.get(1).read(Freshness::read);
    assertThat(pulse.nonce()).isEqualTo("cd".repeat(16));
    assertThat(pulse.issuer()).isEqualTo("twin");
    assertThat(word.nonce()).isEqualTo("cd".repeat(16));
    assertThat(word.minimum()).isEqualTo(new Freshness.Minimum(1, 7, 3));
    assertThat(word.head().issued())
        .isEqualTo(Instant.ofEpochSecond(time.wall().nanos() / 1_000_000_000L));
  }

  @Test
  void vouchesOnceAMinuteAndAtOnceForEveryNewRun() {
    for (int challenge = 0; challenge < 3; challenge++) {
      replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    }
    await().until(() -> kinds(PayloadType.PULSE) == 3);
    assertThat(kinds(PayloadType.FRESHNESS)).isEqualTo(1);

    replies.accept(challenge(GATEWAY, "ee".repeat(16), gateway));
    await().until(() -> kinds(PayloadType.FRESHNESS) == 2);
    time.pass(Duration.ofSeconds(61));
    replies.accept(challenge(GATEWAY, "ee".repeat(16), gateway));
    await().until(() -> kinds(PayloadType.FRESHNESS) == 3);
  }

  @Test
  void answersNobodyButTheGateway() {
    replies.accept(challenge(GATEWAY, "ab".repeat(16), twin));
    replies.accept(challenge("another", "ab".repeat(16), gateway));
    replies.accept(new byte[] {1, 2, 3});
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));

    await().until(() -> kinds(PayloadType.PULSE) > 0);
    assertThat(kinds(PayloadType.PULSE)).isEqualTo(1);
  }

  @Test
  void findsItsWayAgainWhenTheLinkBroke() {
    broken = true;
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    await().until(() -> !isOpen());
    broken = false;
    time.pass(Duration.ofSeconds(3));
    await().until(this::isOpen);

    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    await().until(() -> kinds(PayloadType.PULSE) == 1);
  }

  @Test
  void saysWhichLogItHasCosigned() throws Exception {
    cosigned = new LogHead("press-shop-1/audit", 256, "0f".repeat(32));
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    await().until(() -> sent.size() == 2);

    assertThat(sent.get(1).read(Freshness::read).log()).isEqualTo(cosigned);
  }

  @Test
  void vouchesForNothingWhileItsMemoryOfTheLogIsDamaged() {
    damaged = true;
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));
    replies.accept(challenge(GATEWAY, "ab".repeat(16), gateway));

    await().until(() -> kinds(PayloadType.PULSE) == 2);
    assertThat(kinds(PayloadType.FRESHNESS)).isZero();
  }

  private Optional<LogHead> newest(String of) throws IOException {
    assertThat(of).isEqualTo(GATEWAY);
    if (damaged) {
      throw new IOException("the note is damaged");
    }
    return Optional.ofNullable(cosigned);
  }

  private volatile boolean open;

  private boolean isOpen() {
    return open;
  }

  private CommandLink dial(String to, String keyId, Consumer<byte[]> receiver) {
    assertThat(to).isEqualTo(GATEWAY);
    assertThat(keyId).isEqualTo(twin.keyId());
    replies = receiver;
    open = true;
    return new CommandLink() {
      @Override
      public void send(byte[] envelope) throws IOException {
        if (broken) {
          throw new IOException("the cable is out");
        }
        sent.add(
            EnvelopeReader.open(
                envelope,
                EnumSet.of(PayloadType.PULSE, PayloadType.FRESHNESS),
                KeyLookup.of(twin.publicKey())));
      }

      @Override
      public void close() {
        open = false;
      }
    };
  }

  private long kinds(PayloadType type) {
    return sent.stream().filter(Verified::isGood).filter(one -> one.type() == type).count();
  }

  private static byte[] challenge(String to, String incarnation, KeySigner by) {
    return Envelope.sign(new Challenge(to, incarnation, 1, "cd".repeat(16)), by).bytes();
  }
}
