package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.vocabulary.Lifecycle;
import dev.penstock.deviceprofiles.vocabulary.LocalMode;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import java.util.Set;

/** What must be true of lifecycle and local mode. */
final class StateRules {

  private static final Set<PointType> TELLING =
      Set.of(PointType.STRING, PointType.INT64, PointType.BOOL);

  private final ProfileRules rules;

  StateRules(ProfileRules rules) {
    this.rules = rules;
  }

  void check() {
    Lifecycle lifecycle = rules.profile().lifecycle();
    if (lifecycle != null) {
      checkTells("lifecycle.from", lifecycle.from());
      if (lifecycle.controlAllowedIn().isEmpty() && !rules.profile().commands().isEmpty()) {
        rules.add("lifecycle.controlAllowedIn", "is empty: no command would ever be allowed");
      }
    }
    LocalMode local = rules.profile().local();
    if (local != null && checkTells("local.point", local.point())) {
      PointType type = rules.profile().points().get(local.point()).type();
      Values.problem(local.equals_(), type).ifPresent(why -> rules.add("local.equals", why));
    }
  }

  private boolean checkTells(String path, String name) {
    if (!rules.isPoint(path, name)) {
      return false;
    }
    PointType type = rules.profile().points().get(name).type();
    if (!TELLING.contains(type)) {
      rules.add(path, "must be a string, int64 or bool; " + name + " is a " + type.word());
      return false;
    }
    return true;
  }
}
