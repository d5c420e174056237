package dev.penstock.deviceprofiles;

import dev.penstock.contract.Names;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.PointDescriptor.ProfileRef;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.PointDescriptor.TimePolicy;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a profile into what everybody else sees. */
final class ProfileCompiler {

  private final Profile profile;
  private final Instance instance;
  private final ProfileRef ref;

  ProfileCompiler(Profile profile, Instance instance) {
    this.profile = profile;
    this.instance = instance;
    this.ref = profile.ref();
  }

  CompiledDevice compile(int firstIndex) {
    CommandTargets targets = new CommandTargets(profile);
    Set<String> written = targets.written();
    List<PointDescriptor> descriptors = new ArrayList<>();
    List<PointBinding> bindings = new ArrayList<>();
    for (Map.Entry<String, Point> entry : targets.allPoints().entrySet()) {
      PointDescriptor descriptor = descriptor(entry.getKey(), entry.getValue());
      boolean writable = written.contains(entry.getKey());
      int index = firstIndex + descriptors.size();
      bindings.add(binding(index, descriptor, entry.getValue().source().address(), writable));
      descriptors.add(descriptor);
    }
    return new CompiledDevice(descriptors, bindings);
  }

  private PointDescriptor descriptor(String name, Point point) {
    return new PointDescriptor(
        Names.path(instance.device(), name),
        instance.asset(),
        ref,
        point.type().valueType(),
        point.unitOrOne(),
        point.conceptOrEmpty(),
        point.aggregation().compiled(),
        reporting(point),
        time(point.time()),
        point.valid().range(),
        point.uncertainty(),
        profile.dataClass(point));
  }

  private Reporting reporting(Point point) {
    return new Reporting(
        nanos(point.time().samplingInterval()),
        point.report().deadband(),
        nanos(point.report().heartbeat()),
        profile.staleAfter(point).toNanos());
  }

  private static TimePolicy time(PointTime time) {
    return new TimePolicy(
        time.basis().forced(),
        time.maxClockOffset().toNanos(),
        nanos(time.maxEventUncertainty()),
        time.allowedLateness().toNanos());
  }

  private PointBinding binding(
      int index, PointDescriptor descriptor, Address address, boolean writable) {
    return new PointBinding(
        index,
        descriptor.point(),
        address.protocol(),
        instance.place(address.protocol(), address.words()),
        descriptor.type(),
        address.wireType(),
        address.scale(),
        address.offset(),
        descriptor.unit(),
        descriptor.reporting(),
        writable);
  }

  private static long nanos(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toNanos();
  }
}
