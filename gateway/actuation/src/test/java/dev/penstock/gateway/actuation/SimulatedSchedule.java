package dev.penstock.gateway.actuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.Value;
import dev.penstock.contract.signing.Envelope;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.Message;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Sha256;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import dev.penstock.contract.signing.json.Texts;
import dev.penstock.contract.signing.log.SignedNote;
import dev.penstock.contract.signing.message.Challenge;
import dev.penstock.contract.signing.message.Checkpoint;
import dev.penstock.contract.signing.message.Control;
import dev.penstock.contract.signing.message.Cosignature;
import dev.penstock.contract.signing.message.LogHead;
import dev.penstock.contract.signing.message.Offer;
import dev.penstock.contract.signing.message.Operate;
import dev.penstock.contract.signing.message.Outcome;
import dev.penstock.contract.signing.message.Pulse;
import dev.penstock.contract.signing.message.Receipt;
import dev.penstock.contract.signing.message.Select;
import dev.penstock.contract.signing.trust.Freshness;
import dev.penstock.gateway.actuation.audit.AuditArchive;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditKeys;
import dev.penstock.gateway.actuation.audit.AuditRecord;
import dev.penstock.gateway.actuation.audit.AuditVerifier;
import dev.penstock.gateway.actuation.audit.MemoryAuditFiles;
import dev.penstock.gateway.actuation.audit.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One seeded story of a gate, its plant, its network and its people, checked at every step. */
final class SimulatedSchedule {

  private static final int STEPS = 22;
  private static final String SAFE = "1";
  private static final String BEFORE = "3";
  private static final double BY_HAND = 7.5;
  private static final int FILE_BYTES = 26 << 10;
  private static final int STEPS_OF_ALL_KINDS = 30;
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");
  private static final Pattern ANSWERS = Pattern.compile("\"answers\":\"([0-9a-f]*)\"");

  /** What is to have happened somewhere in so many schedules; else they prove little. */
  enum Event {
    CONFIRMED,
    PRE_EMPTED,
    RENEWED,
    RELEASED,
    REFUSED,
    UNKNOWN,
    MISMATCH,
    NOT_DONE,
    ABORTED,
    REVERTED,
    REVERT_FAILED,
    OVERRIDDEN,
    ENDED_LOCAL,
    KILLED,
    POWER_CUT,
    REBOOTED,
    SUSPENDED,
    NEW_POLICY,
    NEW_ROSTER,
    KEY_REVOKED,
    VOUCHED,
    PULSED,
    DISK_FAILED,
    DISK_FULL,
    FILE_TURNED,
    FILE_REMOVED
  }

  /** Counts over all schedules. Safe for any thread. */
  static final class Tally {
    private final Map<Event, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> codes = new ConcurrentHashMap<>();

    void refused(String code) {
      count(Event.REFUSED);
      codes.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    void count(Event event) {
      counts.computeIfAbsent(event, e -> new LongAdder()).increment();
    }

    List<Event> untouched() {
      return List.of(Event.values()).stream().filter(e -> !counts.containsKey(e)).toList();
    }

    @Override
    public String toString() {
      return new EnumMap<>(counts) + " refused " + codes;
    }
  }

  /** The process is killed here. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** An offer and whose it is. */
  private record Offered(Offer offer, String issuer, KeySigner key) {}

  private final SimulatedSite site;
  private final Bench bench;
  private final MemoryAuditFiles files = new MemoryAuditFiles(FILE_BYTES);
  private final Random chance;
  private final Tally tally;

  /** What is under way in the network, and what was there once. */
  private final List<byte[]> network = new ArrayList<>();

  private final List<byte[]> past = new ArrayList<>();
  private final List<Offered> offers = new ArrayList<>();
  private final List<String> leases = new ArrayList<>();
  private final List<String> stops = new ArrayList<>();

  /** Values that were written to the pump, in the order of the attempts. */
  private final List<String> attempts = new ArrayList<>();

  /** Values that commands asked for, and those that somebody else set. */
  private final Set<String> wished = new HashSet<>();

  /** OPERATEs that were refused before they had an intent. */
  private final Set<String> refused = new HashSet<>();

  private final List<String> intended = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private int revertIntents;
  private int recordsSeen;
  private int wishes;
  private int killOneIn;

  /** Values that were left when somebody took over at the device, or a failure was told. */
  private final Set<String> leftToPeople = new HashSet<>();

  /** What the gate last sent to its twin. */
  private byte @Nullable [] challenge;

  private byte @Nullable [] checkpoint;

  /** Reverts may be written without a record as long as the disk takes none. */
  private boolean broken;

  private boolean vouched;
  private boolean revoked;

  SimulatedSchedule(SimulatedSite site, long seed, Tally tally) {
    this.site = site;
    this.bench = new Bench(site.folder, Bench.seeded(seed), site.site, new SimulatedTrust(site));
    this.chance = new Random(seed);
    this.tally = tally;
  }

  void run() throws Exception {
    bench.files = files;
    bench.restart();
    bench.core().tick();
    bench.plant.beforeWrite(this::checkIntent);
    bench.plant.beforeRead(this::maybeKill);
    bench.plant.afterWrite(this::maybeKill);
    files.hook(this::maybeKill);
    for (int step = 0; step < STEPS; step++) {
      killOneIn = 20 + chance.nextInt(60);
      try {
        step();
        hear();
      } catch (Killed e) {
        tally.count(Event.KILLED);
        restart();
      }
      check();
    }
    settle();
    if (chance.nextInt(50) == 0) {
      inspect();
    }
  }

  private void step() throws Exception {
    if (broken && chance.nextInt(4) == 0) {
      die();
    }
    switch (chance.nextInt(STEPS_OF_ALL_KINDS)) {
      case 0, 1, 2, 3 -> select();
      case 4, 5, 6, 7 -> operate();
      case 8, 9, 10, 11, 12 -> deliver();
      case 13 -> again();
      case 14 -> control();
      case 15 -> bench.plant.manner(any(List.of(SimulatedPlant.Manner.values())));
      case 16 -> bench.plant.manner(SimulatedPlant.Manner.OBEYS);
      case 17 -> bench.plant.set(Site.LEVEL, Value.of(chance.nextInt(3) > 0 ? 12.0 : 4.0));
      case 18 -> hands();
      case 19, 20 -> bench.run(Duration.ofMillis(100L * (1 + chance.nextInt(80))));
      case 21 -> bench.plant.deliverDelayed();
      case 22 -> clocks();
      case 23, 24, 25 -> twin();
      case 26 -> paper();
      case 27 -> disk();
      default -> die();
    }
  }

  /** Every wish is for another value, so that a value names its wish. */
  private void select() {
    boolean chief = chance.nextInt(4) == 0;
    String issuer = chief ? "carla" : "anna";
    KeySigner key = chief ? bench.site.carla : bench.site.anna;
    String value = "5." + (100 + ++wishes);
    wished.add(value);
    Select select = bench.wish(bench.head(issuer), value, chief ? 80 : 10);
    send(select, key);
    deliver();
  }

  private void operate() {
    if (offers.isEmpty()) {
      return;
    }
    int newest = offers.size() - 1;
    Offered offered = offers.get(chance.nextInt(3) > 0 ? newest : chance.nextInt(newest + 1));
    Operate operate =
        new Operate(bench.head(offered.issuer()), Sha256.hex(offered.offer().bytes()));
    send(operate, offered.key());
    deliver();
  }

  private void control() {
    switch (chance.nextInt(5)) {
      case 0 -> onLease(Control.Action.RELEASE, 0);
      case 1, 2 -> onLease(Control.Action.RENEW, 1 + chance.nextInt(2));
      case 3 -> send(control(Control.Action.FREEZE, Control.Terms.NONE), bench.site.anna);
      default -> {
        if (!stops.isEmpty()) {
          Control.Terms terms = Control.Terms.of(any(stops));
          send(control(Control.Action.RESET, terms), bench.site.anna);
        }
      }
    }
    deliver();
  }

  private void onLease(Control.Action action, long number) {
    if (!leases.isEmpty()) {
      String newest = leases.get(leases.size() - 1);
      send(control(action, new Control.Terms(newest, number, List.of(), 0)), bench.site.anna);
    }
  }

  private Control control(Control.Action action, Control.Terms terms) {
    return new Control(bench.head("anna"), action, terms, "because");
  }

  private void send(Message message, KeySigner key) {
    network.add(Envelope.sign(message, key).bytes());
  }

  /** Whatever is under way arrives in any order, or not at all. */
  private void deliver() {
    if (network.isEmpty() || chance.nextInt(8) == 0) {
      return;
    }
    byte[] message = network.remove(chance.nextInt(4) > 0 ? network.size() - 1 : 0);
    past.add(message);
    if (chance.nextInt(12) > 0) {
      bench.deliver(message);
    }
  }

  /** Somebody who recorded everything sends it again. */
  private void again() {
    if (!past.isEmpty()) {
      bench.deliver(any(past));
    }
  }

  /** Somebody at the plant. */
  private void hands() {
    switch (chance.nextInt(3)) {
      case 0 -> {
        bench.plant.set(Site.PUMP, Value.of(BY_HAND));
      }
      case 1 -> bench.plant.set(Site.LOCAL, Value.of(true));
      default -> bench.plant.set(Site.LOCAL, Value.of(false));
    }
  }

  private void clocks() {
    bench.time.wall().advance(Duration.ofHours(chance.nextInt(100) - 50));
    if (chance.nextInt(3) == 0) {
      tally.count(Event.SUSPENDED);
      vouched = false;
      bench.uptime.advance(Duration.ofMinutes(5));
      bench.pass(Duration.ofMillis(100));
    }
  }

  /** The twin answers, if the network lets it. */
  private void twin() throws MalformedException {
    Site its = bench.site;
    if (challenge != null) {
      Challenge asked = Challenge.read(payload(challenge));
      if (chance.nextBoolean()) {
        send(new Pulse(Site.GATEWAY, "twin", asked.nonce()), its.twin);
        tally.count(Event.PULSED);
      } else {
        Instant now = Site.MADE.plusSeconds(60);
        send(its.freshness(asked, now, new Freshness.Minimum(1, 1, 1)), its.twin);
        vouched = true;
        tally.count(Event.VOUCHED);
      }
    }
    if (checkpoint != null && chance.nextInt(3) > 0) {
      Checkpoint said = Checkpoint.read(payload(checkpoint));
      LogHead head = said.head();
      String line = SignedNote.sign(head, "twin", its.twin.publicKey(), its.twin);
      send(new Cosignature(Site.GATEWAY, "twin", head, said.signature(), line), its.twin);
    }
    for (int i = network.size(); i > 0; i--) {
      deliver();
    }
  }

  /** Somebody brings a document, perhaps an old one. */
  private void paper() {
    switch (chance.nextInt(5)) {
      case 0, 1 -> bring(any(site.policies));
      case 2, 3 -> bring(any(site.rosters));
      default -> {
        if (chance.nextInt(4) == 0) {
          bench.deliver(site.revocation);
        }
      }
    }
  }

  /** Its signatures were verified when the site was made, by the same keys. */
  private void bring(SimulatedSite.Paper paper) {
    bench.core().take(new Arrived(paper.envelope(), paper.verified()));
  }

  private void disk() {
    switch (chance.nextInt(4)) {
      case 0 -> {
        files.last().fail(true);
        broken = true;
        tally.count(Event.DISK_FAILED);
      }
      case 1 -> {
        files.hasSpace = !files.hasSpace;
        tally.count(Event.DISK_FULL);
      }
      case 2 -> files.unplugged = !files.unplugged;
      default -> files.hasSpace = true;
    }
  }

  private void die() {
    throw new Killed();
  }

  private void maybeKill() {
    if (killOneIn > 0 && chance.nextInt(killOneIn) == 0) {
      throw new Killed();
    }
  }

  private void restart() throws Exception {
    for (int attempt = 0; attempt < 20; attempt++) {
      fall();
      try {
        bench.restart();
        return;
      } catch (Killed e) {
        killOneIn = 200;
      } catch (GateStartException e) {
        assertThat(files.hasSpace).as("a gate that does not start: %s", e.getMessage()).isFalse();
        files.hasSpace = true;
      }
    }
    throw new AssertionError("twenty kills in a row");
  }

  /** The process dies, with the machine or alone; requests that were under way die with it. */
  private void fall() {
    boolean power = chance.nextInt(3) == 0;
    if (power) {
      tally.count(Event.POWER_CUT);
      files.last().crash(chance.nextInt(files.last().unforced() + 1));
      tally.count(Event.REBOOTED);
      bench.time.mono().reboot(chance.nextInt(1_000_000));
      bench.uptime.reboot(chance.nextInt(1_000_000));
    } else {
      files.last().crash(files.last().unforced());
    }
    readLog();
    files.last().fail(false);
    broken = false;
    vouched = false;
    challenge = null;
    checkpoint = null;
    bench.plant.dropDelayed();
    bench.crash();
  }

  private <T> T any(List<T> choices) {
    return choices.get(chance.nextInt(choices.size()));
  }

  /** What the gate said. Its signatures are another test's matter. */
  private void hear() throws MalformedException {
    for (byte[] envelope : bench.unread) {
      String kind = new String(envelope, 0, 80, StandardCharsets.UTF_8);
      if (kind.contains(PayloadType.OFFER.mediaType())) {
        offered(Offer.read(payload(envelope)));
      } else if (kind.contains(PayloadType.RECEIPT.mediaType())) {
        heard(Receipt.read(payload(envelope)));
      } else if (kind.contains(PayloadType.CHALLENGE.mediaType())) {
        challenge = envelope;
      } else if (kind.contains(PayloadType.CHECKPOINT.mediaType())) {
        checkpoint = envelope;
      }
    }
    bench.unread.clear();
  }

  private static byte[] payload(byte[] envelope) throws MalformedException {
    return StrictJson.read(
        envelope,
        PayloadType.ROOT.maxBytes(),
        in -> {
          in.string("payloadType");
          in.objects("signatures", 16, mark -> mark.string("keyid") + mark.string("sig"));
          return Texts.base64("payload", in.string("payload"));
        });
  }

  private void offered(Offer offer) {
    boolean chief = offer.reply().to().equals(bench.site.carla.keyId());
    offers.add(
        new Offered(offer, chief ? "carla" : "anna", chief ? bench.site.carla : bench.site.anna));
  }

  private void heard(Receipt receipt) {
    Outcome outcome = receipt.result().outcome();
    switch (outcome) {
      case REFUSED -> {
        boolean recorded = !receipt.result().code().equals(Reason.LOG_UNAVAILABLE.name());
        if (recorded && !answered.contains(receipt.answers())) {
          refused.add(receipt.answers());
        }
        tally.refused(receipt.result().code());
      }
      case CONFIRMED -> {
        tally.count(Event.CONFIRMED);
        if (receipt.execution() != null) {
          leases.add(receipt.execution().lease().id());
        }
      }
      case ENDED -> tally.count(Event.PRE_EMPTED);
      case ACCEPTED -> {
        if (receipt.result().words().contains("RESET")) {
          stops.add(receipt.answers());
        } else if (receipt.result().words().contains("its time again")) {
          tally.count(Event.RENEWED);
        } else if (receipt.result().words().contains("goes back")) {
          tally.count(Event.RELEASED);
        }
      }
      case UNKNOWN -> tally.count(Event.UNKNOWN);
      case MISMATCH -> tally.count(Event.MISMATCH);
      case NOT_DONE -> tally.count(Event.NOT_DONE);
      case ABORTED -> tally.count(Event.ABORTED);
      case REVERTED -> tally.count(Event.REVERTED);
      case REVERT_FAILED -> tally.count(Event.REVERT_FAILED);
      case OVERRIDDEN -> tally.count(Event.OVERRIDDEN);
      case ENDED_LOCAL -> tally.count(Event.ENDED_LOCAL);
      default -> {}
    }
  }

  /** Learns what became durable. */
  private void readLog() {
    List<AuditRecord> durable = files.durable();
    for (AuditRecord record : durable.subList(recordsSeen, durable.size())) {
      switch (record.type()) {
        case INTENT -> {
          intended.add(found(VALUE, record.text()));
          String operate = found(ANSWERS, record.text());
          assertThat(answered.add(operate)).as("two intents for one OPERATE").isTrue();
          assertThat(refused).as("an intent after its refusal").doesNotContain(operate);
          if (record.text().contains("\"issuer\":\"carla\"")) {
            assertThat(revoked).as("an intent of a revoked key").isFalse();
            assertThat(vouched).as("an intent that needs the twin, without it").isTrue();
          }
        }
        case REVOCATION -> {
          revoked = true;
          tally.count(Event.KEY_REVOKED);
        }
        case TRUST_SET -> trustSet(record.text());
        case CARRIED_OVER -> tally.count(Event.FILE_TURNED);
        case EXPORTED -> tally.count(Event.FILE_REMOVED);
        case REVERT_INTENT -> revertIntents++;
        default -> {
          if (isGivenAway(record)) {
            leftToPeople.add(bench.plant.value(Site.PUMP).toString());
          }
        }
      }
    }
    recordsSeen = durable.size();
  }

  private void trustSet(String text) {
    if (!text.contains("\"policy\":\"1\"")) {
      tally.count(Event.NEW_POLICY);
    }
    if (!text.contains("\"roster\":\"1\"")) {
      tally.count(Event.NEW_ROSTER);
    }
  }

  private static boolean isGivenAway(AuditRecord record) {
    return record.type() == RecordType.OVERRIDDEN
        || (record.type() == RecordType.LEASE_END && record.text().contains("ENDED_LOCAL"))
        || record.text().contains("REVERT_FAILED");
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  /** What is being written must stand in what would survive a crash now. */
  private void checkIntent(SimulatedPlant.Write write) {
    readLog();
    String value = write.value().toString();
    if (value.equals(SAFE) && (broken || !files.hasSpace)) {
      return;
    }
    attempts.add(value);
    int times = Collections.frequency(attempts, value);
    if (value.equals(SAFE)) {
      assertThat(revertIntents).as("durable intents of reverts").isGreaterThanOrEqualTo(times);
    } else {
      assertThat(times)
          .as("writes of %s, each with a durable intent of its own", value)
          .isLessThanOrEqualTo(Collections.frequency(intended, value));
    }
  }

  /** An output that a command moved has a holder, or is on its way back, or is in known hands. */
  private void check() {
    readLog();
    if (!hasLeases()) {
      bench.plant.dropDelayed();
      String value = bench.plant.value(Site.PUMP).toString();
      if (broken || !files.hasSpace) {
        // Somebody may have taken over, and the disk does not take the record that says so.
        leftToPeople.add(value);
      }
      boolean alone = wished.contains(value) && !leftToPeople.contains(value);
      assertThat(alone).as("an output at %s that nobody holds", value).isFalse();
    }
  }

  private boolean hasLeases() {
    return !bench.core().status(Map.of(), 0).leases().isEmpty();
  }

  /** Left alone, the plant ends with the safe value, with the one before all, or in other hands. */
  private void settle() throws Exception {
    killOneIn = 0;
    files.hasSpace = true;
    if (broken) {
      restart();
    }
    bench.plant.manner(SimulatedPlant.Manner.OBEYS);
    bench.plant.set(Site.LOCAL, Value.of(false));
    bench.plant.set(Site.LEVEL, Value.of(12.0));
    bench.run(Duration.ofSeconds(25), Duration.ofMillis(250));
    hear();
    check();
    assertThat(hasLeases()).as("leases after everything").isFalse();
    leftToPeople.addAll(List.of(BEFORE, SAFE, Value.of(BY_HAND).toString()));
    assertThat(bench.plant.value(Site.PUMP).toString()).isIn(leftToPeople);
  }

  /** An inspector finds every record signed and in its place, and what is left says as much. */
  private void inspect() throws Exception {
    AuditKeys keys = new AuditKeys(bench.site.gateway.publicKey(), Set.of(), List.of(), List.of());
    bench.core().sealLog();
    assertThat(AuditVerifier.verify(files.whole(), keys).damage()).isNull();
    assertThat(AuditVerifier.verify(files.rest(), keys).damage()).isNull();
    assertThat(known(files.rest())).isEqualTo(known(files.whole()));
  }

  private static String known(AuditArchive log) throws AuditException {
    Recovery recovery = new Recovery();
    assertThat(log.read(recovery::saw)).isEmpty();
    JsonWriter out = new JsonWriter().object();
    recovery.write(out);
    return out.endObject().toString();
  }
}
