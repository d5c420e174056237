package dev.penstock.deviceprofiles;

import dev.penstock.contract.Value;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Lifecycle;
import dev.penstock.deviceprofiles.vocabulary.LocalMode;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import dev.penstock.deviceprofiles.vocabulary.Requirement;
import dev.penstock.deviceprofiles.yaml.Quantities;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of interlocks: they look at real points, and not at what they guard. */
final class InterlockRules {

  private static final int LONGEST_WAY = 300;

  private final ProfileRules rules;

  /** Command by the point that it writes. */
  private final Map<String, String> writers = new HashMap<>();

  InterlockRules(ProfileRules rules) {
    this.rules = rules;
  }

  void check() {
    Map<String, Command> commands = rules.profile().commands();
    commands.keySet().forEach(name -> writers.put(rules.targetOf(name), name));
    commands.forEach(
        (name, command) -> check("commands." + name + ".requires", command.requires()));
    Map<String, List<String>> waits = new HashMap<>();
    commands.keySet().forEach(name -> waits.put(name, waitsFor(name)));
    commands.keySet().forEach(name -> checkCycle(name, waits));
    checkKeys();
  }

  private void check(String path, List<Requirement> requirements) {
    Set<Requirement> seen = new HashSet<>();
    for (int i = 0; i < requirements.size(); i++) {
      String at = path + "[" + i + "]";
      Requirement requirement = requirements.get(i);
      if (!seen.add(requirement)) {
        rules.add(at, "stands here twice");
      } else if (requirement.point() != null) {
        checkCondition(at, requirement, requirement.point());
      } else if (requirement.state() != null) {
        checkState(at, requirement.state());
      }
      check(at + ".anyOf", requirement.anyOf());
    }
  }

  private void checkState(String at, String state) {
    Lifecycle lifecycle = rules.profile().lifecycle();
    if (rules.isDoubtful("lifecycle")) {
      return;
    } else if (lifecycle == null) {
      rules.add(at + ".state", "the profile has no lifecycle");
    } else if (!lifecycle.states().contains(state)) {
      rules.add(
          rules
              .problem(at + ".state", "is not one of the states")
              .found(state)
              .allowed(String.join(", ", lifecycle.states()))
              .suggestAmong(state, lifecycle.states()));
    }
  }

  private void checkCondition(String at, Requirement requirement, String name) {
    if (!rules.isPoint(at + ".point", name)) {
      return;
    }
    Point point = rules.profile().points().get(name);
    if (requirement.isNumeric() && !point.type().isNumeric()) {
      rules.add(at, name + " is a " + point.type().word() + ": only equals compares it");
    } else if (requirement.isNumeric()) {
      checkCanChange(at, requirement, point);
    } else if (requirement.equals_() != null) {
      checkEquals(at + ".equals", requirement.equals_(), point);
    }
    if (point.report().deadband() != 0) {
      rules.warn(at, name + " has a deadband, which hides changes: the signed policy asks for 0");
    }
    Duration interval = point.time().samplingInterval();
    Duration maxAge = requirement.maxAge();
    if (interval != null && maxAge != null && maxAge.compareTo(interval) < 0) {
      String sampled = name + " is sampled every " + Quantities.text(interval);
      rules.add(at + ".maxAge", sampled + ": it would never be young enough");
    }
  }

  private void checkEquals(String at, String text, Point point) {
    switch (point.type()) {
      case BOOL, INT64, STRING ->
          Values.problem(text, point.type()).ifPresent(why -> rules.add(at, why));
      default -> rules.add(at, "a " + point.type().word() + " is never exactly anything");
    }
  }

  /** A threshold beyond the valid range guards nothing, or forbids everything. */
  private void checkCanChange(String at, Requirement requirement, Point point) {
    double low = point.valid().min();
    double high = point.valid().max();
    boolean always = requirement.above() < low || requirement.below() > high;
    boolean never = requirement.above() >= high || requirement.below() <= low;
    if (always) {
      rules.add(at, "holds for every valid value: it guards nothing");
    } else if (never) {
      rules.add(at, "holds for no valid value: the command could never run");
    }
  }

  /** Commands that at rest wait for each other can never run. */
  private void checkCycle(String start, Map<String, List<String>> waits) {
    Map<String, String> cameFrom = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String command = open.remove();
      for (String next : waits.getOrDefault(command, List.of())) {
        if (next.equals(start)) {
          String circle = way(start, command, cameFrom) + " → " + start;
          String what = "a cycle: at rest its interlocks wait for each other: " + circle;
          rules.add("commands." + start + ".requires", what);
          return;
        }
        if (cameFrom.putIfAbsent(next, command) == null) {
          open.add(next);
        }
      }
    }
  }

  private static String way(String start, String end, Map<String, String> cameFrom) {
    StringBuilder way = new StringBuilder(end);
    for (String at = end; !at.equals(start); ) {
      at = cameFrom.get(at);
      way.insert(0, at + " → ");
      if (way.length() > LONGEST_WAY) {
        return start + " → … → " + end;
      }
    }
    return way.toString();
  }

  /** The commands without which, everything being at its safe value, this one cannot run. */
  private List<String> waitsFor(String command) {
    return rules.profile().commands().get(command).requires().stream()
        .filter(r -> r.point() != null && writers.containsKey(r.point()))
        .filter(r -> !holdsAtRest(r, rules.profile().commands().get(writers.get(r.point()))))
        .map(r -> writers.get(r.point()))
        .distinct()
        .toList();
  }

  /** What is released to the PLC may have any value at rest. */
  private boolean holdsAtRest(Requirement requirement, Command writer) {
    String safe = writer.atEnd().value();
    if (safe == null) {
      return true;
    } else if (requirement.equals_() != null) {
      return requirement.equals_().equals(safe);
    }
    Optional<Value> value = Values.read(safe, PointType.DOUBLE);
    return value.isEmpty() || requirement.holdsFor(value.get().asDouble());
  }

  /** What decides whether commands are allowed must not be written by one. */
  private void checkKeys() {
    Lifecycle lifecycle = rules.profile().lifecycle();
    if (lifecycle != null && writers.containsKey(lifecycle.from())) {
      String writer = writers.get(lifecycle.from());
      rules.add(
          "commands." + writer + ".target", "a cycle: it writes the state that allows commands");
    }
    LocalMode local = rules.profile().local();
    if (local != null && writers.containsKey(local.point())) {
      String writer = writers.get(local.point());
      rules.add(
          "commands." + writer + ".target", "a cycle: it writes the local mode that locks it");
    }
  }
}
