package dev.penstock.deviceprofiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contract.ValueType;
import dev.penstock.contract.device.PointBinding;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.deviceprofiles.yaml.YamlNode;
import dev.penstock.deviceprofiles.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {

  private final Problems problems = new Problems();

  private static Profile good(String name) throws IOException {
    try (var in = ProfileTest.class.getResourceAsStream("good/" + name + ".yaml")) {
      String yaml = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return ProfileLoader.text(name, yaml, new Problems()).orElseThrow();
    }
  }

  @Test
  void makesAReadablePointOfATargetWithAnAddressOfItsOwn() throws IOException {
    CompiledDevice press = good("hydraulic-press").compile(Instance.of("press", ""), 0);
    PointBinding setpoint = press.bindings().get(press.bindings().size() - 1);
    assertThat(setpoint.point()).isEqualTo("press/ramSpeedSetpoint");
    assertThat(setpoint.writable()).isTrue();
    assertThat(setpoint.type()).isEqualTo(ValueType.DOUBLE);
    assertThat(setpoint.scale()).isEqualTo(0.1);
    assertThat(setpoint.unit()).isEqualTo("mm/s");
    assertThat(setpoint.address("address")).isEqualTo("200");
  }

  @Test
  void findsTheTargetPointByItsAddress() throws IOException {
    Profile valve = good("valve");
    assertThat(valve.targetOf("open")).isEqualTo("position");
    assertThat(valve.allPoints()).doesNotContainKey("open");
  }

  @Test
  void hashesWhatIsMeantAndNotHowItIsWritten() throws IOException {
    String yaml = ProfileLoader.shippedText("street-air-quality");
    String hash = ProfileLoader.shipped("street-air-quality").hash();
    String other = yaml.replace("use: [twin, model]", "use:\n      - twin\n      - model");
    assertThat(other).isNotEqualTo(yaml);
    assertThat(parse(other + "\n# a comment\n").hash()).isEqualTo(hash);
    assertThat(parse(yaml.replace("staleAfter: 1min", "staleAfter: 60s")).hash()).isEqualTo(hash);
    assertThat(parse(yaml.replace("uncertainty: 5", "uncertainty: 6")).hash()).isNotEqualTo(hash);
    assertThat(hash).matches("[0-9a-f]{64}");
  }

  private Profile parse(String yaml) {
    return ProfileLoader.text("x", yaml, problems).orElseThrow();
  }

  @Test
  void readsASitesOwnProfileBeforeTheOneThatShips(@TempDir Path folder) throws IOException {
    String own = ProfileLoader.shippedText("street-light").replace("1.0.0", "2.0.0");
    Files.writeString(folder.resolve("street-light.yaml"), own);
    ProfileLoader loader = new ProfileLoader(List.of(folder));
    assertThat(loader.find("street-light", problems).orElseThrow().version()).isEqualTo("2.0.0");
    assertThat(loader.find("relay-board@1.0.0", problems)).isPresent();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void tellsAtTheSettingThatThereIsNoSuchProfile() {
    YamlNode settings =
        YamlReader.text(
                "gateway.yaml", "devices:\n  plant:\n    profile: quadruple-tnak\n", problems)
            .orElseThrow();
    YamlNode setting = settings.find("devices.plant.profile").orElseThrow();
    assertThat(new ProfileLoader(List.of()).find(setting, problems)).isEmpty();
    assertThat(problems.render())
        .startsWith(
            "gateway.yaml:3: devices.plant.profile: there is no such profile,"
                + " found \"quadruple-tnak\"")
        .endsWith("did you mean \"quadruple-tank\"?");
  }

  @Test
  void refusesAnotherVersionThanTheOneAskedFor() {
    assertThat(new ProfileLoader(List.of()).find("street-light@3.1.4", problems)).isEmpty();
    assertThat(problems.render()).contains("there is street-light@1.0.0");
  }

  @Test
  void readsAProfileFileBesideTheSettings(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), ProfileLoader.shippedText("relay-board"));
    String file = folder.resolve("gateway.yaml").toString();
    YamlNode settings = YamlReader.text(file, "profile: own.yaml\n", problems).orElseThrow();
    YamlNode setting = settings.find("profile").orElseThrow();
    assertThat(new ProfileLoader(List.of()).find(setting, problems)).isPresent();
  }

  @Test
  void refusesAnInstanceThatMakesNoSense() {
    assertThatThrownBy(() -> Instance.of("Not An Id", "")).hasMessageContaining("device");
    assertThatThrownBy(() -> Instance.of("a", "no iri")).hasMessageStartingWith("asset: ");
    TreeMap<String, String> address = new TreeMap<>();
    address.put("colour", "red");
    assertThatThrownBy(() -> new Instance("a", "", address)).hasMessageContaining("address.colour");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0,1.0.0,NONE",
    "1.0.0,1.0.1,PATCH",
    "1.2.3,1.3.0,MINOR",
    "1.2.3,2.0.0,MAJOR",
    "1.2.3,1.2.2,NONE"
  })
  void knowsWhatABumpIs(String from, String to, Version.Bump bump) {
    assertThat(Version.parse(from).bumpTo(Version.parse(to))).isEqualTo(bump);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "01.0.0", "1.0.0-rc1", "a.b.c", "1.0.0.0", ""})
  void refusesOtherVersions(String text) {
    assertThat(Version.isVersion(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ">=1.0.0 <2.0.0,1.9.9,true",
    ">=1.0.0 <2.0.0,2.0.0,false",
    "1.2.3,1.2.3,true",
    ">1.0.0,1.0.0,false",
    "<=1.0.0,1.0.0,true"
  })
  void knowsWhatARangeContains(String range, String version, boolean inside) {
    assertThat(VersionRange.parse(range).contains(Version.parse(version))).isEqualTo(inside);
  }
}
