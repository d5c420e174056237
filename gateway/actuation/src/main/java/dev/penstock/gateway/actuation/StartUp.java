package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.KeySigner;
import dev.penstock.gateway.actuation.audit.AuditException;
import dev.penstock.gateway.actuation.audit.AuditExports;
import dev.penstock.gateway.actuation.audit.AuditFiles;
import dev.penstock.gateway.actuation.audit.AuditLog;
import dev.penstock.gateway.actuation.audit.Custody;
import dev.penstock.gateway.actuation.audit.CustodyHistory;
import dev.penstock.gateway.actuation.audit.Retirement;
import dev.penstock.gateway.actuation.audit.WitnessMemory;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Brings a gate up, in the order in which nothing can be written too early: the own key, the log of
 * earlier runs, the documents, what is still in our hand. A step that fails ends it there.
 */
final class StartUp {

  private static final long NANOS = 1_000_000_000L;

  private final ActuationSettings settings;
  private final CommandGate.Identity identity;
  private final GatePorts ports;
  private final TrustSource source;
  private final Recovery recovery = new Recovery();

  /** A gate that has no thread yet. */
  record Opened(GateCore core, AuditLog log) {}

  StartUp(
      ActuationSettings settings,
      CommandGate.Identity identity,
      GatePorts ports,
      TrustSource source) {
    this.settings = settings;
    this.identity = identity;
    this.ports = ports;
    this.source = source;
  }

  /**
   * Where the log is kept.
   *
   * @param witness away from it
   * @param exports where its full files go; null if they stay
   * @param copier carries them there
   */
  record Store(
      AuditFiles files, WitnessMemory witness, @Nullable AuditExports exports, Executor copier) {}

  Opened run(Store store) throws GateStartException {
    KeySigner signer = source.gatewayKey(identity.gateway(), identity.machineId());
    try {
      CustodyHistory history = new CustodyHistory(identity.gateway());
      AuditLog log = log(store.files(), history);
      TrustSet trust = trust();
      long now = ports.clocks().mono().nanos();
      ModeSwitch mode = new ModeSwitch(settings.mode(), recovery.mode(), now);
      Trail trail = trail(log, store, signer, history);
      trail.start(identity.gateway(), trust, mode.reached(), opening(trust));
      recovery.powered().begin(log.incarnation(), now);
      recovery.twin().budget().start(now);
      Desk desk = desk(trust, mode, trail, signer);
      log.timedBy(() -> recovery.twin().time().seconds(ports.clocks().mono().nanos()));
      GateCore core = new GateCore(desk, source, ports.clocks());
      core.recover(recovery);
      tell(desk);
      return new Opened(core, log);
    } catch (AuditException e) {
      throw new GateStartException(String.valueOf(e.getMessage()), e);
    }
  }

  private AuditLog log(AuditFiles files, CustodyHistory history)
      throws AuditException, GateStartException {
    AuditLog log =
        AuditLog.open(
            files,
            random(),
            ports.clocks().mono(),
            record -> {
              recovery.saw(record);
              history.saw(record);
            });
    new LogMarker(settings.trust()).check(!recovery.hasStarted(), settings.audit());
    log.carry(new Carried(recovery, history));
    return log;
  }

  private TrustSet trust() throws GateStartException {
    TrustSet trust = source.load(identity.gateway(), recovery.rules(), identity.demo());
    if (recovery.rules().contradicts(trust)) {
      throw new GateStartException(
          settings.trust() + ": documents of these versions were in force with other content");
    }
    return trust;
  }

  private Trail trail(AuditLog log, Store store, KeySigner signer, CustodyHistory history)
      throws AuditException {
    Custody custody =
        new Custody(
            log, new Custody.Owner(identity.gateway(), signer), history, store.witness(), random());
    AuditExports exports = store.exports();
    return new Trail(
        log,
        custody,
        exports == null ? null : new Retirement(log, custody, exports, store.copier()));
  }

  private Trail.Opening opening(TrustSet trust) throws GateStartException {
    return new Trail.Opening(
        Instant.ofEpochSecond(ports.clocks().wall().nanos() / NANOS).toString(),
        recovery.rules().knows(trust) ? Map.of() : source.documents());
  }

  private Desk desk(TrustSet trust, ModeSwitch mode, Trail trail, KeySigner signer) {
    GateIdentity own =
        new GateIdentity(
            identity.gateway(), mode, settings.deviceTimeout(), settings.commissioned());
    World.Memory memory =
        new World.Memory(
            new LeaseBook(),
            new World.Barriers(recovery.stops(), recovery.upkeep()),
            new Operations(),
            recovery.powered(),
            recovery.twin());
    Replies replies = new Replies(signer, ports.replies());
    Desk.Book book = new Desk.Book(trail, replies, new Answers(), new Register());
    return new Desk(own, ports, trust, memory, book);
  }

  private void tell(Desk desk) {
    Logger.info(
        "command gate is open: mode={} policy={} leases_to_settle={}",
        desk.mode(),
        desk.trust().policy().head().version(),
        recovery.unsettled().open().size());
  }

  /** 16 bytes in hex. */
  private String random() {
    byte[] random = new byte[16];
    ports.random().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
