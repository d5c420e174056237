package dev.penstock.deviceprofiles;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version: what changed is said by the number that changed. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

  private static final Pattern WRITTEN =
      Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");

  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  /** How much a change matters to whoever uses the profile. */
  public enum Bump {
    NONE,
    PATCH,
    MINOR,
    MAJOR;

    public Bump or(Bump other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  public static Version parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a version such as 1.2.0");
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  public static boolean isVersion(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /** The bump from this version to a later one; NONE to the same or an earlier one. */
  public Bump bumpTo(Version later) {
    if (later.compareTo(this) <= 0) {
      return Bump.NONE;
    } else if (later.major != major) {
      return Bump.MAJOR;
    }
    return later.minor != minor ? Bump.MINOR : Bump.PATCH;
  }

  /** The next version after a change of this weight. */
  public Version after(Bump bump) {
    return switch (bump) {
      case NONE -> this;
      case PATCH -> new Version(major, minor, patch + 1);
      case MINOR -> new Version(major, minor + 1, 0);
      case MAJOR -> new Version(major + 1, 0, 0);
    };
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
