package dev.penstock.deviceprofiles;

import dev.penstock.contract.Value;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Limits;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import dev.penstock.deviceprofiles.vocabulary.Source;
import dev.penstock.deviceprofiles.vocabulary.Valid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must be true of each command: writeable target, read-back, limits and a safe value. */
final class CommandRules {

  private final ProfileRules rules;
  private final Map<String, String> writers = new HashMap<>();

  CommandRules(ProfileRules rules) {
    this.rules = rules;
  }

  void check() {
    rules.profile().commands().forEach(this::check);
  }

  private void check(String name, Command command) {
    String path = "commands." + name;
    boolean readable = rules.isPoint(path + ".readback", command.readback());
    String named = command.target().point();
    if (named != null && !rules.isPoint(path + ".target.point", named)) {
      return;
    }
    if (!checkTarget(name, command)) {
      return;
    }
    Point target = rules.point(rules.targetOf(name));
    checkMeaning(path, command, target);
    checkValues(path, command, target);
    if (readable) {
      checkReadback(path, command, target);
    }
  }

  /** Says whether there is a target to check further. */
  private boolean checkTarget(String name, Command command) {
    String path = "commands." + name;
    String pointName = rules.targetOf(name);
    String other = writers.putIfAbsent(pointName, name);
    if (other != null) {
      int line = rules.line("commands." + other);
      rules.add(path + ".target", "writes what commands." + other + " in line " + line + " writes");
    }
    Source own = command.target().source();
    if (own != null && pointName.equals(name) && isOther(name, own)) {
      rules.add(path, "has the name of a point at another address: name it differently");
      return false;
    }
    if (own != null && !rules.profile().points().containsKey(pointName) && command.type() == null) {
      if (!rules.areAllPointsKnown()) {
        return false;
      }
      rules.add(path + ".type", "is missing: a target with an address of its own needs type, unit");
      return false;
    }
    Point target = rules.point(pointName);
    String at = path + ".target" + (own == null ? ".point" : "." + own.address().protocol());
    target
        .source()
        .address()
        .readOnlyBecause()
        .ifPresent(why -> rules.add(at, "cannot be written: " + why));
    if (own != null) {
      own.address().unfitFor(target.type()).ifPresent(why -> rules.add(at, why));
    }
    return true;
  }

  private boolean isOther(String name, Source own) {
    Point point = rules.profile().points().get(name);
    return point != null
        && !CommandTargets.place(point.source().address())
            .equals(CommandTargets.place(own.address()));
  }

  private void checkMeaning(String path, Command command, Point target) {
    if (command.type() != null && command.type() != target.type()) {
      rules.add(path + ".type", "the target is a " + target.type().word());
    }
    if (command.unit() != null) {
      rules.checkUnit(path + ".unit", command.unit());
      if (!command.unit().equals(target.unitOrOne())) {
        rules.add(path + ".unit", "the target's unit is " + target.unitOrOne());
      }
    } else if (target.type().isNumeric() && target.unit() == null) {
      rules.add(path + ".unit", "is missing: a number has a UCUM unit");
    }
    if (command.concept() != null) {
      rules.checkConcept(path + ".concept", command.concept());
    }
  }

  private void checkValues(String path, Command command, Point target) {
    PointType type = target.type();
    if (type != PointType.DOUBLE && type != PointType.INT64 && type != PointType.BOOL) {
      rules.add(path + ".target", "a command writes a double, int64 or bool, no " + type.word());
      return;
    }
    Limits limits = command.limits();
    if (type.isNumeric() && limits == null) {
      rules.add(path + ".limits", "is missing: what may be written at all");
    } else if (!type.isNumeric() && limits != null) {
      rules.add(path + ".limits", "a " + type.word() + " has none");
    }
    if (limits != null) {
      checkWithinValid(path, limits, target.valid());
    }
    checkSafeValue(path, command, type);
  }

  private void checkWithinValid(String path, Limits limits, Valid valid) {
    if (limits.min() < valid.min() || limits.max() > valid.max()) {
      rules.add(path + ".limits", "reach beyond what is valid for the target");
    }
    if (limits.maxStep() > limits.max() - limits.min()) {
      rules.warn(
          path + ".limits.maxStep", "is wider than the limits: it never holds anything back");
    }
  }

  private void checkSafeValue(String path, Command command, PointType type) {
    String text = command.atEnd().value();
    if (text == null) {
      return;
    }
    Optional<Value> value = Values.read(text, type);
    Limits limits = command.limits();
    if (value.isEmpty()) {
      rules.add(path + ".atEnd.value", "\"" + text + "\" is no " + type.word());
    } else if (limits != null && !limits.allows(value.get().asDouble())) {
      rules.add(path + ".atEnd.value", "the safe value lies outside the limits");
    }
  }

  private void checkReadback(String path, Command command, Point target) {
    Point readback = rules.profile().points().get(command.readback());
    if (readback.type() != target.type()) {
      String types = readback.type().word() + ", the target a " + target.type().word();
      rules.add(path + ".readback", command.readback() + " is a " + types);
    } else if (!readback.unitOrOne().equals(target.unitOrOne())) {
      String units = readback.unitOrOne() + ", the target in " + target.unitOrOne();
      rules.add(path + ".readback", command.readback() + " is in " + units);
    }
    if (!target.type().isNumeric() && command.verify().tolerance() != 0) {
      rules.add(path + ".verify.tolerance", "a " + target.type().word() + " has none");
    }
  }
}
