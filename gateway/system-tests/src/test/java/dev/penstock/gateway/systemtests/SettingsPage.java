package dev.penstock.gateway.systemtests;

import dev.penstock.deviceprofiles.yaml.SettingsReference;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/configuration.md: written by hand down to a mark, by the settings records below it. */
final class SettingsPage {

  static final Path FILE = Document.ROOT.resolve("docs/configuration.md");

  private static final String MARK = "<!-- From here on written by the build. -->\n";

  private SettingsPage() {}

  static String asItIs() throws IOException {
    return Files.readString(FILE);
  }

  static String asItShouldBe() throws IOException {
    String page = asItIs();
    int end = page.indexOf(MARK);
    if (end < 0) {
      throw new IllegalStateException(FILE + " must have the line " + MARK);
    }
    return page.substring(0, end) + MARK + "\n" + reference();
  }

  static void write() throws IOException {
    Files.writeString(FILE, asItShouldBe());
  }

  private static String reference() {
    SettingsReference reference =
        new SettingsReference().section("## gateway.yaml", "", GatewaySettings.class);
    Extensions extensions = new Extensions();
    extensions
        .drivers()
        .forEach(
            (protocol, driver) -> {
              if (ships(driver)) {
                reference.section(
                    "## Settings of a device, driver " + protocol,
                    "devices.<name>.settings",
                    driver.settings());
              }
            });
    extensions
        .uplinks()
        .forEach(
            (kind, uplink) ->
                reference.section(
                    "## Settings of an uplink, kind " + kind,
                    "uplinks.<name>.settings",
                    uplink.settings()));
    return reference.markdown().stripTrailing() + "\n";
  }

  /** The toys of tests do not. */
  private static boolean ships(Object driver) {
    return !driver.getClass().getName().startsWith(SettingsPage.class.getPackageName());
  }
}
