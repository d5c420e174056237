package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Observation;
import dev.penstock.contract.Value;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.Verified;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.Claims;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Demand;
import dev.penstock.contract.signing.message.Head;
import dev.penstock.contract.signing.message.Mode;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Origin;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.message.SignedValue;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.contract.testkit.FakeMonotonicClock;
import dev.penstock.contract.testkit.FakeTime;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditFiles;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.MemoryAuditFile;
import dev.penstock.gateway.actuation.audit.MemoryAuditFiles;
import dev.penstock.gateway.actuation.audit.MemoryWitness;
import dev.penstock.gateway.actuation.audit.RecordType;
import dev.penstock.gateway.actuation.audit.WitnessFile;
import dev.penstock.gateway.actuation.audit.WitnessMemory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate on a simulated plant, with somebody who speaks to it. One message at a time. */
final class Bench {

  /** What the gate sent. */
  record Sent(String keyId, Verified envelope) {}

  final FakeTime time = new FakeTime();
  final FakeMonotonicClock uptime = new FakeMonotonicClock();
  final SecureRandom random;
  final Site site;
  final SimulatedPlant plant = new SimulatedPlant(time.mono());
  final List<Sent> sent = new ArrayList<>();

  /** What the gate sent, if nobody checks its signatures. */
  final List<byte[]> unread = new ArrayList<>();

  final List<Sent> checkpoints = new ArrayList<>();
  final List<Observation> readBacks = new ArrayList<>();
  MemoryAuditFile disk = new MemoryAuditFile(1 << 20);

  /** In the place of the one file: as many as it takes, and full ones are exported. */
  @Nullable MemoryAuditFiles files;

  private final MemoryWitness memory = new MemoryWitness();
  Mode mode = Mode.ARMED;
  boolean demo;
  final Map<String, CommissionedLimit> limits = new HashMap<>();
  private final Path folder;
  private final @Nullable TrustSource source;
  private @Nullable GateCore core;
  private @Nullable Challenge challenge;
  private int names;
  private int durableAt = -1;
  private final List<AuditRecord> durable = new ArrayList<>();

  Bench(Path folder) {
    this(folder, 1);
  }

  Bench(Path folder, long seed) {
    this(folder, seeded(seed), null, null);
  }

  /** On a site that is there already, with documents that need not be read again. */
  Bench(Path folder, SecureRandom random, @Nullable Site site, @Nullable TrustSource source) {
    this.folder = folder;
    this.random = random;
    this.site = site == null ? new Site(random) : site;
    this.source = source;
    plant.bindings(this.site.bindings());
    plant.set(Site.PUMP, Value.of(3.0));
    plant.set(Site.VALVE, Value.of(false));
    plant.set(Site.LEVEL, Value.of(12.0));
    plant.set(Site.LOCAL, Value.of(false));
    plant.set(Site.STATE, Value.of("running"));
    plant.set(Site.KEY, Value.of(true));
  }

  static SecureRandom seeded(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the documents and starts the gate. */
  Bench start() throws Exception {
    plant.bindings(site.bindings());
    for (int pump = 1; pump < site.pumps; pump++) {
      plant.set(site.pump(pump), Value.of(3.0));
    }
    site.write(folder);
    restart();
    core().tick();
    return this;
  }

  /** Starts the gate again, with what is on the disk. */
  Bench restart() throws GateStartException {
    GateClocks clocks = new GateClocks(time.wall(), time.mono(), uptime);
    GatePorts ports = new GatePorts(plant, this::receive, readBacks::add, clocks, random);
    core =
        new StartUp(
                new ActuationSettings(
                    mode,
                    folder,
                    folder.resolve("audit.log"),
                    64,
                    Optional.empty(),
                    Duration.ofSeconds(2),
                    limits),
                new CommandGate.Identity(Site.GATEWAY, Site.MACHINE, demo),
                ports,
                source == null ? new TrustFolder(folder) : source)
            .run(store())
            .core();
    return this;
  }

  private StartUp.Store store() {
    WitnessMemory witness =
        source == null ? new WitnessFile(folder.resolve(CommandGate.WITNESS)) : memory;
    if (files == null) {
      return new StartUp.Store(AuditFiles.only(disk), witness, null, Runnable::run);
    }
    files.reopen();
    return new StartUp.Store(files, witness, files, Runnable::run);
  }

  /** Kills the process: only what was forced is left. */
  Bench crash() {
    disk.crash();
    core = null;
    return this;
  }

  private void receive(String keyId, byte[] envelope) {
    if (source != null) {
      unread.add(envelope);
      return;
    }
    Verified verified =
        EnvelopeReader.open(
            envelope,
            EnumSet.of(
                PayloadType.OFFER,
                PayloadType.RECEIPT,
                PayloadType.CHECKPOINT,
                PayloadType.CHALLENGE),
            KeyLookup.of(site.gateway.publicKey()));
    assertThat(verified.isGood()).isTrue();
    switch (verified.type()) {
      case CHALLENGE -> challenged(verified);
      case CHECKPOINT -> checkpoints.add(new Sent(keyId, verified));
      default -> sent.add(new Sent(keyId, verified));
    }
  }

  private void challenged(Verified verified) {
    try {
      challenge = verified.read(Challenge::read);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  /** The newest that the gate sent. */
  Challenge challenge() {
    return Objects.requireNonNull(challenge, "the gate sent no challenge");
  }

  /** The twin answers the newest challenge with its pulse. */
  void pulse() {
    deliver(new Pulse(Site.GATEWAY, "twin", challenge().nonce()), site.twin);
  }

  /** The twin vouches for the documents and says what time it is. */
  void vouch(Instant time) {
    vouch(time, new Freshness.Minimum(1, 1, 1));
  }

  void vouch(Instant time, Freshness.Minimum least) {
    deliver(site.freshness(challenge(), time, least), site.twin);
  }

  GateCore core() {
    return Objects.requireNonNull(core, "the gate is not running");
  }

  void pass(Duration by) {
    time.pass(by);
    uptime.advance(by);
    core().tick();
  }

  /** In small steps, as the gate's thread would see it. */
  void run(Duration span) {
    run(span, Duration.ofMillis(100));
  }

  void run(Duration span, Duration step) {
    for (long left = span.toMillis(); left > 0; left -= step.toMillis()) {
      pass(step);
    }
  }

  Head head(String issuer) {
    return new Head(Site.GATEWAY, "cmd-" + ++names, issuer);
  }

  Select wish(String value) {
    return wish(head("anna"), value, 10);
  }

  Select wish(Head head, String value, int priority) {
    return new Select(
        head,
        new Demand(Site.PUMP, SignedValue.parse(value), "V", Duration.ofSeconds(20), priority),
        Origin.OPERATOR,
        "trying",
        Claims.NONE);
  }

  /** Whether the message got as far as the gate's queue. */
  boolean deliver(byte[] envelope) {
    Verified verified = CommandGate.read(envelope, core().trust().keys());
    if (verified.isGood()) {
      core().take(new Arrived(envelope, verified));
    }
    return verified.isGood();
  }

  boolean deliver(Message message, KeySigner... signers) {
    return deliver(Envelope.sign(message, signers).bytes());
  }

  Offer select(String value) throws Exception {
    return select(wish(value), site.anna);
  }

  Offer select(Select select, KeySigner signer) throws Exception {
    int before = sent.size();
    deliver(select, signer);
    Verified answer = sent.get(before).envelope();
    assertThat(answer.type())
        .as(() -> new String(answer.payload(), StandardCharsets.UTF_8))
        .isEqualTo(PayloadType.OFFER);
    return answer.read(Offer::read);
  }

  Receipt refusedSelect(Select select, KeySigner signer) throws Exception {
    int before = sent.size();
    deliver(select, signer);
    return sent.get(before).envelope().read(Receipt::read);
  }

  Operate order(Offer offer, String issuer) {
    return new Operate(head(issuer), Sha256.hex(offer.bytes()));
  }

  Receipt operate(Offer offer) throws Exception {
    return operate(offer, "anna", site.anna);
  }

  Receipt operate(Offer offer, String issuer, KeySigner signer) throws Exception {
    return answered(order(offer, issuer), signer);
  }

  /** Delivers and gives back the last receipt, after the read-back has had its time. */
  Receipt answered(Message message, KeySigner signer) throws Exception {
    int before = sent.size();
    deliver(message, signer);
    for (int i = 0; i < 30 && sent.size() == before; i++) {
      pass(Duration.ofMillis(50));
    }
    assertThat(sent).as("an answer").hasSizeGreaterThan(before);
    return sent.get(before).envelope().read(Receipt::read);
  }

  /** A whole command of anna's to any point. */
  Receipt command(String point, String value) throws Exception {
    Demand demand = new Demand(point, SignedValue.parse(value), "V", Duration.ofSeconds(20), 10);
    Select select = new Select(head("anna"), demand, Origin.OPERATOR, "trying", Claims.NONE);
    return operate(select(select, site.anna));
  }

  /** What becomes of a whole command of somebody who may not. */
  Receipt refusedOrOffered(Select select, KeySigner signer) throws Exception {
    return operate(select(select, signer), select.head().issuer(), signer);
  }

  /** A whole command of anna's. */
  Receipt command(String value) throws Exception {
    return operate(select(value));
  }

  Receipt control(Control.Action action, Control.Terms terms, String issuer, KeySigner signer)
      throws Exception {
    return answered(new Control(head(issuer), action, terms, "because"), signer);
  }

  Receipt control(Control.Action action, Control.Terms terms) throws Exception {
    return control(action, terms, "anna", site.anna);
  }

  List<Receipt> receipts() throws Exception {
    List<Receipt> receipts = new ArrayList<>();
    for (Sent one : sent) {
      boolean copy = one.keyId().equals(site.twin.keyId());
      if (one.envelope().type() == PayloadType.RECEIPT && !copy) {
        receipts.add(one.envelope().read(Receipt::read));
      }
    }
    return receipts;
  }

  List<Outcome> outcomes() throws Exception {
    return receipts().stream().map(receipt -> receipt.result().outcome()).toList();
  }

  /** The bodies of the records of one type that a crash now would leave. */
  List<String> durable(RecordType type) {
    if (durableAt != disk.forces()) {
      durableAt = disk.forces();
      durable.clear();
      try {
        AuditLog.open(AuditFiles.only(disk.survivor()), "00".repeat(16), time.mono(), durable::add);
      } catch (AuditException e) {
        throw new AssertionError(e);
      }
    }
    return durable.stream().filter(record -> record.type() == type).map(AuditRecord::text).toList();
  }

  /** What the plant saw. */
  List<String> writes() {
    return plant.journal().stream().map(write -> write.value().toString()).toList();
  }
}
