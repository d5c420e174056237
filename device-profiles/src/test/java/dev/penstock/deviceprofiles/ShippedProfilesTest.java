package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.Json;
import dev.penstock.contract.Value;
import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.deviceprofiles.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ShippedProfilesTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  @ParameterizedTest
  @FieldSource("IDS")
  void loadsWithoutProblems(String id) {
    Problems problems = new Problems();
    Profile profile = ProfileLoader.text(id, ProfileLoader.shippedText(id), problems).orElseThrow();
    assertThat(problems.render()).isEmpty();
    assertThat(profile.profile()).isEqualTo(id);
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void readsItsExampleDataRight(String id) throws IOException {
    Json example = example(id);
    String device = example.get("device").text();
    CompiledDevice compiled = ProfileLoader.shipped(id).compile(Instance.of(device, ""), 0);
    Json values = example.get("values");
    assertThat(values.keys()).isNotEmpty();
    for (String point : values.keys()) {
      PointBinding binding =
          compiled.bindings().stream()
              .filter(b -> b.point().equals(device + "/" + point))
              .findFirst()
              .orElseThrow();
      Object raw = ExampleDevice.raw(example, binding);
      assertThat(ExampleDevice.value(raw, binding)).as(point).hasToString(values.get(point).text());
    }
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void compilesToADictionaryThatReadsBack(String id) {
    CompiledDevice compiled = ProfileLoader.shipped(id).compile(Instance.of("dev-1", ""), 7);
    Dictionary dictionary = new Dictionary(compiled.descriptors());
    assertThat(Dictionary.read(dictionary.canonical()).hash()).isEqualTo(dictionary.hash());
    for (int i = 0; i < dictionary.size(); i++) {
      assertThat(compiled.bindings().get(i).index()).isEqualTo(7 + i);
      assertThat(compiled.bindings().get(i).point()).isEqualTo(dictionary.at(i).point());
    }
  }

  @Test
  void listsExactlyTheProfilesOnTheClassPath() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(ProfileLoader.class.getResource("profiles"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".yaml")))
          .map(f -> f.replace(".yaml", ""))
          .containsExactlyInAnyOrderElementsOf(ProfileLoader.SHIPPED);
    }
  }

  @Test
  void makesThePumpsOfTheTanksWritableAndNothingElse() {
    CompiledDevice tanks =
        ProfileLoader.shipped("quadruple-tank").compile(Instance.of("plant", ""), 0);
    assertThat(tanks.bindings().stream().filter(PointBinding::writable).map(PointBinding::point))
        .containsExactly("plant/pump1Voltage", "plant/pump2Voltage");
    assertThat(tanks.bindings().get(0).address("nodeId"))
        .isEqualTo("nsu=urn:penstock:demo:plant;s=Tank1.Level");
    assertThat(tanks.descriptors().get(0).valid().max()).isEqualTo(20);
    assertThat(tanks.descriptors().get(0).asset()).isEqualTo("urn:penstock:asset:plant");
  }

  @Test
  void placesADeviceByTheWordsOfItsInstance() {
    TreeMap<String, String> address = new TreeMap<>();
    address.put("unit", "17");
    address.put("baseTopic", "site-3");
    address.put("namespaceUri", "urn:other");
    Instance instance = new Instance("lamp-1", "urn:example:lamp:1", address);
    assertThat(first("energy-meter-sdm630", instance).address("unit")).isEqualTo("17");
    assertThat(first("street-air-quality", instance).address("topic"))
        .isEqualTo("site-3/street/lamp-1/air");
    assertThat(first("street-light", instance).address("senmlName"))
        .isEqualTo("urn:dev:street:lamp-1:on");
    assertThat(first("quadruple-tank", instance).address("nodeId"))
        .isEqualTo("nsu=urn:other;s=Tank1.Level");
  }

  private static PointBinding first(String id, Instance instance) {
    return ProfileLoader.shipped(id).compile(instance, 0).bindings().get(0);
  }

  private static Json example(String id) throws IOException {
    String name = "profiles/" + id + ".example.json";
    try (InputStream in = ProfileLoader.class.getResourceAsStream(name)) {
      return Json.parse(Objects.requireNonNull(in, name).readAllBytes(), 1 << 20);
    }
  }

  /** Reads example data by a binding, as simply as can be: the drivers' independent oracle. */
  private static final class ExampleDevice {

    static Object raw(Json example, PointBinding binding) {
      return switch (binding.protocol()) {
        case "opcua" -> plain(example.get("nodes").get(binding.address("nodeId")));
        case "gpio" -> level(example.get("lines"), binding);
        case "modbus" -> registers(example.get("registers").get("input"), binding);
        default -> message(example.get("messages").get(binding.address("topic")), binding);
      };
    }

    private static Object level(Json lines, PointBinding binding) {
      boolean high = lines.get(binding.address("line")).bool();
      return high != Boolean.parseBoolean(binding.address("activeLow"));
    }

    private static Object registers(Json input, PointBinding binding) {
      int address = Integer.parseInt(binding.address("address"));
      assertThat(binding.wireType()).isEqualTo("float32");
      int high = input.get(Integer.toString(address)).int32();
      int low = input.get(Integer.toString(address + 1)).int32();
      return (double) Float.intBitsToFloat(high << 16 | low);
    }

    private static Object message(Json payload, PointBinding binding) {
      if (binding.wireType().equals("json")) {
        assertThat(payload.has(binding.address("timePointer").substring(1))).isTrue();
        return plain(payload.get(binding.address("jsonPointer").substring(1)));
      }
      List<Json> records = payload.list(r -> r);
      String base = records.get(0).get("bn").text();
      Json found =
          records.stream()
              .filter(r -> (base + r.get("n").text()).equals(binding.address("senmlName")))
              .findFirst()
              .orElseThrow();
      return plain(found.has("vb") ? found.get("vb") : found.get("v"));
    }

    private static Object plain(Json node) {
      return Objects.requireNonNull(node.plain());
    }

    static Value value(Object raw, PointBinding binding) {
      if (binding.type() == ValueType.DOUBLE) {
        double number = ((Number) raw).doubleValue() * binding.scale() + binding.offset();
        return Value.of(number);
      }
      return raw instanceof Boolean bool ? Value.of((boolean) bool) : Value.of(raw.toString());
    }
  }
}
