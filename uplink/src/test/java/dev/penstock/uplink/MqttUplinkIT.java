package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Epoch;
import dev.penstock.contract.Kind;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.Signer;
import dev.penstock.contract.Trigger;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.JournalCursor;
import dev.penstock.contract.settings.Secret;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.keyfile.PublicKeyFile;
import dev.penstock.contract.signing.message.Ack;
import dev.penstock.contract.testkit.Batches;
import dev.penstock.contract.testkit.Cable;
import dev.penstock.contract.testkit.MemoryJournal;
import dev.penstock.contract.uplink.RowsWanted;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkAccess;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.contract.uplink.UplinkListener;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.contract.uplink.UplinkStep;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameKind;
import dev.penstock.contract.wire.FrameReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttUplinkIT implements UplinkListener {

  private static final String GATEWAY = "hall-7";
  private static final String UPLINK = "centre";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final KeySigner TWIN = KeySigner.ofSeed(new byte[32]);
  private static final KeySigner OTHER =
      KeySigner.ofSeed("x".repeat(32).getBytes(StandardCharsets.US_ASCII));

  private final Clocks clocks =
      new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime);
  private final MemoryJournal journal =
      new MemoryJournal(GATEWAY, Batches.dictionary("plc/a", "plc/b", "plc/c"), clocks);
  private final JournalCursor cursor = journal.cursor(UPLINK, true);
  private final List<String> words = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Signer signer = OutboxRig.signer();
  private MqttUplinkSettings.Acknowledger acknowledger = MqttUplinkSettings.Acknowledger.TWIN;
  private Path keyFile;

  @BeforeEach
  void writeTheTwinsKey(@TempDir Path folder) throws Exception {
    keyFile = folder.resolve("twin.pub");
    new PublicKeyFile("twin", TWIN.publicKey()).write(keyFile);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    open.clear();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(0, resource);
    return resource;
  }

  private Uplink start(BrokerSettings broker) {
    return start(broker, clocks);
  }

  private MqttUplinkSettings settings(BrokerSettings broker) {
    return new MqttUplinkSettings(
        broker,
        acknowledger,
        List.of(keyFile),
        List.of(),
        List.of(),
        List.of(),
        16,
        Duration.ofSeconds(30),
        20_000,
        MqttUplinkSettings.Drain.NEWEST_FIRST);
  }

  /** Rows that make frames large: nothing of them can be deflated. */
  private void appendNoise(int rows, int bytes) throws Exception {
    ObservationBatch batch =
        new ObservationBatch().receivedAt(clocks.wall().nanos(), clocks.mono().nanos());
    byte[] noise = new byte[bytes];
    Random random = new Random(7);
    for (int row = 0; row < rows; row++) {
      random.nextBytes(noise);
      batch.putBytes(batch.add(0, Kind.RAW, Trigger.CHANGE), ValueType.BYTES, noise, 0, bytes);
    }
    journal.append(batch);
  }

  private UplinkAccess<MqttUplinkSettings> access(BrokerSettings broker) {
    return new UplinkAccess<>(GATEWAY, UPLINK, settings(broker), signer, clocks);
  }

  private Uplink start(BrokerSettings broker, Clocks by) {
    Uplink uplink =
        new MqttUplinkFactory()
            .create(
                new UplinkSetup<>(
                    GATEWAY,
                    UPLINK,
                    settings(broker),
                    journal,
                    cursor,
                    new LastValues(GATEWAY, Batches.dictionary("plc/a", "plc/b", "plc/c")),
                    signer,
                    by),
                this);
    uplink.start();
    return keep(uplink);
  }

  private void append(int rows) throws Exception {
    ObservationBatch batch = Batches.numbered(clocks, 3, rows, 1);
    journal.append(batch);
  }

  private static List<Frame> frames(Stranger twin) {
    return twin.letters.stream().map(l -> frame(l.payload)).toList();
  }

  private static Frame frame(byte[] payload) {
    try {
      return FrameReader.unchecked().read(payload);
    } catch (FrameException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] ack(KeySigner signer, String gateway, long to) {
    Ack ack =
        new Ack(
            new Ack.Stream(gateway, UPLINK, journal.epoch()),
            List.of(new Range(1, to)),
            List.of(),
            List.of());
    return Envelope.sign(ack, signer).bytes();
  }

  private void waitFor(String word) {
    await().atMost(LONG).until(() -> words.stream().anyMatch(w -> w.contains(word)));
  }

  @Test
  void isFoundByItsKind() {
    List<String> kinds = new ArrayList<>();
    for (UplinkFactory<?> factory : ServiceLoader.load(UplinkFactory.class)) {
      kinds.add(factory.kind());
    }
    assertThat(kinds).contains("penstock-mqtt");
  }

  @Test
  void sendsDictionaryBirthAndRowsAndTrimsByTheTwinsAckOnly() throws Exception {
    TestBroker broker = keep(TestBroker.open());
    Stranger twin = keep(new Stranger(broker.address(), "penstock/#"));
    append(10);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    await()
        .atMost(LONG)
        .until(() -> frames(twin).stream().anyMatch(f -> f.kind() == FrameKind.DATA));
    assertThat(frames(twin).get(0).kind()).isEqualTo(FrameKind.DICTIONARY);
    assertThat(frames(twin).get(1).kind()).isEqualTo(FrameKind.BIRTH);
    assertThat(uplink.status().state()).isEqualTo(LinkState.UP);

    String acks = "penstock/hall-7/centre/ack";
    twin.publish(acks, ack(OTHER, GATEWAY, 11), false);
    twin.publish(acks, ack(TWIN, "hall-8", 11), false);
    twin.publish(acks, ack(TWIN, GATEWAY, 9999), false);
    twin.publish(acks, "{}".getBytes(StandardCharsets.UTF_8), false);
    twin.publish(acks, new byte[20_000], false);
    twin.publish(acks, ack(TWIN, GATEWAY, 5), false);

    await().atMost(LONG).until(() -> uplink.status().acked() > 0);
    assertThat(cursor.covered(journal.epoch()).ranges()).containsExactly(new Range(1, 5));
    twin.publish(acks, ack(TWIN, GATEWAY, 11), false);
    await().atMost(LONG).until(() -> uplink.status().pending() == 0);
    assertThat(uplink.status().acked()).isEqualTo(11);
  }

  @Test
  void anAckThatTheBrokerKeptIsNotTaken() throws Exception {
    TestBroker broker = keep(TestBroker.open());
    Stranger twin = keep(new Stranger(broker.address(), "penstock/hall-7/centre/frame"));
    append(3);
    twin.publish("penstock/hall-7/centre/ack", ack(TWIN, GATEWAY, 4), true);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    await()
        .atMost(LONG)
        .until(() -> frames(twin).stream().anyMatch(f -> f.kind() == FrameKind.DATA));

    twin.publish("penstock/hall-7/centre/ack", ack(TWIN, GATEWAY, 2), false);

    await().atMost(LONG).until(() -> uplink.status().acked() > 0);
    assertThat(cursor.covered(journal.epoch()).ranges()).containsExactly(new Range(1, 2));
  }

  @Test
  void startsBeforeItsBrokerAndSaysSo() throws Exception {
    int port = TestBroker.freePort();
    append(3);
    Uplink uplink = start(BrokerSettings.open(URI.create("tcp://127.0.0.1:" + port)));
    waitFor("connection refused at tcp://127.0.0.1:" + port + ": is the broker running?");
    assertThat(uplink.status().state()).isEqualTo(LinkState.DOWN);

    keep(TestBroker.open(port));

    waitFor("connected to tcp://127.0.0.1:" + port);
  }

  @Test
  void sendsEverythingAgainToABrokerThatForgot() throws Exception {
    int port = TestBroker.freePort();
    TestBroker first = TestBroker.open(port);
    Stranger twin = new Stranger(first.address(), "penstock/hall-7/centre/frame");
    append(50);
    start(BrokerSettings.open(first.address()));
    await().atMost(LONG).until(() -> frames(twin).size() > 2);
    twin.close();
    first.close();
    append(50);

    TestBroker second = keep(TestBroker.open(port));
    Stranger again = keep(new Stranger(second.address(), "penstock/hall-7/centre/frame"));

    await()
        .atMost(LONG)
        .until(() -> frames(again).stream().mapToLong(f -> f.rows().size()).sum() == 101);
  }

  @Test
  void namesAWrongPassword() {
    TestBroker broker = keep(TestBroker.withUser("gateway"));
    start(user(broker, "gateway", "wrong"));

    waitFor("refuses user and password");
  }

  @Test
  void comesInWithTheRightOne() {
    TestBroker broker = keep(TestBroker.withUser("gateway"));
    start(user(broker, "gateway", "yawetag"));

    waitFor("connected to");
  }

  private static BrokerSettings user(TestBroker broker, String user, String password) {
    return new BrokerSettings(
        broker.address(),
        user,
        new Secret(password),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void speaksTlsAndNamesWhatIsWrongWithACertificate(@TempDir Path folder) {
    TestCertificate ours = TestCertificate.make(folder, "ours", "dns:localhost,ip:127.0.0.1");
    TestCertificate elsewhere = TestCertificate.make(folder, "elsewhere", "dns:elsewhere.test");
    TestBroker good = keep(TestBroker.withTls(ours.keyStore(), TestCertificate.PASSWORD));
    TestBroker wrong = keep(TestBroker.withTls(elsewhere.keyStore(), TestCertificate.PASSWORD));

    start(tls(good, ours.pem()));
    waitFor("connected to ssl://127.0.0.1:" + good.port());
    start(tls(good, elsewhere.pem()));
    waitFor("is not signed by an authority in broker.ca: " + elsewhere.pem());
    start(tls(wrong, elsewhere.pem()));
    waitFor("is for another host name");
    start(tls(wrong, folder.resolve("missing.pem")));
    waitFor("broker.ca: cannot read " + folder.resolve("missing.pem"));
  }

  private static BrokerSettings tls(TestBroker broker, Path ca) {
    return new BrokerSettings(
        URI.create("ssl://127.0.0.1:" + broker.port()),
        null,
        null,
        Optional.of(ca),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void showsItsOwnCertificateToABrokerThatAsks(@TempDir Path folder) {
    TestCertificate theirs = TestCertificate.make(folder, "theirs", "ip:127.0.0.1");
    TestCertificate ours = TestCertificate.make(folder, "ours", "dns:gateway.test");
    TestBroker broker =
        keep(
            TestBroker.withMutualTls(theirs.keyStore(), ours.keyStore(), TestCertificate.PASSWORD));

    start(tls(broker, theirs.pem()));
    waitFor("wants a certificate that it knows");
    start(
        new BrokerSettings(
            URI.create("ssl://127.0.0.1:" + broker.port()),
            null,
            null,
            Optional.of(theirs.pem()),
            Optional.of(ours.pem()),
            Optional.of(ours.privateKey())));
    waitFor("connected to ssl://127.0.0.1:" + broker.port());
  }

  @Test
  void speaksNothingOlderThanTls13(@TempDir Path folder) {
    TestCertificate ours = TestCertificate.make(folder, "ours", "ip:127.0.0.1");
    TestBroker old = keep(TestBroker.withOldTls(ours.keyStore(), TestCertificate.PASSWORD));

    start(tls(old, ours.pem()));

    waitFor("does not speak TLS 1.3");
  }

  @Test
  void connectsAgainOnceACertificateIsRenewed(@TempDir Path folder) {
    TestCertificate ours = TestCertificate.make(folder, "ours", "ip:127.0.0.1");
    TestBroker broker = keep(TestBroker.withTls(ours.keyStore(), TestCertificate.PASSWORD));
    // A clock that runs five times as fast: files are looked at every ten seconds.
    start(tls(broker, ours.pem()), new Clocks(clocks.wall(), () -> System.nanoTime() * 5));
    waitFor("connected to");
    words.clear();

    assertThat(ours.pem().toFile().setLastModified(1_000_000_000L)).isTrue();

    waitFor("a certificate was renewed");
    waitFor("connected to");
  }

  @Test
  void theBrokerSaysWhenItIsCutOff() throws Exception {
    TestBroker broker = keep(TestBroker.open());
    Stranger twin = keep(new Stranger(broker.address(), "penstock/hall-7/centre/frame"));
    append(3);
    Cable cable = keep(new Cable(broker.port()));
    start(BrokerSettings.open(cable.address("tcp")));
    await().atMost(LONG).until(() -> has(twin, FrameKind.DATA));

    cable.cut();

    await().atMost(LONG).until(() -> has(twin, FrameKind.FAREWELL));
    assertThat(first(twin, FrameKind.FAREWELL).header().created())
        .isEqualTo(first(twin, FrameKind.BIRTH).header().created());
  }

  @Test
  void saysFarewellItselfWhenItStops() throws Exception {
    TestBroker broker = keep(TestBroker.open());
    Stranger twin = keep(new Stranger(broker.address(), "penstock/hall-7/centre/frame"));
    append(3);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    await().atMost(LONG).until(() -> has(twin, FrameKind.DATA));

    uplink.close();

    await().atMost(LONG).until(() -> has(twin, FrameKind.FAREWELL));
  }

  private static boolean has(Stranger twin, FrameKind kind) {
    return frames(twin).stream().anyMatch(f -> f.kind() == kind);
  }

  private static Frame first(Stranger twin, FrameKind kind) {
    return frames(twin).stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  /** Not every broker says so; the one of the other tests does not. */
  @Test
  void saysThatNobodyHasSubscribedAndSendsAllToWhoComesLater() throws Exception {
    HostileBroker broker = keep(new HostileBroker());
    broker.answer = 0x10;
    append(20);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    waitFor("nobody has subscribed to the frames: is the twin running?");
    assertThat(uplink.status().state()).isEqualTo(LinkState.DEGRADED);
    long before = uplink.status().sent();

    broker.answer = 0;

    await().atMost(LONG).until(() -> uplink.status().sent() >= before + 21);
    await().atMost(LONG).until(() -> uplink.status().state() == LinkState.UP);
  }

  @Test
  void aBrokerThatRefusesFramesIsNamedAndAskedEverMoreRarely() throws Exception {
    HostileBroker broker = keep(new HostileBroker());
    broker.answer = 0x97;
    append(20);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    waitFor("which refuses frames: its quota is used up: raise it there");
    await().atMost(LONG).until(() -> refusals(uplink) >= 3);
    assertThat(broker.published.get()).isLessThan(30);
    assertThat(uplink.status().pending()).isEqualTo(21);

    broker.answer = 0;

    await().atMost(LONG).until(() -> uplink.status().sent() >= 21 + 21);
  }

  private static long refusals(Uplink uplink) {
    return uplink.status().notes().getOrDefault("frames refused by the broker", 0L);
  }

  @Test
  void framesFitIntoWhatTheBrokerSaysItTakes() throws Exception {
    TestBroker broker = keep(TestBroker.taking(1500));
    Stranger twin = keep(new Stranger(broker.address(), "twin", "penstock/+/+/frame"));
    acknowledger = MqttUplinkSettings.Acknowledger.BROKER;
    append(1000);
    start(BrokerSettings.open(broker.address()));

    await().atMost(LONG).until(() -> rows(twin) == 1001);
    assertThat(twin.letters).allSatisfy(l -> assertThat(l.payload.length).isLessThan(1500));
  }

  private static long rows(Stranger twin) {
    return frames(twin).stream()
        .filter(frame -> frame.kind() == FrameKind.DATA)
        .mapToLong(frame -> frame.rows().size())
        .sum();
  }

  @Test
  void aBrokerThatTakesNoFrameAtAllIsNamedAndStaysConnected() throws Exception {
    HostileBroker broker = keep(new HostileBroker());
    broker.packetLimit = 300;
    append(1000);
    Uplink uplink = start(BrokerSettings.open(broker.address()));

    waitFor("bytes: allow at least 1 MiB a message there");
    await().atMost(LONG).until(() -> refusals(uplink) >= 2);
    assertThat(broker.connections.get()).isEqualTo(1);
    assertThat(uplink.status().pending()).isEqualTo(1001);
  }

  @Test
  void smallerFramesFollowWhereTheSizeEndsTheConnection() throws Exception {
    HostileBroker broker = keep(new HostileBroker());
    broker.breaksOffAbove = 4500;
    acknowledger = MqttUplinkSettings.Acknowledger.BROKER;
    appendNoise(6, 3000);
    Uplink uplink = start(BrokerSettings.open(broker.address()));

    waitFor("refuses the size of a frame: smaller ones follow");
    await().atMost(LONG.multipliedBy(2)).until(() -> uplink.status().pending() == 0);
    assertThat(uplink.status().rejected()).isZero();
  }

  @Test
  void whatIsNoMqttEndsTheConnectionAtOnceAndAnotherIsMade() throws Exception {
    HostileBroker broker = keep(new HostileBroker());
    append(20);
    Uplink uplink = start(BrokerSettings.open(broker.address()));
    await().atMost(LONG).until(() -> uplink.status().state() == LinkState.UP);

    broker.nonsense.set(new byte[] {0x30, -1, -1, -1, 0x7F}); // A message of 256 MiB follows.
    append(20);

    await().atMost(LONG).until(() -> broker.connections.get() == 2);
    await().atMost(LONG).until(() -> uplink.status().state() == LinkState.UP);
  }

  @Test
  void aBrokerThatForbidsASubscriptionIsNamed() {
    HostileBroker broker = keep(new HostileBroker());
    broker.granted = 0x87;
    start(BrokerSettings.open(broker.address()));

    waitFor("refuses a subscription: allow this client [penstock/hall-7/centre/ack");
  }

  @Test
  void theWayCanBeTriedBesideAnUplinkThatRuns() {
    TestBroker broker = keep(TestBroker.open());
    BrokerSettings way = BrokerSettings.open(broker.address());
    Uplink uplink = start(way);
    waitFor("connected to");

    List<UplinkStep> steps = new MqttUplinkFactory().test(access(way));

    assertThat(steps).extracting(UplinkStep::what).containsExactly("keys", "connect", "send");
    assertThat(steps).allMatch(UplinkStep::ok);
    assertThat(uplink.status().state()).isEqualTo(LinkState.UP);
  }

  @Test
  void theStepThatFailsIsNamed() {
    TestBroker broker = keep(TestBroker.withUser("gateway"));

    List<UplinkStep> steps = new MqttUplinkFactory().test(access(user(broker, "gateway", "wrong")));

    UplinkStep last = steps.get(steps.size() - 1);
    assertThat(last.ok()).isFalse();
    assertThat(last.words()).contains("refuses user and password");
  }

  @Test
  void whoHasTheGatewaysKeyCanHaveRowsSentAgainButNothingTrimmed() throws Exception {
    signer = OTHER;
    TestBroker broker = keep(TestBroker.open());
    BrokerSettings way = BrokerSettings.open(broker.address());
    Stranger twin = keep(new Stranger(broker.address(), "penstock/hall-7/centre/frame"));
    append(20);
    Uplink uplink = start(way);
    await().atMost(LONG).until(() -> has(twin, FrameKind.DATA));
    twin.publish("penstock/hall-7/centre/ack", ack(OTHER, GATEWAY, 21), false);
    twin.publish("penstock/hall-7/centre/ack", ack(TWIN, GATEWAY, 20), false);
    await().atMost(LONG).until(() -> uplink.status().acked() == 20);

    UplinkStep asked =
        new MqttUplinkFactory()
            .replay(access(way), new RowsWanted(journal.epoch(), new Range(5, 8), List.of()));

    assertThat(asked.ok()).as(asked.words()).isTrue();
    await()
        .atMost(LONG)
        .until(
            () -> frames(twin).stream().anyMatch(f -> new Range(5, 8).equals(f.header().cover())));
  }

  @Test
  void refusesAKeyFileThatIsNotOne(@TempDir Path folder) {
    keyFile = folder.resolve("missing.pub");

    assertThatThrownBy(() -> start(BrokerSettings.open(URI.create("tcp://127.0.0.1:1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing.pub");
  }

  @Override
  public void link(LinkState state, String why) {
    words.add(why);
  }

  @Override
  public void rejected(Epoch epoch, long from, long to, String reason) {}

  @Override
  public void forked(Epoch epoch) {}

  @Override
  public void ended(Exception cause) {
    words.add("ended: " + cause);
  }
}
