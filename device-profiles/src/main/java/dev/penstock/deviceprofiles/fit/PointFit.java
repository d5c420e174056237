package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.DecimalText;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.SyncBound;
import dev.penstock.deviceprofiles.fit.NeededPoint.QualityForm;
import dev.penstock.deviceprofiles.units.UcumUnit;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import java.util.Map;
import java.util.Optional;

/** Fits one point's value: type, unit, range, uncertainty, quality; time is {@link TimeFit}'s. */
final class PointFit {

  private final Profile profile;
  private final ConceptMatch concepts;

  PointFit(Profile profile, ConceptMatch concepts) {
    this.profile = profile;
    this.concepts = concepts;
  }

  Fitted fit(String name, NeededPoint need) {
    String path = "points." + name;
    Fitted fitted = new Fitted(path);
    ConceptMatch.Match match = concepts.find(path, need);
    if (match.point().isEmpty()) {
      boolean spared = need.optional() && match.finding().code().equals("NO_SUCH_CONCEPT");
      if (spared) {
        fitted.fits(Aspect.CONCEPT, "OPTIONAL_AND_MISSING", need.concept(), "none");
      } else {
        fitted.add(match.finding());
      }
      return fitted;
    }
    fitted.add(match.finding());
    Point point = profile.points().get(match.point().get());
    if (point.type().isNumeric()) {
      fitNumber(fitted, need, point);
    } else if (need.unit() != null && !need.unit().equals(Point.DIMENSIONLESS)) {
      fitted.not(Aspect.UNIT, "NO_UNIT", need.unit(), "a " + point.type().word());
    }
    fitType(fitted, need, point);
    new TimeFit(fitted, need, point).fit(profile.staleAfter(point));
    fitQuality(fitted, need);
    return fitted;
  }

  private static void fitType(Fitted fitted, NeededPoint need, Point point) {
    PointType wanted = need.type() == null ? point.type() : need.type();
    PointType found = point.type();
    if (wanted == found) {
      fitted.fits(Aspect.TYPE, "SAME_TYPE", wanted.word(), found.word());
    } else if (Widening.isWider(found, wanted)) {
      Widening widening = new Widening(found, wanted);
      fitted.adapts(Aspect.TYPE, "WIDENED", wanted.word(), found.word(), widening.adaptation());
      fitted.run(Aspect.TYPE, widening);
    } else {
      fitted.not(Aspect.TYPE, "NARROWING", wanted.word(), found.word());
    }
  }

  private static void fitNumber(Fitted fitted, NeededPoint need, Point point) {
    UcumUnit found = UcumUnit.parse(point.unitOrOne());
    UcumUnit wanted = need.unit() == null ? found : UcumUnit.parse(need.unit());
    if (found.to(wanted).isEmpty()) {
      fitted.not(Aspect.UNIT, "NOT_COMMENSURABLE", wanted.code(), found.code());
      return;
    }
    Interval valid = new Interval(point.valid().min(), point.valid().max());
    boolean difference = need.difference() || isDifference(need.concept());
    ValueAdaptation values =
        new ValueAdaptation(found, wanted, difference, valid, need.range().interval());
    boolean converts = fitUnit(fitted, values);
    boolean clips = fitRange(fitted, values);
    fitUncertainty(fitted, need, point, values);
    fitSyncBound(fitted, need, point, values);
    if (converts || clips) {
      fitted.run(converts ? Aspect.UNIT : Aspect.RANGE, values);
    }
  }

  /** Quantity kinds whose values have no zero say so in their names. */
  private static boolean isDifference(String concept) {
    return concept.endsWith("Difference") || concept.endsWith("Interval");
  }

  private static boolean fitUnit(Fitted fitted, ValueAdaptation values) {
    String wanted = values.to().code();
    String found = values.from().code();
    var conversion = values.conversion();
    if (wanted.equals(found)) {
      fitted.fits(Aspect.UNIT, "SAME_UNIT", wanted, found);
      return false;
    } else if (conversion.isIdentity()) {
      fitted.fits(Aspect.UNIT, "EQUAL_UNIT", wanted, found);
      return false;
    }
    boolean scaleOnly = values.difference() || !conversion.isAffine();
    String offset = scaleOnly ? "0" : conversion.offset().toPlainString();
    Map<String, String> params =
        Map.of("scale", conversion.scale().toPlainString(), "offset", offset);
    boolean asDifference = values.difference() && conversion.isAffine();
    String op = asDifference ? "convert-difference" : "convert";
    String code = asDifference ? "CONVERTED_AS_DIFFERENCE" : "CONVERTED";
    fitted.adapts(Aspect.UNIT, code, wanted, found, Adaptation.of(op, params, ""));
    return true;
  }

  private static boolean fitRange(Fitted fitted, ValueAdaptation values) {
    Interval accepted = values.accepted();
    Interval provided = values.providedAsWanted();
    String found = provided.inWords(values.to().code());
    String wanted = accepted.inWords(values.to().code());
    if (accepted.contains(provided)) {
      fitted.fits(Aspect.RANGE, "INSIDE", wanted, found);
      return false;
    } else if (!accepted.overlaps(provided)) {
      fitted.not(Aspect.RANGE, "DISJOINT", wanted, found);
      return false;
    }
    Map<String, String> params =
        Map.of("min", number(accepted.min()), "max", number(accepted.max()), "flag", "CLAMPED");
    Adaptation clip = Adaptation.of("clip", params, "values outside " + accepted);
    fitted.adapts(Aspect.RANGE, "CLIPPED", wanted, found, clip);
    return true;
  }

  private static void fitUncertainty(
      Fitted fitted, NeededPoint need, Point point, ValueAdaptation values) {
    if (Double.isNaN(need.maxUncertainty())) {
      return;
    }
    double found = values.conversion().applyToDifference(point.uncertainty());
    String wanted = "at most " + number(need.maxUncertainty());
    if (Double.isNaN(found)) {
      fitted.not(Aspect.UNCERTAINTY, "NOT_STATED", wanted, "none");
    } else if (found <= need.maxUncertainty()) {
      fitted.fits(Aspect.UNCERTAINTY, "CERTAIN_ENOUGH", wanted, number(found));
    } else {
      fitted.not(Aspect.UNCERTAINTY, "TOO_UNCERTAIN", wanted, number(found));
    }
  }

  private static void fitSyncBound(
      Fitted fitted, NeededPoint need, Point point, ValueAdaptation values) {
    if (need.syncBound() == null) {
      return;
    }
    String wanted = "at most " + number(need.syncBound().error());
    SyncBound bound = SyncBound.of(point);
    double seconds = need.syncBound().latency().toNanos() / 1e9;
    double found = values.conversion().applyToDifference(bound.at(seconds));
    if (!bound.isBounded()) {
      fitted.not(Aspect.SYNC_BOUND, "UNBOUNDED", wanted, "no sampling interval or max rate");
    } else if (found <= need.syncBound().error()) {
      fitted.fits(Aspect.SYNC_BOUND, "WITHIN_BOUND", wanted, number(found));
    } else {
      fitted.not(Aspect.SYNC_BOUND, "BEYOND_BOUND", wanted, number(found));
    }
  }

  private static void fitQuality(Fitted fitted, NeededPoint need) {
    if (need.quality() == QualityForm.FULL) {
      fitted.fits(Aspect.QUALITY, "FULL_QUALITY", "full", "full");
      return;
    }
    Adaptation lower = Adaptation.of("lower-quality", Map.of(), "what is uncertain, and why");
    fitted.adapts(Aspect.QUALITY, "LOSSY_QUALITY", "good-bad", "full", lower);
    fitted.run(Aspect.QUALITY, new QualityLowering());
  }

  private static String number(double value) {
    return Optional.of(value).filter(Double::isFinite).map(DecimalText::of).orElse("none");
  }
}
