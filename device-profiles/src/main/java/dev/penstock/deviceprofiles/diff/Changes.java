package dev.penstock.deviceprofiles.diff;

import dev.penstock.contract.DecimalText;
import dev.penstock.deviceprofiles.Version.Bump;
import dev.penstock.deviceprofiles.yaml.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects changes, weighing each by what it may break. */
final class Changes {

  /** Which way a quantity becomes looser: more is allowed, or less is promised. */
  enum Looser {
    UP,
    DOWN
  }

  /** What words and weight a change of a quantity has. */
  enum Matter {
    /** Of the data: a promise to whoever reads it. */
    PROMISE("a weaker promise", "a stronger promise", false),
    /** Of a command: what holds it back. */
    SAFETY("loosened", "tightened", true);

    private final String looser;
    private final String tighter;
    private final boolean safety;

    Matter(String looser, String tighter, boolean safety) {
      this.looser = looser;
      this.tighter = tighter;
      this.safety = safety;
    }
  }

  private final List<Change> changes = new ArrayList<>();

  List<Change> all() {
    return List.copyOf(changes);
  }

  void add(String path, Bump bump, boolean safety, String what) {
    changes.add(new Change(path, bump, safety, what, "", ""));
  }

  /** A key whose every change weighs the same. */
  void text(String path, Object before, Object after, Bump bump, boolean safety) {
    if (!before.equals(after)) {
      changes.add(new Change(path, bump, safety, "changed", word(before), word(after)));
    }
  }

  /**
   * A quantity; NaN is no bound at all, beyond everything in the looser direction.
   *
   * @param looser the direction that is looser
   */
  void number(String path, double before, double after, Looser looser, Matter matter) {
    double unbounded = looser == Looser.UP ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    double from = Double.isNaN(before) ? unbounded : before;
    double to = Double.isNaN(after) ? unbounded : after;
    if (from != to) {
      weigh(path, (to > from) == (looser == Looser.UP), matter, number(before), number(after));
    }
  }

  /** A duration of which more is looser; none is no bound at all. */
  void duration(String path, @Nullable Duration before, @Nullable Duration after, Matter matter) {
    double from = before == null ? Double.NaN : before.toNanos();
    double to = after == null ? Double.NaN : after.toNanos();
    if (Double.compare(from, to) != 0) {
      boolean looser = Double.isNaN(to) || to > from;
      weigh(path, looser, matter, text(before), text(after));
    }
  }

  private void weigh(String path, boolean looser, Matter matter, String before, String after) {
    Bump bump = looser ? Bump.MAJOR : Bump.MINOR;
    String what = looser ? matter.looser : matter.tighter;
    changes.add(new Change(path, bump, matter.safety, what, before, after));
  }

  void loosened(String path, String before, String after) {
    weigh(path, true, Matter.SAFETY, before, after);
  }

  void tightened(String path, String before, String after) {
    weigh(path, false, Matter.SAFETY, before, after);
  }

  private static String word(Object value) {
    if (value instanceof Duration duration) {
      return Quantities.text(duration);
    } else if (value instanceof Double number) {
      return DecimalText.of(number);
    }
    boolean isWord = value instanceof Enum || value instanceof Set;
    return isWord ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "none" : DecimalText.of(value);
  }

  private static String text(@Nullable Duration duration) {
    return duration == null ? "none" : Quantities.text(duration);
  }
}
