package dev.penstock.deviceprofiles;

import dev.penstock.contract.DecimalText;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.Requirement;
import dev.penstock.deviceprofiles.yaml.Quantities;
import dev.penstock.deviceprofiles.yaml.SpelledOut;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The answer to {@code penstock profile explain}: the profile as it is understood, with every
 * default spelled out, and what follows from it.
 */
public final class ProfileExplain {

  private final Profile profile;
  private final StringBuilder out = new StringBuilder();

  private ProfileExplain(Profile profile) {
    this.profile = profile;
  }

  public static String text(Profile profile) {
    return new ProfileExplain(profile).explain();
  }

  private String explain() {
    line("# " + profile.idAndVersion() + ", hash " + profile.hash());
    out.append(SpelledOut.of(profile));
    line("");
    line("# What follows from it");
    profile.allPoints().forEach(this::point);
    profile.commands().forEach(this::command);
    if (profile.commands().isEmpty()) {
      line("# commands: none, nothing is ever written");
    } else {
      line("# local mode: " + localMode());
    }
    return out.toString();
  }

  private void point(String name, Point point) {
    Duration stale = profile.staleAfter(point);
    String origin = point.staleAfter() == null ? " (of the defaults)" : "";
    line("# points." + name + ":");
    line("#   stale after " + Quantities.text(stale) + origin);
    if (point.type().isNumeric()) {
      String bound = SyncBound.of(point).inWords(point.unitOrOne());
      line("#   the twin is off by at most " + bound);
    }
  }

  private void command(String name, Command command) {
    line("# commands." + name + ":");
    line("#   writes " + profile.targetOf(name) + ", reads back " + command.readback());
    line("#   " + limits(command));
    line("#   interlocks: " + interlocks(command.requires()));
    line("#   at the end: " + atEnd(command));
  }

  private static String limits(Command command) {
    var limits = command.limits();
    if (limits == null) {
      return "limits: none, it is a switch";
    }
    String range = DecimalText.of(limits.min()) + " to " + DecimalText.of(limits.max());
    String step = Double.isNaN(limits.maxStep()) ? "any" : DecimalText.of(limits.maxStep());
    String rate = Double.isNaN(limits.maxRate()) ? "any" : DecimalText.of(limits.maxRate()) + "/s";
    return "limits: "
        + range
        + ", step "
        + step
        + ", rate "
        + rate
        + "; never clamped, but refused";
  }

  private static String atEnd(Command command) {
    String value = command.atEnd().value();
    return value == null ? "released to the PLC" : "back to " + value;
  }

  private static String interlocks(List<Requirement> requirements) {
    return requirements.isEmpty()
        ? "none"
        : requirements.stream().map(ProfileExplain::condition).collect(Collectors.joining(" and "));
  }

  /** An interlock in words. */
  public static String condition(Requirement requirement) {
    if (requirement.state() != null) {
      return "state is " + requirement.state();
    } else if (!requirement.anyOf().isEmpty()) {
      return requirement.anyOf().stream()
          .map(ProfileExplain::condition)
          .collect(Collectors.joining(" or ", "(", ")"));
    }
    Duration maxAge = Objects.requireNonNull(requirement.maxAge());
    String held = requirement.for_().isZero() ? "" : " for " + Quantities.text(requirement.for_());
    String age = " (not older than " + Quantities.text(maxAge) + ")";
    return requirement.point() + " " + test(requirement) + held + age;
  }

  private static String test(Requirement requirement) {
    if (requirement.equals_() != null) {
      return "is " + requirement.equals_();
    } else if (!requirement.within().isEmpty()) {
      String from = DecimalText.of(requirement.within().get(0));
      return "from " + from + " to " + DecimalText.of(requirement.within().get(1));
    }
    return Double.isNaN(requirement.above())
        ? "below " + DecimalText.of(requirement.below())
        : "above " + DecimalText.of(requirement.above());
  }

  private String localMode() {
    var local = profile.local();
    return local == null
        ? "none, nobody can take the device over at a panel"
        : "while " + local.point() + " is " + local.equals_() + ", or unknown, nothing is written";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
