package dev.penstock.deviceprofiles.diff;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.Version.Bump;
import dev.penstock.deviceprofiles.vocabulary.Lifecycle;
import dev.penstock.deviceprofiles.vocabulary.LocalMode;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What changed about the profile's head, its lifecycle and its local mode. */
final class StateDiff {

  private final Changes changes;
  private final Profile before;
  private final Profile after;

  StateDiff(Changes changes, Profile before, Profile after) {
    this.changes = changes;
    this.before = before;
    this.after = after;
  }

  void compare() {
    changes.text("profile", before.profile(), after.profile(), Bump.MAJOR, false);
    changes.text("title", before.title(), after.title(), Bump.PATCH, false);
    changes.text("assetType", before.assetType(), after.assetType(), Bump.MAJOR, false);
    changes.text(
        "compatibleWith", before.compatibleWith(), after.compatibleWith(), Bump.PATCH, false);
    compareQuality();
    compareLifecycles();
    compareLocalModes();
  }

  private void compareQuality() {
    var old = before.defaults().quality().minForModel();
    var now = after.defaults().quality().minForModel();
    Bump bump = now.compareTo(old) > 0 ? Bump.MAJOR : Bump.MINOR;
    changes.text("defaults.quality.minForModel", old, now, bump, false);
  }

  private void compareLifecycles() {
    Lifecycle old = before.lifecycle();
    Lifecycle now = after.lifecycle();
    boolean safety = !before.commands().isEmpty() || !after.commands().isEmpty();
    if (old == null && now == null) {
      return;
    } else if (old == null || now == null) {
      changes.add("lifecycle", Bump.MAJOR, safety, now == null ? "removed" : "new");
      return;
    }
    Set<String> states = new TreeSet<>(old.states());
    changes.text("lifecycle.states", states, new TreeSet<>(now.states()), Bump.MAJOR, safety);
    changes.text("lifecycle.from", old.from(), now.from(), Bump.MAJOR, safety);
    changes.text("lifecycle.map", old.map(), now.map(), Bump.MAJOR, safety);
    String path = "lifecycle.controlAllowedIn";
    now.controlAllowedIn().stream()
        .filter(state -> !old.controlAllowedIn().contains(state))
        .forEach(state -> changes.loosened(path, "", state));
    old.controlAllowedIn().stream()
        .filter(state -> !now.controlAllowedIn().contains(state))
        .forEach(state -> changes.tightened(path, state, ""));
  }

  private void compareLocalModes() {
    LocalMode old = before.local();
    LocalMode now = after.local();
    if (Objects.equals(old, now)) {
      return;
    } else if (old == null) {
      changes.tightened("local", "none", text(now));
    } else {
      // Who could take over at the panel in one way may not be able to in another.
      changes.loosened("local", text(old), now == null ? "none" : text(now));
    }
  }

  private static String text(LocalMode local) {
    return local.point() + " equals " + local.equals_();
  }
}
