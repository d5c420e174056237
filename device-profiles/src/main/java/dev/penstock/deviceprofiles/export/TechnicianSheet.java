package dev.penstock.deviceprofiles.export;

import dev.penstock.contract.DecimalText;
import dev.penstock.deviceprofiles.Profile;
import dev.penstock.deviceprofiles.ProfileExplain;
import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Limits;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.yaml.Quantities;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A profile as one page of Markdown for whoever stands before the device. */
public final class TechnicianSheet {

  private final Profile profile;
  private final StringBuilder out = new StringBuilder();

  private TechnicianSheet(Profile profile) {
    this.profile = profile;
  }

  public static String markdown(Profile profile) {
    return new TechnicianSheet(profile).write();
  }

  private String write() {
    line("# " + profile.title());
    line("");
    line("`" + profile.idAndVersion() + "` · hash `" + profile.hash().substring(0, 12) + "`");
    line("");
    line("## What it measures");
    line("");
    row(List.of("Point", "What", "Unit", "Plausible", "Every", "Stale after", "Address"));
    line("|---|---|---|---|---|---|---|");
    profile.points().forEach(this::point);
    line("");
    line("## What may be written");
    line("");
    if (profile.commands().isEmpty()) {
      line("Nothing.");
    } else {
      commands();
    }
    line("");
    line("## On site");
    line("");
    checklist();
    return out.toString();
  }

  private void point(String name, Point point) {
    var interval = point.time().samplingInterval();
    row(
        List.of(
            "`" + name + "`",
            point.title(),
            point.type().isNumeric() ? point.unitOrOne() : point.type().word(),
            range(point.valid().min(), point.valid().max()),
            interval == null ? "on change" : Quantities.text(interval),
            Quantities.text(profile.staleAfter(point)),
            "`" + address(point.source().address()) + "`"));
  }

  private static String address(Address address) {
    return address.protocol()
        + " "
        + address.words().entrySet().stream()
            .map(word -> word.getKey() + "=" + word.getValue())
            .collect(Collectors.joining(" "));
  }

  private void commands() {
    line("Only if the signed policy allows it. The profile proposes:");
    line("");
    row(List.of("Command", "Limits", "Interlocks", "At the end"));
    line("|---|---|---|---|");
    for (Map.Entry<String, Command> entry : profile.commands().entrySet()) {
      Command command = entry.getValue();
      String interlocks =
          command.requires().stream()
              .map(ProfileExplain::condition)
              .collect(Collectors.joining("; "));
      String value = command.atEnd().value();
      row(
          List.of(
              "`" + entry.getKey() + "` " + command.title(),
              limits(entry.getKey(), command),
              interlocks.isEmpty() ? "none" : interlocks,
              value == null ? "released to the PLC" : "back to " + value));
    }
  }

  private String limits(String name, Command command) {
    Limits limits = command.limits();
    if (limits == null) {
      return "on, off";
    }
    String unit = profile.allPoints().get(profile.targetOf(name)).unitOrOne();
    String step =
        Double.isNaN(limits.maxStep()) ? "" : ", steps of " + DecimalText.of(limits.maxStep());
    return range(limits.min(), limits.max()) + " " + unit + step;
  }

  private void checklist() {
    line("- [ ] every point shows a value, GOOD, younger than its stale time");
    line("- [ ] the device's clock: no point is flagged CLOCK_SUSPECT");
    line("- [ ] one value of each kind compared with the device's own display");
    if (profile.local() != null) {
      line("- [ ] panel on local: `" + profile.local().point() + "` follows, commands are refused");
    }
    if (!profile.commands().isEmpty()) {
      line("- [ ] each safe value is safe in every state of the plant, and all of them together");
    }
  }

  private static String range(double min, double max) {
    return Double.isNaN(min) && Double.isNaN(max) ? "any" : bound(min) + " … " + bound(max);
  }

  private static String bound(double value) {
    return Double.isNaN(value) ? "any" : DecimalText.of(value);
  }

  private void row(List<String> cells) {
    String escaped =
        cells.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | "));
    line("| " + escaped + " |");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
