package dev.penstock.gateway.runtime;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.PointDescriptor;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.uplink.UplinkFactory;
import dev.penstock.deviceprofiles.CompiledDevice;
import dev.penstock.deviceprofiles.Instance;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import dev.penstock.deviceprofiles.yaml.Bound;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import dev.penstock.gateway.runtime.GatewaySettings.AdmissionEntry;
import dev.penstock.gateway.runtime.GatewaySettings.DeviceEntry;
import dev.penstock.gateway.runtime.GatewaySettings.UplinkEntry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a {@code gateway.yaml} with its profiles and drivers, and tells every problem at once.
 * Touches no network and writes nothing.
 */
public final class SettingsCheck {

  private final Extensions extensions;
  private final Problems problems;
  private final List<PointDescriptor> points = new ArrayList<>();
  private final List<DevicePlan> devices = new ArrayList<>();
  private final List<UplinkPlan> uplinks = new ArrayList<>();

  private SettingsCheck(Extensions extensions, Problems problems) {
    this.extensions = extensions;
    this.problems = problems;
  }

  /** The plan, if there is no error among the problems. */
  public static Optional<GatewayPlan> check(Path file, Extensions extensions, Problems problems) {
    return YamlReader.file(file, problems).flatMap(root -> check(root, extensions, problems));
  }

  /**
   * What a file would amount to that is complete but for the one decision without a default, {@code
   * journal.whenFull}: for telling what each choice means. Empty if there is more to mend.
   */
  public static Optional<GatewayPlan> undecided(Path file, Extensions extensions) {
    Problems problems = new Problems();
    return YamlReader.file(file, problems)
        .filter(YamlNode::isMap)
        .filter(root -> root.find("journal.whenFull").isEmpty())
        .flatMap(root -> check(decided(root), extensions, problems));
  }

  private static YamlNode decided(YamlNode root) {
    YamlNode journal = root.get("journal").orElseGet(() -> root.withEntries(Map.of()));
    Map<String, YamlNode> settings = new LinkedHashMap<>(journal.entries());
    settings.put("whenFull", journal.withText("refuse"));
    Map<String, YamlNode> all = new LinkedHashMap<>(root.entries());
    all.put("journal", journal.withEntries(settings));
    return root.withEntries(all);
  }

  private static Optional<GatewayPlan> check(
      YamlNode root, Extensions extensions, Problems problems) {
    Bound<GatewaySettings> bound = RecordBinder.bind(root, GatewaySettings.class, problems);
    return bound.isPresent()
        ? new SettingsCheck(extensions, problems).plan(bound)
        : Optional.empty();
  }

  private Optional<GatewayPlan> plan(Bound<GatewaySettings> bound) {
    GatewaySettings settings = bound.get();
    ProfileLoader profiles = new ProfileLoader(settings.profiles());
    new TreeMap<>(settings.devices())
        .forEach((name, entry) -> device(bound, "devices." + name, name, entry, profiles));
    admission(bound, settings.admission());
    new TreeMap<>(settings.uplinks())
        .forEach((name, entry) -> uplink(bound, "uplinks." + name, name, entry));
    if (problems.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(new GatewayPlan(settings, new Dictionary(points), devices, uplinks));
  }

  private void device(
      Bound<GatewaySettings> bound,
      String key,
      String name,
      DeviceEntry entry,
      ProfileLoader profiles) {
    Optional<Profile> profile = profiles.find(entry.profile(), problems);
    if (profile.isEmpty()) {
      return;
    }
    Optional<CompiledDevice> compiled = compile(bound, key, name, entry, profile.get());
    if (compiled.isEmpty()) {
      return;
    }
    List<PointBinding> bindings = compiled.get().bindings();
    String protocol = entry.driver() == null ? bindings.get(0).protocol() : entry.driver();
    Optional<Driver<?>> driver = extensions.driver(protocol);
    if (driver.isEmpty()) {
      problems.add(
          bound
              .problem(key + ".driver", "there is no such driver")
              .found(protocol)
              .allowed(String.join(", ", extensions.drivers().keySet())));
      return;
    }
    bindings.forEach(binding -> address(bound, key, driver.get(), binding));
    Bound<? extends Record> own =
        RecordBinder.bind(entry.settings(), driver.get().settings(), problems);
    if (own.isPresent()) {
      points.addAll(compiled.get().descriptors());
      devices.add(
          new DevicePlan(name, profile.get().idAndVersion(), driver.get(), own.get(), bindings));
    }
  }

  private Optional<CompiledDevice> compile(
      Bound<GatewaySettings> bound, String key, String name, DeviceEntry entry, Profile profile) {
    URI asset = entry.asset();
    try {
      Instance instance =
          new Instance(name, asset == null ? "" : asset.toString(), new TreeMap<>(entry.address()));
      return Optional.of(profile.compile(instance, points.size()));
    } catch (IllegalArgumentException e) {
      problems.add(bound.problem(key, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void address(
      Bound<GatewaySettings> bound, String key, Driver<?> driver, PointBinding binding) {
    if (!binding.protocol().equals(driver.protocol())) {
      problems.add(
          bound
              .problem(key + ".driver", binding.point() + " is not read by this driver")
              .found(driver.protocol())
              .allowed(binding.protocol()));
      return;
    }
    for (String problem : driver.check(binding)) {
      problems.add(bound.problem(key + ".profile", problem));
    }
  }

  /** A class that no point has is a typing mistake that would show only when space is scarce. */
  private void admission(Bound<GatewaySettings> bound, AdmissionEntry admission) {
    Set<String> known = new TreeSet<>();
    points.forEach(point -> known.add(point.dataClass()));
    for (String named : admission.classes()) {
      if (!known.contains(named) && !problems.hasErrors()) {
        problems.add(
            bound
                .problem("admission", "no point is of this data class")
                .found(named)
                .allowed(String.join(", ", known)));
      }
    }
  }

  private void uplink(Bound<GatewaySettings> bound, String key, String name, UplinkEntry entry) {
    Optional<UplinkFactory<?>> factory = extensions.uplink(entry.kind());
    if (factory.isEmpty()) {
      problems.add(
          bound
              .problem(key + ".kind", "there is no such kind of uplink")
              .found(entry.kind())
              .allowed(String.join(", ", extensions.uplinks().keySet())));
      return;
    }
    Bound<? extends Record> own =
        RecordBinder.bind(entry.settings(), factory.get().settings(), problems);
    if (own.isPresent()) {
      uplinks.add(new UplinkPlan(name, factory.get(), own.get(), entry.required()));
    }
  }
}
