package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.EnvelopeReader;
import dev.penstock.contract.signing.KeyLookup;
import dev.penstock.contract.signing.PayloadType;
import dev.penstock.contract.signing.Verdict;
import dev.penstock.contract.signing.Verified;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditFiles;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.ExportFolder;
import dev.penstock.gateway.actuation.audit.PlainAuditFiles;
import dev.penstock.gateway.actuation.audit.WitnessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The command gate with its thread. Messages may come from any thread; they are verified there, so
 * that rubbish takes no place in the queue, and everything else happens on the gate's own thread.
 */
public final class CommandGate implements AutoCloseable {

  static final String WITNESS = "audit-witness.note";
  private static final int QUEUE = 256;
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(10);
  private static final long INBOX = Duration.ofSeconds(1).toNanos();
  private static final long AGGREGATE = Duration.ofMinutes(1).toNanos();
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private static final Set<PayloadType> TAKEN =
      EnumSet.of(
          PayloadType.SELECT,
          PayloadType.OPERATE,
          PayloadType.APPROVAL,
          PayloadType.CONTROL,
          PayloadType.COSIGNATURE,
          PayloadType.RESUME,
          PayloadType.MODE,
          PayloadType.PULSE,
          PayloadType.FRESHNESS,
          PayloadType.ROOT,
          PayloadType.POLICY,
          PayloadType.ROSTER,
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
  private volatile Set<String> maintained;
  private volatile boolean closing;
  private final TrustInbox inbox;
  private long nextLook;
  private long nextAggregate;
  private Map<String, Long> aggregated = Map.of();

  private CommandGate(GateCore core, AuditLog log, GateClocks clocks, Path trust) {
    this.core = core;
    this.log = log;
    this.clocks = clocks;
    this.keys = core.trust().keys();
    this.status = core.status(Map.of(), 0);
    this.maintained = core.maintained();
    this.inbox = new TrustInbox(trust, this::takes);
    this.nextLook = clocks.mono().nanos();
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
        StartUp.Opened opened =
            new StartUp(settings, identity, ports, new TrustFolder(settings.trust()))
                .run(store(settings, files));
        marker.leave();
        CommandGate gate =
            new CommandGate(opened.core(), opened.log(), ports.clocks(), settings.trust());
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

  private static StartUp.Store store(ActuationSettings settings, AuditFiles files) {
    ExportFolder exports = settings.auditExports().map(ExportFolder::new).orElse(null);
    WitnessFile witness = new WitnessFile(settings.trust().resolve(WITNESS));
    return new StartUp.Store(files, witness, exports, CommandGate::copy);
  }

  private static void copy(Runnable task) {
    Thread copier = new Thread(task, "audit-export");
    copier.setDaemon(true);
    copier.start();
  }

  /** Gives the gate an envelope from anybody. Does not wait and does not throw. */
  public void submit(byte[] envelope) {
    takes(envelope);
  }

  private TrustInbox.Taken takes(byte[] envelope) {
    Verified verified = read(envelope, keys);
    if (!verified.isGood()) {
      ignored.computeIfAbsent(verified.verdict(), v -> new LongAdder()).increment();
      return TrustInbox.Taken.UNSIGNED;
    }
    if (!queue.offer(new Arrived(envelope, verified))) {
      dropped.incrementAndGet();
      return TrustInbox.Taken.LATER;
    }
    return TrustInbox.Taken.YES;
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
    maintained = core.maintained();
    status = core.status(counts(), dropped.get());
    aggregate();
    lookIntoInbox();
  }

  private void lookIntoInbox() {
    long now = clocks.mono().nanos();
    if (now - nextLook >= 0) {
      nextLook = now + INBOX;
      inbox.look();
    }
  }

  /** Whether a device is under maintenance: its rows are to be marked. From any thread. */
  public boolean isUnderMaintenance(String device) {
    return maintained.contains(device);
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
