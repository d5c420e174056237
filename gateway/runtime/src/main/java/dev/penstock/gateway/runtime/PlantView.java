package dev.penstock.gateway.runtime;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.Flag;
import dev.penstock.contract.LastValues;
import dev.penstock.contract.Observation;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.Quality;
import dev.penstock.contract.Value;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.gateway.console.Condition;
import dev.penstock.gateway.console.DeviceStatus;
import dev.penstock.gateway.console.Health;
import dev.penstock.gateway.console.PlantStatus;
import dev.penstock.gateway.console.PointMeaning;
import dev.penstock.gateway.console.PointReading;
import dev.penstock.gateway.console.PointStatus;
import dev.penstock.gateway.console.PointValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Devices and points as the console shows them. Belongs to the console's thread. */
final class PlantView {

  private static final double NANOS = 1e9;
  private static final long RATE_SPAN = 5_000_000_000L;

  /** A device's count at one moment, for its rate. */
  private record Mark(long journaled, long mono) {}

  private final List<DeviceSlot> devices;
  private final LastValues lastValues;
  private final Clocks clocks;
  private final List<PointMeaning> meanings = new ArrayList<>();
  private final Map<String, Deque<Mark>> marks = new HashMap<>();

  PlantView(List<DeviceSlot> devices, LastValues lastValues, Clocks clocks) {
    this.devices = devices;
    this.lastValues = lastValues;
    this.clocks = clocks;
    for (DeviceSlot device : devices) {
      for (PointBinding binding : device.intake().plan().bindings()) {
        meanings.add(meaning(lastValues.dictionary().at(binding.index()), binding));
      }
    }
  }

  PlantStatus status() {
    List<PointStatus> points = new ArrayList<>(meanings.size());
    long mono = clocks.mono().nanos();
    for (int index = 0; index < meanings.size(); index++) {
      String path = lastValues.dictionary().at(index).point();
      points.add(new PointStatus(path, meanings.get(index), reading(index, mono)));
    }
    return new PlantStatus(devices.stream().map(d -> device(d, mono)).toList(), points);
  }

  private DeviceStatus device(DeviceSlot slot, long mono) {
    DeviceIntake intake = slot.intake();
    DevicePlan plan = intake.plan();
    return new DeviceStatus(
        plan.device(),
        plan.profile(),
        plan.driver().protocol(),
        condition(intake),
        new DeviceStatus.Traffic(plan.bindings().size(), rate(intake, mono), slot.restarts()));
  }

  static Condition condition(DeviceIntake intake) {
    DeviceIntake.Link link = intake.link();
    String fault = intake.clock().fault();
    return switch (link.state()) {
      case UP ->
          fault.isEmpty()
              ? Condition.ok("connected")
              : new Condition(Health.ATTENTION, "connected", fault);
      case DEGRADED -> new Condition(Health.ATTENTION, "some points fail", link.why());
      case CONNECTING -> new Condition(Health.ATTENTION, "connecting", link.why());
      case DOWN -> new Condition(Health.FAULT, "not connected", link.why());
    };
  }

  /** Over the last seconds, so that slow devices do not flicker. */
  private double rate(DeviceIntake intake, long mono) {
    Deque<Mark> recent = marks.computeIfAbsent(intake.name(), name -> new ArrayDeque<>());
    recent.addLast(new Mark(intake.journaled(), mono));
    while (recent.size() > 2 && mono - recent.getFirst().mono() > RATE_SPAN) {
      recent.removeFirst();
    }
    Mark now = recent.getLast();
    Mark before = recent.getFirst();
    return now.mono() == before.mono()
        ? 0
        : (now.journaled() - before.journaled()) * NANOS / (now.mono() - before.mono());
  }

  private @Nullable PointReading reading(int index, long mono) {
    Observation seen = lastValues.get(index);
    if (seen == null) {
      return null;
    }
    Set<Flag> flags = Flag.set(seen.judgement().flags());
    Quality quality = seen.judgement().quality();
    if (lastValues.isStale(index, mono)) {
      flags.add(Flag.STALE);
      quality = quality.worse(Quality.UNCERTAIN);
    }
    return new PointReading(
        value(seen.value()),
        quality,
        flags,
        Moments.instant(seen.times().event()),
        seen.times().basis());
  }

  private static @Nullable PointValue value(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    return switch (value.type()) {
      case DOUBLE -> PointValue.of(value.asDouble());
      case INT64 -> PointValue.of(value.bits());
      case BOOL -> PointValue.of(value.bits() != 0);
      default -> PointValue.of(value.toString());
    };
  }

  private static PointMeaning meaning(PointDescriptor descriptor, PointBinding binding) {
    return new PointMeaning(
        descriptor.point().substring(descriptor.point().indexOf('/') + 1),
        descriptor.unit(),
        descriptor.type(),
        binding.writable(),
        new PointMeaning.ValidRange(
            bound(descriptor.valid().min()), bound(descriptor.valid().max())));
  }

  private static @Nullable Double bound(double bound) {
    return Double.isNaN(bound) ? null : bound;
  }
}
