package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceSession;
import dev.penstock.contract.device.DeviceSetup;
import dev.penstock.contract.device.Driver;
import dev.penstock.gateway.runtime.GatewaySettings.AdmissionEntry;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One device in the gateway: its intake, which stays, and its session, which comes and goes. */
final class DeviceSlot {

  private final DevicePlan plan;
  private final DeviceIntake intake;
  private final String gateway;
  private final Path folder;
  private final Clocks clocks;
  private Supervisor.@Nullable Watched care;
  private volatile @Nullable DeviceSession session;

  /** By what its values are timed and admitted. */
  record Rules(ClockBook book, AdmissionEntry admission) {}

  DeviceSlot(DevicePlan plan, Path folder, TelemetryPath path, Spine spine, Rules rules) {
    this.plan = plan;
    this.gateway = spine.journal().gateway();
    this.folder = folder;
    this.clocks = spine.clocks();
    this.intake =
        new DeviceIntake(
            plan,
            path,
            spine.losses(),
            spine.lastValues(),
            rules.book(),
            new DeviceIntake.Care(rules.admission(), this::ended));
  }

  DeviceIntake intake() {
    return intake;
  }

  /** The session while there is one. */
  Optional<DeviceSession> session() {
    return Optional.ofNullable(session);
  }

  int restarts() {
    return care == null ? 0 : care.restarts();
  }

  void start(Supervisor supervisor) {
    care = supervisor.watch("device " + intake.name(), this::open);
    care.start();
  }

  private void ended(DeviceException cause) {
    if (care != null) {
      care.ended(cause);
    }
  }

  void durable(long sequence) {
    DeviceSession open = session;
    if (open != null) {
      open.durable(sequence);
    }
  }

  /**
   * Ends the session in favour of a new one; the device may still carry out what was asked of it.
   */
  void reopen() {
    ended(
        new DeviceException(
            DeviceException.Kind.TIMEOUT,
            intake.name() + ": no answer to a write, so the session is opened anew"));
  }

  /** Ends the session for good. */
  void close() {
    if (care != null) {
      care.close();
    }
  }

  private AutoCloseable open() throws DeviceException {
    DeviceSession opened = open(plan.driver());
    session = opened;
    return () -> {
      session = null;
      opened.close();
    };
  }

  private <S extends Record> DeviceSession open(Driver<S> driver) throws DeviceException {
    S settings = driver.settings().cast(plan.driverSettings());
    return driver.open(
        new DeviceSetup<>(gateway, plan.device(), settings, plan.bindings(), folder, clocks),
        intake);
  }
}
