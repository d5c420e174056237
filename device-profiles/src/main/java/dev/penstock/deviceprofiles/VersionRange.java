package dev.penstock.deviceprofiles;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Versions that satisfy all of some comparisons: {@code >=1.0.0 <2.0.0}. */
public record VersionRange(List<Comparison> comparisons) {

  private static final Pattern COMPARISON = Pattern.compile("(>=|<=|>|<|=)?([0-9.]{5,20})");

  private static final String WRONG = "must be a range such as >=1.0.0 <2.0.0";

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
    return new VersionRange(words(text).map(VersionRange::one).toList());
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.strip().split(" +", -1));
  }

  private static boolean isComparison(String text) {
    Matcher matcher = COMPARISON.matcher(text);
    return matcher.matches() && Version.isVersion(matcher.group(2));
  }

  /** What is wrong with a range, if it is not empty; empty if nothing is. */
  static Optional<String> refusal(String text) {
    boolean fine = text.isEmpty() || words(text).allMatch(VersionRange::isComparison);
    return fine ? Optional.empty() : Optional.of(WRONG);
  }

  private static Comparison one(String text) {
    Matcher matcher = COMPARISON.matcher(text);
    if (!matcher.matches() || !Version.isVersion(matcher.group(2))) {
      throw new IllegalArgumentException(WRONG);
    }
    String operator = matcher.group(1) == null ? "=" : matcher.group(1);
    return new Comparison(operator, Version.parse(matcher.group(2)));
  }

  public boolean contains(Version version) {
    return comparisons.stream().allMatch(c -> c.holds(version));
  }
}
