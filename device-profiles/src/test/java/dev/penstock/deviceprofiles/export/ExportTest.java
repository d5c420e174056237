package dev.penstock.deviceprofiles.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.Json;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ExportTest {

  @SuppressWarnings("unused")
  private static final List<String> IDS = ProfileLoader.SHIPPED;

  /** What JSON Schema may say of a value's type in a Thing Model. */
  private static final Set<String> TYPES =
      Set.of("boolean", "integer", "number", "string", "object", "array", "null");

  private static Json thingModel(Profile profile) {
    return Json.parse(ThingModel.json(profile).getBytes(StandardCharsets.UTF_8), 1 << 20);
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void writesAThingModelWithAllPointsAndCommands(String id) {
    Profile profile = ProfileLoader.shipped(id);
    Json model = thingModel(profile);
    assertThat(model.get("@context").list(Json::plain).get(0))
        .isEqualTo("https://www.w3.org/2022/wot/td/v1.1");
    assertThat(model.get("@type").text()).isEqualTo("tm:ThingModel");
    assertThat(model.get("version").get("model").text()).isEqualTo(profile.version());
    Json properties = model.get("properties");
    assertThat(properties.keys()).containsExactlyElementsOf(profile.points().keySet());
    for (String point : properties.keys()) {
      assertThat(TYPES).contains(properties.get(point).get("type").text());
    }
    assertThat(model.get("actions").keys()).containsExactlyElementsOf(profile.commands().keySet());
  }

  @Test
  void tellsUnitsRangesAndLimits() {
    Json model = thingModel(ProfileLoader.shipped("quadruple-tank"));
    Json level = model.get("properties").get("tank1Level");
    assertThat(level.get("unit").text()).isEqualTo("cm");
    assertThat(level.get("maximum").number()).isEqualTo(20);
    assertThat(level.get("@type").text())
        .isEqualTo("http://qudt.org/vocab/quantitykind/LiquidLevel");
    Json pump = model.get("actions").get("pump1Voltage").get("input");
    assertThat(pump.get("maximum").number()).isEqualTo(6);
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void writesASheetThatFitsOnAPage(String id) {
    Profile profile = ProfileLoader.shipped(id);
    String sheet = TechnicianSheet.markdown(profile);
    profile.points().keySet().forEach(name -> assertThat(sheet).contains("| `" + name + "` |"));
    assertThat(sheet.lines().count()).isLessThan(60);
  }

  @Test
  void tellsTheTechnicianWhatIsWrittenAndWhatIsChecked() {
    assertThat(TechnicianSheet.markdown(ProfileLoader.shipped("quadruple-tank")))
        .contains(
            "| `tank1Level` | Level in the lower left tank | cm | 0 … 20 | 100ms | 5s |"
                + " `opcua nodeId=nsu=urn:penstock:demo:plant;s=Tank1.Level` |")
        .contains("0 … 6 V, steps of 2 | tank1Level below 18 (not older than 5s);")
        .contains("- [ ] panel on local: `localMode` follows");
    assertThat(TechnicianSheet.markdown(ProfileLoader.shipped("street-light")))
        .contains("## What may be written\n\nNothing.\n");
  }
}
