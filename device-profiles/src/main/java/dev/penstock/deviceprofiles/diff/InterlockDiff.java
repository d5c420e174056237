package dev.penstock.deviceprofiles.diff;

import dev.penstock.deviceprofiles.ProfileExplain;
import dev.penstock.deviceprofiles.diff.Changes.Looser;
import dev.penstock.deviceprofiles.diff.Changes.Matter;
import dev.penstock.deviceprofiles.vocabulary.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What changed about the interlocks of one command. */
final class InterlockDiff {

  private final Changes changes;
  private final String path;

  InterlockDiff(Changes changes, String path) {
    this.changes = changes;
    this.path = path;
  }

  void compare(List<Requirement> before, List<Requirement> after) {
    List<Requirement> gone = new ArrayList<>(before);
    List<Requirement> come = new ArrayList<>(after);
    gone.removeAll(after);
    come.removeAll(before);
    for (Requirement old : List.copyOf(gone)) {
      Optional<Requirement> now = come.stream().filter(c -> isSameKind(old, c)).findFirst();
      if (now.isPresent()) {
        gone.remove(old);
        come.remove(now.get());
        compare(old, now.get());
      }
    }
    gone.forEach(old -> changes.loosened(path, ProfileExplain.condition(old), ""));
    come.forEach(now -> changes.tightened(path, "", ProfileExplain.condition(now)));
  }

  /** Whether two conditions differ in nothing but numbers that can be compared. */
  private static boolean isSameKind(Requirement old, Requirement now) {
    return old.point() != null
        && old.point().equals(now.point())
        && Objects.equals(old.equals_(), now.equals_())
        && Double.isNaN(old.above()) == Double.isNaN(now.above())
        && Double.isNaN(old.below()) == Double.isNaN(now.below())
        && old.within().size() == now.within().size();
  }

  private void compare(Requirement old, Requirement now) {
    String at = path + "(" + old.point() + ")";
    changes.number(at + ".above", old.above(), now.above(), Looser.DOWN, Matter.SAFETY);
    changes.number(at + ".below", old.below(), now.below(), Looser.UP, Matter.SAFETY);
    if (!old.within().isEmpty()) {
      double from = old.within().get(0);
      double to = old.within().get(1);
      String within = at + ".within";
      changes.number(within + " from", from, now.within().get(0), Looser.DOWN, Matter.SAFETY);
      changes.number(within + " to", to, now.within().get(1), Looser.UP, Matter.SAFETY);
    }
    changes.duration(at + ".maxAge", old.maxAge(), now.maxAge(), Matter.SAFETY);
    // Here less is looser.
    changes.duration(at + ".for", now.for_(), old.for_(), Matter.SAFETY);
  }
}
