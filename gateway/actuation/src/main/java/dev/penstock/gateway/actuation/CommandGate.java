package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.KeySigner;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verdict;
import dev.penstock.contract.signing.Verified;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditFiles;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.Custody;
import dev.penstock.gateway.actuation.audit.CustodyHistory;
import dev.penstock.gateway.actuation.audit.PlainAuditFiles;
import dev.penstock.gateway.actuation.audit.WitnessMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The command gate with its thread. Messages may come from any thread; they are verified there, so
 * that rubbish takes no place in the queue, and everything else happens on the gate's own thread.
 */
public final class CommandGate implements AutoCloseable {

  private static final int QUEUE = 256;
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(10);
  private static final long AGGREGATE = Duration.ofMinutes(1).toNanos();
  private static final Duration STOPPING = Duration.ofSeconds(3);
  private static final long NANOS = 1_000_000_000L;
  private static final String WITNESS = "audit-witness.note";

  private static final Set<PayloadType> TAKEN =
      EnumSet.of(
          PayloadType.SELECT,
          PayloadType.OPERATE,
          PayloadType.APPROVAL,
          PayloadType.CONTROL,
          PayloadType.COSIGNATURE,
          PayloadType.RESUME,
          PayloadType.REVOCATION);

  /**
   * Which gateway this is.
   *
   * @param machineId what the operating system calls this machine: the gateway's key is for it
   *     alone
   * @param demo whether the demo started it: only then DEMO documents count
   */
  public record Identity(String gateway, String machineId, boolean demo) {}

  private final GateCore core;
  private final AuditLog log;
  private final GateClocks clocks;
  private final BlockingQueue<Arrived> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Map<Verdict, LongAdder> ignored = new ConcurrentHashMap<>();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile KeyLookup keys;
  private volatile GateStatus status;
  private volatile boolean closing;
  private long nextAggregate;
  private Map<String, Long> aggregated = Map.of();

  private CommandGate(GateCore core, AuditLog log, GateClocks clocks) {
    this.core = core;
    this.log = log;
    this.clocks = clocks;
    this.keys = core.trust().keys();
    this.status = core.status(Map.of(), 0);
    this.nextAggregate = clocks.mono().nanos() + AGGREGATE;
    this.thread = new Thread(this::run, "command-gate");
  }

  /**
   * Opens the log, loads the trust set and starts. Outputs that an earlier run left in our hand are
   * brought back as soon as their devices can be read.
   *
   * @throws GateStartException if anything is not as it must be; then nothing is ever written
   */
  public static CommandGate open(ActuationSettings settings, Identity identity, GatePorts ports)
      throws GateStartException {
    try {
      LogMarker marker = new LogMarker(settings.trust());
      marker.check(!PlainAuditFiles.exist(settings.audit()), settings.audit());
      AuditFiles files = PlainAuditFiles.open(settings.audit(), settings.auditBytes());
      try {
        Opened opened = open(files, settings, identity, ports);
        marker.leave();
        CommandGate gate = new CommandGate(opened.core(), opened.log(), ports.clocks());
        gate.thread.start();
        return gate;
      } catch (GateStartException | RuntimeException e) {
        files.close();
        throw e;
      }
    } catch (AuditException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A gate that has no thread yet. */
  record Opened(GateCore core, AuditLog log) {}

  static Opened open(
      AuditFiles files, ActuationSettings settings, Identity identity, GatePorts ports)
      throws GateStartException {
    TrustFolder folder = new TrustFolder(settings.trust());
    KeySigner signer = folder.gatewayKey(identity.gateway(), identity.machineId());
    String incarnation = random(ports);
    Recovery recovery = new Recovery();
    CustodyHistory custodyHistory = new CustodyHistory(identity.gateway());
    try {
      AuditLog log =
          AuditLog.open(
              files,
              incarnation,
              ports.clocks().mono(),
              record -> {
                recovery.saw(record);
                custodyHistory.saw(record);
              });
      new LogMarker(settings.trust()).check(!recovery.hasStarted(), settings.audit());
      TrustSet trust =
          folder.load(identity.gateway(), recovery.versions(), recovery.revoked(), identity.demo());
      if (recovery.contradicts(trust)) {
        throw new GateStartException(
            settings.trust() + ": documents of these versions were in force with other content");
      }
      Custody custody =
          new Custody(
              log,
              new Custody.Owner(identity.gateway(), signer),
              custodyHistory,
              new WitnessMemory(settings.trust().resolve(WITNESS)),
              random(ports));
      Trail trail = new Trail(log, custody);
      Trail.Opening opening =
          new Trail.Opening(
              Instant.ofEpochSecond(ports.clocks().wall().nanos() / NANOS).toString(),
              recovery.knows(trust) ? Map.of() : folder.documents());
      trail.start(identity.gateway(), trust, settings.mode().name(), opening);
      recovery.powered().begin(incarnation, ports.clocks().mono().nanos());
      GateCore core = core(settings, identity, ports, trust, trail, signer, recovery);
      core.recover(recovery);
      Logger.info(
          "command gate is open: mode={} policy={} leases_to_settle={}",
          trust.atMost(settings.mode()),
          trust.policy().head().version(),
          recovery.open().size());
      return new Opened(core, log);
    } catch (AuditException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  /** 16 bytes in hex. */
  private static String random(GatePorts ports) {
    byte[] random = new byte[16];
    ports.random().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static GateCore core(
      ActuationSettings settings,
      Identity identity,
      GatePorts ports,
      TrustSet trust,
      Trail trail,
      KeySigner signer,
      Recovery recovery) {
    Desk.Identity own =
        new Desk.Identity(identity.gateway(), settings.mode(), settings.deviceTimeout());
    World.Memory memory =
        new World.Memory(new LeaseBook(), new Stops(), new Operations(), recovery.powered());
    Replies replies = new Replies(signer, ports.replies(), trust::twins);
    Desk.Book book = new Desk.Book(trail, replies, new Answers(), new Register());
    return new GateCore(new Desk(own, ports, trust, memory, book), ports.clocks());
  }

  /** Gives the gate an envelope from anybody. Does not wait and does not throw. */
  public void submit(byte[] envelope) {
    Verified verified = read(envelope, keys);
    if (!verified.isGood()) {
      ignored.computeIfAbsent(verified.verdict(), v -> new LongAdder()).increment();
    } else if (!queue.offer(new Arrived(envelope, verified))) {
      dropped.incrementAndGet();
    }
  }

  /** Size, shape, type, key id, signature: nothing else of the message was looked at. */
  static Verified read(byte[] envelope, KeyLookup keys) {
    return EnvelopeReader.open(envelope, TAKEN, keys);
  }

  /** As of the last turn of the gate's thread. */
  public GateStatus status() {
    return status;
  }

  private void run() {
    while (!closing) {
      try {
        turn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void turn() throws InterruptedException {
    Duration wait = core.isBusy() ? BUSY : IDLE;
    @Nullable Arrived message = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    if (message != null) {
      core.take(message);
    }
    core.tick();
    keys = core.trust().keys();
    status = core.status(counts(), dropped.get());
    aggregate();
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    ignored.forEach((verdict, count) -> counts.put(verdict.name(), count.sum()));
    return counts;
  }

  private void aggregate() {
    long now = clocks.mono().nanos();
    if (now - nextAggregate < 0) {
      return;
    }
    nextAggregate = now + AGGREGATE;
    Map<String, Long> counts = counts();
    if (!counts.equals(aggregated)) {
      aggregated = counts;
      core.aggregate(counts.toString());
    }
  }

  /** Stops taking messages. Outputs that are held stay as they are; the next start settles them. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(STOPPING.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(STOPPING.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    core.sealLog();
    log.close();
  }
}
