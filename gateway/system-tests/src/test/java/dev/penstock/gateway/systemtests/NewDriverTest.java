package dev.penstock.gateway.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.penstock.contract.PointDescriptor.Reporting;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.Driver;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.contract.testkit.DriverContract;
import dev.penstock.deviceprofiles.vocabulary.Source;
import dev.penstock.deviceprofiles.vocabulary.Target;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.RecordBinder;
import dev.penstock.deviceprofiles.yaml.SettingsReference;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.systemtests.counter.CounterDevice;
import dev.penstock.gateway.systemtests.counter.CounterDriver;
import dev.penstock.gateway.systemtests.counter.CounterSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Follows "Add a driver" in CONTRIBUTING.md with a toy: what the steps say must be enough for a
 * driver that keeps every promise of {@link DriverContract}, and true of the drivers that ship.
 */
final class NewDriverTest extends DriverContract<CounterSettings> {

  private static final List<String> STEPS =
      List.of(
          "Folder",
          "Library",
          "Settings",
          "Driver",
          "Session",
          "Writer",
          "Name",
          "Address",
          "Contract",
          "Docs");

  private static final AtomicInteger PORT = new AtomicInteger();

  @Override
  protected Driver<CounterSettings> driver() {
    return new CounterDriver();
  }

  @Override
  protected Rig<CounterSettings> rig() {
    return new CounterRig("127.0.0.1:" + PORT.incrementAndGet());
  }

  @Test
  void theStepsAreThoseFollowedHere() throws IOException {
    String text = Files.readString(Document.ROOT.resolve("CONTRIBUTING.md"));
    String checklist = text.substring(text.indexOf("## Add a driver"));
    assertThat(Pattern.compile("(?m)^[0-9]+\\. \\*\\*(\\w+)\\.\\*\\*").matcher(checklist).results())
        .extracting((MatchResult match) -> match.group(1))
        .containsExactlyElementsOf(STEPS);
  }

  @Test
  void folderEveryDriverIsBuiltAndShipped() throws IOException {
    String root = Files.readString(Document.ROOT.resolve("pom.xml"));
    String runtime = Files.readString(Document.ROOT.resolve("gateway/runtime/pom.xml"));
    assertThat(drivers()).isNotEmpty();
    for (String name : drivers()) {
      assertThat(root).contains("<module>drivers/" + name + "</module>");
      assertThat(runtime).contains("<artifactId>penstock-drivers-" + name + "</artifactId>");
    }
  }

  @Test
  void libraryADriverNeedsNothingOfOursButTheContract() {
    Pattern allowed = Pattern.compile("(java|org\\.jspecify|dev\\.penstock\\.contract)\\..*");
    String toy = CounterDriver.class.getPackageName();
    assertThat(new ClassFileImporter().importPackages(toy))
        .isNotEmpty()
        .flatExtracting(JavaClass::getDirectDependenciesFromSelf)
        .extracting(use -> use.getTargetClass().getBaseComponentType())
        .filteredOn(used -> !used.isPrimitive() && !used.getPackageName().equals(toy))
        .extracting(JavaClass::getName)
        .isNotEmpty()
        .allMatch(name -> allowed.matcher(name).matches());
  }

  @Test
  void settingsAreExplainedAndNonsenseIsRefusedAtItsKey() {
    Problems problems = new Problems();
    RecordBinder.bind(
        YamlReader.text("gateway.yaml", "address: here", problems).orElseThrow(),
        driver().settings(),
        problems);
    assertThat(problems.render()).contains("gateway.yaml:1").contains("address").contains("here");
    assertThat(new SettingsReference().section("## Toy", "", driver().settings()).markdown())
        .contains("Address of the counter.")
        .contains("127.0.0.1:7");
  }

  @Test
  void nameTheGatewayFindsTheDriverByIt() {
    assertThat(new Extensions().drivers()).hasEntrySatisfying("counter", isA(CounterDriver.class));
  }

  @Test
  void addressEveryDriverThatShipsHasItsWordInProfiles() {
    assertThat(shipped()).isNotEmpty();
    for (String protocol : shipped()) {
      assertThat(components(Source.class)).contains(protocol);
      assertThat(components(Target.class)).contains(protocol);
    }
  }

  @Test
  void docsEveryDriverIsDescribed() throws IOException {
    String protocols = Files.readString(Document.ROOT.resolve("docs/protocols.md"));
    for (String name : drivers()) {
      assertThat(Document.ROOT.resolve("drivers").resolve(name).resolve("README.md")).exists();
      assertThat(protocols).contains("(`" + name + "`)");
    }
  }

  private static org.assertj.core.api.Condition<Driver<?>> isA(Class<?> type) {
    return new org.assertj.core.api.Condition<>(type::isInstance, "a %s", type);
  }

  /** The folders below drivers/ that are modules. */
  private static List<String> drivers() throws IOException {
    try (Stream<Path> folders = Files.list(Document.ROOT.resolve("drivers"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static List<String> shipped() {
    return new Extensions()
        .drivers().values().stream()
            .filter(driver -> !(driver instanceof CounterDriver))
            .map(Driver::protocol)
            .toList();
  }

  private static List<String> components(Class<? extends Record> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** A counter of its own for every test. */
  private record CounterRig(CounterSettings settings, CounterDevice device)
      implements Rig<CounterSettings> {

    CounterRig(String address) {
      this(new CounterSettings(address), CounterDevice.at(address));
      device.start();
      device.set("parts", 1);
      device.set("scrap", 2);
    }

    @Override
    public List<PointBinding> bindings() {
      return List.of(binding(0, "parts"), binding(1, "scrap"));
    }

    private static PointBinding binding(int index, String counter) {
      return new PointBinding(
          index,
          "device/" + counter,
          "counter",
          new TreeMap<>(Map.of("counter", counter)),
          ValueType.DOUBLE,
          "",
          1,
          0,
          "1",
          new Reporting(0, 0, 0, 0),
          true);
    }

    @Override
    public void publish(String point, double value) {
      device.set(point.substring(point.indexOf('/') + 1), value);
    }

    @Override
    public void stop() {
      device.stop();
    }

    @Override
    public void start() {
      device.start();
    }

    @Override
    public void close() {
      device.stop();
    }
  }
}
