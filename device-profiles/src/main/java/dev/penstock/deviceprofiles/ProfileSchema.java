package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.yaml.SettingsReference;
import dev.penstock.deviceprofiles.yaml.SettingsSchema;

/** The vocabulary of profiles, for editors and for people. */
public final class ProfileSchema {

  private ProfileSchema() {}

  /** JSON Schema, one line; also on the class path as {@code profile.schema.json}. */
  public static String json() {
    return SettingsSchema.of(
        "https://w3id.org/penstock/profile.schema.json", "Penstock device profile", Profile.class);
  }

  /** Tables of every key, Markdown. */
  public static String reference() {
    return new SettingsReference().section("## Keys", "", Profile.class).markdown();
  }
}
