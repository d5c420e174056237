package dev.penstock.deviceprofiles.diff;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.Version.Bump;
import dev.penstock.deviceprofiles.diff.Changes.Looser;
import dev.penstock.deviceprofiles.diff.Changes.Matter;
import dev.penstock.deviceprofiles.vocabulary.AtEnd;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Limits;
import dev.penstock.deviceprofiles.vocabulary.RateLimit;
import dev.penstock.deviceprofiles.vocabulary.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed about the commands. Whatever lets more through is major, and says SAFETY. */
final class CommandDiff {

  private static final Limits NONE = new Limits(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  private final Changes changes;
  private final Profile before;
  private final Profile after;

  CommandDiff(Changes changes, Profile before, Profile after) {
    this.changes = changes;
    this.before = before;
    this.after = after;
  }

  void compare() {
    for (Map.Entry<String, Command> old : before.commands().entrySet()) {
      Command now = after.commands().get(old.getKey());
      if (now == null) {
        changes.add("commands." + old.getKey(), Bump.MAJOR, false, "removed");
      } else {
        compare(old.getKey(), old.getValue(), now);
      }
    }
    after.commands().keySet().stream()
        .filter(name -> !before.commands().containsKey(name))
        .forEach(name -> changes.add("commands." + name, Bump.MINOR, true, "new, needs approval"));
  }

  private void compare(String name, Command old, Command now) {
    String path = "commands." + name;
    changes.text(path + ".title", old.title(), now.title(), Bump.PATCH, false);
    changes.text(
        path + ".target", target(before, name, old), target(after, name, now), Bump.MAJOR, true);
    changes.text(path + ".readback", old.readback(), now.readback(), Bump.MAJOR, true);
    compareMeaning(path, old, now);
    compareLimits(path + ".limits", old.limits(), now.limits());
    compareRates(path + ".rateLimit", old.rateLimit(), now.rateLimit());
    changes.duration(path + ".expiresAfter", old.expiresAfter(), now.expiresAfter(), Matter.SAFETY);
    String verify = path + ".verify.";
    changes.duration(
        verify + "within", old.verify().within(), now.verify().within(), Matter.SAFETY);
    changes.number(
        verify + "tolerance",
        old.verify().tolerance(),
        now.verify().tolerance(),
        Looser.UP,
        Matter.SAFETY);
    new InterlockDiff(changes, path + ".requires").compare(old.requires(), now.requires());
    changes.text(path + ".atEnd", text(old.atEnd()), text(now.atEnd()), Bump.MAJOR, true);
  }

  private static String target(Profile profile, String name, Command command) {
    Source own = command.target().source();
    String point = profile.targetOf(name);
    boolean isPoint = profile.points().containsKey(point);
    return isPoint || own == null ? point : PointDiff.place(own.address());
  }

  private void compareMeaning(String path, Command old, Command now) {
    String none = "the target's";
    changes.text(path + ".type", or(old.type(), none), or(now.type(), none), Bump.MAJOR, true);
    changes.text(path + ".unit", or(old.unit(), none), or(now.unit(), none), Bump.MAJOR, true);
    changes.text(
        path + ".concept", or(old.concept(), none), or(now.concept(), none), Bump.MAJOR, true);
    Source was = old.target().source();
    Source is = now.target().source();
    if (was != null && is != null) {
      String at = path + ".target";
      changes.text(at + ".scale", was.address().scale(), is.address().scale(), Bump.MAJOR, true);
      changes.text(at + ".offset", was.address().offset(), is.address().offset(), Bump.MAJOR, true);
    }
  }

  private static Object or(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private void compareLimits(String path, @Nullable Limits before, @Nullable Limits after) {
    Limits old = before == null ? NONE : before;
    Limits now = after == null ? NONE : after;
    changes.number(path + ".min", old.min(), now.min(), Looser.DOWN, Matter.SAFETY);
    changes.number(path + ".max", old.max(), now.max(), Looser.UP, Matter.SAFETY);
    changes.number(path + ".maxStep", old.maxStep(), now.maxStep(), Looser.UP, Matter.SAFETY);
    changes.number(path + ".maxRate", old.maxRate(), now.maxRate(), Looser.UP, Matter.SAFETY);
  }

  /** A rate is looser if it lets more through in the long run, or at once. */
  private void compareRates(String path, @Nullable RateLimit old, @Nullable RateLimit now) {
    changes.number(path + ".commands", atOnce(old), atOnce(now), Looser.UP, Matter.SAFETY);
    changes.number(path + " per second", perSecond(old), perSecond(now), Looser.UP, Matter.SAFETY);
  }

  private static double atOnce(@Nullable RateLimit limit) {
    return limit == null ? Double.NaN : limit.commands();
  }

  private static double perSecond(@Nullable RateLimit limit) {
    return limit == null ? Double.NaN : limit.perSecond();
  }

  private static String text(AtEnd atEnd) {
    return atEnd.value() == null ? "release" : "value " + atEnd.value();
  }
}
