package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.LossCause;
import dev.penstock.contract.uplink.UplinkSetup;
import dev.penstock.gateway.console.Console;
import dev.penstock.gateway.console.GatewayStatus;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tinylog.Logger;

/**
 * The process, wired once and in order: spine, telemetry path, devices, command gate, uplinks,
 * console. Closed in reverse, but for the gate, which needs its devices to leave them safe.
 */
public final class Gateway implements AutoCloseable {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final GatewayPlan plan;
  private final Spine spine;
  private final ClockBook book;
  private final GatewayClock clock;
  private final LossTeller teller;
  private final IdleTeller idle;
  private final Supervisor supervisor;
  private final List<DeviceSlot> devices = new ArrayList<>();
  private final CommandSide commands;
  private final List<UplinkSlot> uplinks = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Gateway(GatewayPlan plan, Spine spine, boolean demo) throws GatewayException {
    this.plan = plan;
    this.spine = spine;
    this.book = new ClockBook(spine.journal(), spine.clocks());
    this.clock = new GatewayClock(spine.clocks(), book, ChronyReference.ofSystem());
    this.teller = new LossTeller(spine.losses(), spine.journal(), spine.clocks());
    this.idle = new IdleTeller(spine.lastValues(), spine.journal(), book, spine.clocks());
    this.supervisor = new Supervisor(new SecureRandom());
    TelemetryPath path = new TelemetryPath(book, spine.lastValues(), spine.journal());
    plan.devices().forEach(device -> devices.add(slot(device, path)));
    this.commands =
        CommandSide.open(plan, spine, new PlantReader(devices, spine.lastValues(), path), demo);
    path.underMaintenance(commands::isUnderMaintenance);
    Forks forks = new Forks(spine.journal(), spine.clocks().mono(), book::restate);
    plan.uplinks()
        .forEach(
            uplink ->
                uplinks.add(
                    new UplinkSlot(
                        uplink, this::setup, spine.journal(), spine.losses(), forks::seen)));
  }

  /**
   * Opens the journal and the gate; nothing is connected yet.
   *
   * @param demo whether a trust set stamped DEMO is good enough
   */
  public static Gateway open(GatewayPlan plan, boolean demo) throws GatewayException {
    Spine spine = Spine.open(plan, SystemClocks.clocks());
    try {
      return new Gateway(plan, spine, demo);
    } catch (GatewayException | RuntimeException e) {
      spine.close();
      throw e;
    }
  }

  /** Connects everything, and returns at once; what cannot connect yet is tried again and again. */
  public void start() {
    GatewaySettings settings = plan.settings();
    Logger.info(
        "gateway starting gateway={} version={} epoch={} journal={} sync=\"{}\"",
        settings.gateway(),
        Version.text(),
        spine.journal().epoch(),
        settings.journal().folder(),
        settings.journal().lossWindow());
    beginStoppedGaps();
    spine.journal().onDurable(mark -> devices.forEach(device -> device.durable(mark)));
    devices.forEach(device -> device.start(supervisor));
    commands.start();
    uplinks.forEach(uplink -> uplink.start(supervisor));
    spine.journal().onAppended(() -> uplinks.forEach(UplinkSlot::appended));
    if (settings.console().enabled()) {
      supervisor.watch("console", this::openConsole).start();
    }
    supervisor.every(TICK, "clock", clock::tick);
    supervisor.every(TICK, "losses", teller::tell);
    supervisor.every(TICK, "silence", idle::tell);
  }

  /** What was not read while nothing ran is missing until each device's next value. */
  private void beginStoppedGaps() {
    long lastSeen = PreviousRun.lastSeen(spine.journal());
    if (lastSeen != ObservationBatch.ABSENT) {
      devices.forEach(device -> device.intake().beginGap(LossCause.STOPPED, lastSeen));
    }
  }

  private DeviceSlot slot(DevicePlan device, TelemetryPath path) {
    Path folder = plan.settings().data().resolve("devices").resolve(device.device());
    return new DeviceSlot(
        device, folder, path, spine, new DeviceSlot.Rules(book, plan.settings().admission()));
  }

  private <S extends Record> UplinkSetup<S> setup(UplinkPlan uplink, S settings) {
    return new UplinkSetup<>(
        plan.settings().gateway(),
        uplink.uplink(),
        settings,
        spine.journal(),
        spine.journal().cursor(uplink.uplink(), uplink.required()),
        spine.lastValues(),
        spine.signer(),
        spine.clocks());
  }

  private AutoCloseable openConsole() throws Exception {
    Clocks clocks = spine.clocks();
    ConsoleView view =
        new ConsoleView(
            this::identity,
            book,
            clocks,
            new ConsoleView.Parts(
                new PlantView(devices, spine.lastValues(), clocks),
                new DeliveryView(spine.journal(), uplinks, spine.losses(), clocks),
                commands::status,
                new Metrics(devices, spine.journal(), uplinks, spine.losses())));
    Console console = new Console(plan.settings().console().toSettings(), view);
    try {
      console.start();
    } catch (Exception e) {
      console.close();
      throw e;
    }
    RunFile run = new RunFile(plan.settings().data());
    run.write(console.uri());
    return () -> {
      run.delete();
      console.close();
    };
  }

  private GatewayStatus.Identity identity() {
    return new GatewayStatus.Identity(
        plan.settings().gateway(), Version.text(), spine.journal().epoch().toString());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    commands.close();
    devices.forEach(DeviceSlot::close);
    devices.forEach(device -> Account.log(device.intake()));
    teller.tell();
    supervisor.close();
    spine.close();
    Logger.info("gateway stopped gateway={}", plan.settings().gateway());
  }
}
