package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Aggregation;
import dev.penstock.deviceprofiles.vocabulary.Basis;
import dev.penstock.deviceprofiles.vocabulary.Command;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.vocabulary.PointTime;
import dev.penstock.deviceprofiles.vocabulary.PointType;
import dev.penstock.deviceprofiles.vocabulary.Report;
import dev.penstock.deviceprofiles.vocabulary.Requirement;
import dev.penstock.deviceprofiles.vocabulary.Source;
import dev.penstock.deviceprofiles.vocabulary.Valid;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds what commands write. A target with an address of its own that no point has becomes a point
 * under the command's name: what can be written can be read, too.
 */
final class CommandTargets {

  private final Profile profile;

  /** Point by place. */
  private final Map<String, String> places = new HashMap<>();

  CommandTargets(Profile profile) {
    this.profile = profile;
    profile
        .points()
        .forEach((name, point) -> places.putIfAbsent(place(point.source().address()), name));
  }

  Map<String, Point> allPoints() {
    Map<String, Point> points = new LinkedHashMap<>(profile.points());
    profile
        .commands()
        .forEach(
            (name, command) -> {
              Source source = command.target().source();
              if (source != null && !points.containsKey(pointOf(name))) {
                points.put(name, setpoint(command, source));
              }
            });
    return points;
  }

  String pointOf(String commandName) {
    Command command = profile.commands().get(commandName);
    if (command == null) {
      throw new IllegalArgumentException("there is no command " + commandName);
    }
    String named = command.target().point();
    Source source = command.target().source();
    if (named != null || source == null) {
      return named == null ? commandName : named;
    }
    return places.getOrDefault(place(source.address()), commandName);
  }

  Set<String> written() {
    return profile.commands().keySet().stream().map(this::pointOf).collect(Collectors.toSet());
  }

  Set<String> pointsOfCommands() {
    if (profile.commands().isEmpty()) {
      return Set.of();
    }
    Set<String> points = new TreeSet<>(written());
    for (Command command : profile.commands().values()) {
      points.add(command.readback());
      command.requires().stream()
          .flatMap(Requirement::leaves)
          .map(Requirement::point)
          .filter(Objects::nonNull)
          .forEach(points::add);
    }
    if (profile.lifecycle() != null) {
      points.add(profile.lifecycle().from());
    }
    if (profile.local() != null) {
      points.add(profile.local().point());
    }
    return points;
  }

  /** Two addresses with the same place are the same register, node, line or value. */
  static String place(Address address) {
    return address.protocol() + address.words();
  }

  private static Point setpoint(Command command, Source source) {
    return new Point(
        command.type() == null ? PointType.DOUBLE : command.type(),
        command.unit(),
        command.concept(),
        List.of(),
        command.title(),
        "",
        Aggregation.INSTANT,
        source,
        new PointTime(Basis.AUTO, null, Duration.ofSeconds(1), null, Duration.ofSeconds(10)),
        new Report(0, null),
        new Valid(Double.NaN, Double.NaN, Double.NaN),
        null,
        Double.NaN,
        List.of(),
        null);
  }
}
