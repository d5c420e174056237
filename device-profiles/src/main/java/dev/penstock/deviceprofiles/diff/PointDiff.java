package dev.penstock.deviceprofiles.diff;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.Version.Bump;
import dev.penstock.deviceprofiles.diff.Changes.Looser;
import dev.penstock.deviceprofiles.diff.Changes.Matter;
import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.Use;
import dev.penstock.deviceprofiles.vocabulary.Valid;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** What changed about the points. */
final class PointDiff {

  private final Changes changes;
  private final Profile before;
  private final Profile after;

  /** Points that commands rest on, in either version. */
  private final Set<String> critical;

  PointDiff(Changes changes, Profile before, Profile after) {
    this.changes = changes;
    this.before = before;
    this.after = after;
    this.critical = new TreeSet<>(before.pointsOfCommands());
    this.critical.addAll(after.pointsOfCommands());
  }

  void compare() {
    before
        .points()
        .forEach(
            (name, point) -> {
              Point now = after.points().get(name);
              if (now == null) {
                changes.add("points." + name, Bump.MAJOR, critical.contains(name), "removed");
              } else {
                compare(name, point, now);
              }
            });
    after.points().keySet().stream()
        .filter(name -> !before.points().containsKey(name))
        .forEach(name -> changes.add("points." + name, Bump.MINOR, false, "new"));
  }

  private void compare(String name, Point old, Point now) {
    String path = "points." + name;
    boolean safety = critical.contains(name);
    changes.text(path + ".type", old.type().word(), now.type().word(), Bump.MAJOR, safety);
    changes.text(path + ".unit", old.unitOrOne(), now.unitOrOne(), Bump.MAJOR, safety);
    changes.text(path + ".concept", old.conceptOrEmpty(), now.conceptOrEmpty(), Bump.MAJOR, safety);
    changes.text(path + ".aggregation", old.aggregation(), now.aggregation(), Bump.MAJOR, safety);
    compareAliases(path, old, now);
    changes.text(path + ".title", old.title(), now.title(), Bump.PATCH, false);
    changes.text(path + ".observes", old.observes(), now.observes(), Bump.PATCH, false);
    compareAddress(path, old.source().address(), now.source().address(), safety);
    compareTime(path, old, now, safety);
    comparePromises(path, old, now);
    compareStaleness(path, before.staleAfter(old), after.staleAfter(now), safety);
    compareUse(path, old, now);
    String dataClass = path + ".dataClass";
    changes.text(dataClass, before.dataClass(old), after.dataClass(now), Bump.MAJOR, false);
  }

  private void compareAliases(String path, Point old, Point now) {
    for (String alias : old.alsoKnownAs()) {
      if (!now.alsoKnownAs().contains(alias)) {
        changes.add(path + ".alsoKnownAs", Bump.MAJOR, false, "no longer known as " + alias);
      }
    }
    for (String alias : now.alsoKnownAs()) {
      if (!old.alsoKnownAs().contains(alias)) {
        changes.add(path + ".alsoKnownAs", Bump.PATCH, false, "also known as " + alias);
      }
    }
  }

  /** Where a value is read is nobody's business, unless commands rest on it; its scale is. */
  private void compareAddress(String path, Address old, Address now, boolean safety) {
    String at = path + ".source";
    Bump moved = safety ? Bump.MAJOR : Bump.MINOR;
    changes.text(at, place(old), place(now), moved, safety);
    changes.text(at + ".scale", old.scale(), now.scale(), Bump.MAJOR, safety);
    changes.text(at + ".offset", old.offset(), now.offset(), Bump.MAJOR, safety);
  }

  static String place(Address address) {
    return address.protocol() + address.words() + address.wireType();
  }

  private void compareTime(String path, Point old, Point now, boolean safety) {
    String at = path + ".time";
    var before = old.time();
    var after = now.time();
    changes.text(at + ".basis", before.basis(), after.basis(), Bump.MAJOR, safety);
    changes.duration(
        at + ".samplingInterval",
        before.samplingInterval(),
        after.samplingInterval(),
        Matter.PROMISE);
    changes.duration(
        at + ".maxClockOffset", before.maxClockOffset(), after.maxClockOffset(), Matter.PROMISE);
    changes.duration(
        at + ".maxEventUncertainty",
        before.maxEventUncertainty(),
        after.maxEventUncertainty(),
        Matter.PROMISE);
    changes.text(
        at + ".allowedLateness",
        before.allowedLateness(),
        after.allowedLateness(),
        Bump.MINOR,
        false);
  }

  private void comparePromises(String path, Point old, Point now) {
    double deadband = old.report().deadband();
    changes.number(
        path + ".report.deadband", deadband, now.report().deadband(), Looser.UP, Matter.PROMISE);
    changes.duration(
        path + ".report.heartbeat",
        old.report().heartbeat(),
        now.report().heartbeat(),
        Matter.PROMISE);
    changes.number(
        path + ".uncertainty", old.uncertainty(), now.uncertainty(), Looser.UP, Matter.PROMISE);
    Valid was = old.valid();
    Valid is = now.valid();
    changes.number(path + ".valid.min", was.min(), is.min(), Looser.DOWN, Matter.PROMISE);
    changes.number(path + ".valid.max", was.max(), is.max(), Looser.UP, Matter.PROMISE);
    changes.number(path + ".valid.maxRate", was.maxRate(), is.maxRate(), Looser.UP, Matter.PROMISE);
  }

  /** A longer wait is harmless to a reader, and not to a command that rests on the value. */
  private void compareStaleness(String path, Duration old, Duration now, boolean safety) {
    if (safety) {
      changes.duration(path + ".staleAfter", old, now, Matter.SAFETY);
    } else {
      changes.text(path + ".staleAfter", old, now, Bump.MINOR, false);
    }
  }

  private void compareUse(String path, Point old, Point now) {
    boolean kept = now.use().containsAll(old.use());
    Bump bump = kept ? Bump.MINOR : Bump.MAJOR;
    Set<Use> uses = new TreeSet<>(old.use());
    changes.text(path + ".use", uses, new TreeSet<>(now.use()), bump, false);
  }
}
