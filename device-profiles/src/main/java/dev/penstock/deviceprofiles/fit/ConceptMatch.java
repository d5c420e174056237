package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.fit.FitRequirement.ConceptMapping;
import dev.penstock.deviceprofiles.vocabulary.Point;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the point of a profile that a need means. */
final class ConceptMatch {

  private final Profile profile;
  private final List<ConceptMapping> mappings;

  ConceptMatch(Profile profile, List<ConceptMapping> mappings) {
    this.profile = profile;
    this.mappings = mappings;
  }

  /**
   * What was found.
   *
   * @param point its name; empty if there is none, or more than one
   */
  record Match(Optional<String> point, Finding finding) {}

  Match find(String path, NeededPoint need) {
    List<String> exact = candidates(need, p -> p.conceptOrEmpty().equals(need.concept()));
    if (!exact.isEmpty()) {
      return one(path, need, exact, null, "SAME_CONCEPT");
    }
    List<String> aliases = candidates(need, p -> p.alsoKnownAs().contains(need.concept()));
    if (!aliases.isEmpty()) {
      return one(path, need, aliases, map(need, "alias"), "ALIAS");
    }
    for (ConceptMapping mapping : mappings) {
      List<String> mapped =
          mapping.to().equals(need.concept())
              ? candidates(need, p -> isKnownAs(p, mapping.from()))
              : List.of();
      if (!mapped.isEmpty()) {
        boolean broader = mapping.kind() == ConceptMapping.Kind.BROADER;
        String code = broader ? "BROADER_CONCEPT" : "MAPPED_CONCEPT";
        return one(path, need, mapped, map(need, mapping.kind().name()), code);
      }
    }
    String found = need.point() == null ? "none" : named(need.point());
    return new Match(
        Optional.empty(),
        Finding.not(path, Aspect.CONCEPT, "NO_SUCH_CONCEPT", need.concept(), found));
  }

  private static boolean isKnownAs(Point point, String concept) {
    return point.conceptOrEmpty().equals(concept) || point.alsoKnownAs().contains(concept);
  }

  private String named(String name) {
    Point point = profile.points().get(name);
    return point == null ? "no point " + name : name + " is " + point.conceptOrEmpty();
  }

  private List<String> candidates(NeededPoint need, Predicate<Point> isMeant) {
    return profile.points().entrySet().stream()
        .filter(e -> need.point() == null || need.point().equals(e.getKey()))
        .filter(e -> need.observes() == null || need.observes().equals(e.getValue().observes()))
        .filter(e -> isMeant.test(e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Adaptation map(NeededPoint need, String kind) {
    Map<String, String> params =
        Map.of("to", need.concept(), "kind", kind.toLowerCase(Locale.ROOT));
    return Adaptation.of("map-concept", params, "");
  }

  private Match one(
      String path,
      NeededPoint need,
      List<String> names,
      @Nullable Adaptation adaptation,
      String code) {
    if (names.size() > 1) {
      String found = String.join(", ", names);
      return new Match(
          Optional.empty(),
          Finding.not(path, Aspect.CONCEPT, "AMBIGUOUS_CONCEPT", need.concept(), found));
    }
    String name = names.get(0);
    String found = name + ", " + profile.points().get(name).conceptOrEmpty();
    Finding finding =
        adaptation == null
            ? Finding.fits(path, Aspect.CONCEPT, code, need.concept(), found)
            : Finding.adapts(path, Aspect.CONCEPT, code, need.concept(), found, adaptation);
    return new Match(Optional.of(name), finding);
  }
}
