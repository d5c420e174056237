package dev.penstock.deviceprofiles.fit;

import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.units.Conversion;
import dev.penstock.deviceprofiles.units.UcumUnit;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Limits;
import dev.penstock.deviceprofiles.vocabulary.Point;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits the commands that a consumer wants to give. */
final class CommandFit {

  private final Profile profile;

  CommandFit(Profile profile) {
    this.profile = profile;
  }

  Fitted fit(String name, NeededCommand need) {
    Fitted fitted = new Fitted("commands." + name);
    String wanted = need.command() == null ? String.valueOf(need.concept()) : need.command();
    List<String> offered = offered(need);
    if (offered.size() == 1) {
      fitOffered(fitted, need, offered.get(0));
    } else if (offered.size() > 1) {
      fitted.not(Aspect.COMMANDS, "AMBIGUOUS_COMMAND", wanted, String.join(", ", offered));
    } else if (need.optional()) {
      fitted.fits(Aspect.COMMANDS, "OPTIONAL_AND_MISSING", wanted, "none");
    } else {
      fitted.not(Aspect.COMMANDS, "NOT_OFFERED", wanted, "none");
    }
    return fitted;
  }

  private List<String> offered(NeededCommand need) {
    return profile.commands().keySet().stream()
        .filter(name -> need.command() == null || need.command().equals(name))
        .filter(name -> need.concept() == null || need.concept().equals(concept(name)))
        .toList();
  }

  private String concept(String name) {
    Command command = profile.commands().get(name);
    return command.concept() == null ? target(name).conceptOrEmpty() : command.concept();
  }

  private Point target(String name) {
    return profile.allPoints().get(profile.targetOf(name));
  }

  private void fitOffered(Fitted fitted, NeededCommand need, String name) {
    Limits limits = profile.commands().get(name).limits();
    String unit = target(name).unitOrOne();
    if (limits == null) {
      boolean plain = need.unit() == null || need.unit().equals(unit);
      if (plain) {
        fitted.fits(Aspect.COMMANDS, "OFFERED", name, name);
      } else {
        fitted.not(Aspect.COMMANDS, "NO_UNIT", need.unit(), "a switch");
      }
      return;
    }
    UcumUnit wanted = UcumUnit.parse(need.unit() == null ? unit : need.unit());
    Optional<Conversion> conversion = UcumUnit.parse(unit).to(wanted);
    if (conversion.isEmpty()) {
      fitted.not(Aspect.COMMANDS, "NOT_COMMENSURABLE", wanted.code(), unit);
      return;
    }
    fitUnit(fitted, wanted, UcumUnit.parse(unit), limits);
    fitLimits(fitted, need.range().interval(), limits, conversion.get());
  }

  private static void fitUnit(Fitted fitted, UcumUnit wanted, UcumUnit offered, Limits limits) {
    Conversion back = wanted.to(offered).orElseThrow();
    if (back.isIdentity()) {
      fitted.fits(Aspect.COMMANDS, "SAME_UNIT", wanted.code(), offered.code());
      return;
    }
    Map<String, String> params =
        Map.of("scale", back.scale().toPlainString(), "offset", back.offset().toPlainString());
    Adaptation convert = Adaptation.of("convert-command", params, "");
    fitted.adapts(Aspect.COMMANDS, "CONVERTED", wanted.code(), offered.code(), convert);
    Conversion there = back.inverse();
    Interval range = new Interval(there.apply(limits.min()), there.apply(limits.max()));
    fitted.run(Aspect.COMMANDS, new ValueAdaptation(wanted, offered, false, range, Interval.ANY));
  }

  private static void fitLimits(
      Fitted fitted, Interval wanted, Limits limits, Conversion conversion) {
    Interval offered = new Interval(conversion.apply(limits.min()), conversion.apply(limits.max()));
    if (wanted.equals(Interval.ANY) || offered.contains(wanted)) {
      fitted.fits(Aspect.COMMANDS, "WITHIN_LIMITS", wanted, offered);
    } else if (!offered.overlaps(wanted)) {
      fitted.not(Aspect.COMMANDS, "BEYOND_LIMITS", wanted, offered);
    } else {
      Map<String, String> params =
          Map.of("min", Vector.text(offered.min()), "max", Vector.text(offered.max()));
      Adaptation tighten =
          Adaptation.of("tighten-limits", params, "commands outside " + offered + " are refused");
      fitted.adapts(Aspect.COMMANDS, "LIMITS_TIGHTENED", wanted, offered, tighten);
      Interval whole = wanted.orElse(offered.min(), offered.max());
      fitted.run(Aspect.COMMANDS, new LimitTightening(offered, whole));
    }
  }
}
