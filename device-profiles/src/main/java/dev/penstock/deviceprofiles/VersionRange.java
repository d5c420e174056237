package dev.penstock.deviceprofiles;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Versions that satisfy all of some comparisons: {@code >=1.0.0 <2.0.0}. */
public record VersionRange(List<Comparison> comparisons) {

  private static final Pattern COMPARISON = Pattern.compile("(>=|<=|>|<|=)?([0-9.]{5,20})");

  /** One of them. */
  public record Comparison(String operator, Version version) {

    boolean holds(Version candidate) {
      int order = candidate.compareTo(version);
      return switch (operator) {
        case ">=" -> order >= 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        case "<" -> order < 0;
        default -> order == 0;
      };
    }
  }

  public VersionRange {
    comparisons = List.copyOf(comparisons);
  }

  public static VersionRange parse(String text) {
    return new VersionRange(Stream.of(text.strip().split(" +")).map(VersionRange::one).toList());
  }

  private static Comparison one(String text) {
    Matcher matcher = COMPARISON.matcher(text);
    if (!matcher.matches() || !Version.isVersion(matcher.group(2))) {
      throw new IllegalArgumentException("must be a range such as >=1.0.0 <2.0.0");
    }
    String operator = matcher.group(1) == null ? "=" : matcher.group(1);
    return new Comparison(operator, Version.parse(matcher.group(2)));
  }

  public boolean contains(Version version) {
    return comparisons.stream().allMatch(c -> c.holds(version));
  }
}
