package dev.penstock.deviceprofiles;

import dev.penstock.deviceprofiles.vocabulary.Address;
import dev.penstock.deviceprofiles.vocabulary.Basis;
import dev.penstock.deviceprofiles.vocabulary.Point;
import dev.penstock.deviceprofiles.yaml.Quantities;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What must be true of each point. */
final class PointRules {

  private final ProfileRules rules;
  private final Map<String, String> places = new HashMap<>();

  PointRules(ProfileRules rules) {
    this.rules = rules;
  }

  void check() {
    rules.profile().points().forEach(this::check);
  }

  private void check(String name, Point point) {
    String path = "points." + name;
    checkMeaning(path, point);
    checkAddress(name, point);
    checkTimes(path, point);
    checkRange(path, point);
  }

  private void checkMeaning(String path, Point point) {
    if (point.unit() != null) {
      rules.checkUnit(path + ".unit", point.unit());
    } else if (point.type().isNumeric()) {
      rules.add(
          path + ".unit", "is missing: a number has a UCUM unit, \"1\" if it is dimensionless");
    }
    if (point.concept() != null) {
      rules.checkConcept(path + ".concept", point.concept());
    } else if (point.type().isNumeric()) {
      rules.add(path + ".concept", "is missing: the IRI of the quantity");
    }
    for (int i = 0; i < point.alsoKnownAs().size(); i++) {
      if (!Identifiers.isConceptOrShort(point.alsoKnownAs().get(i))) {
        String at = path + ".alsoKnownAs[" + i + "]";
        rules.add(
            rules
                .problem(at, "is not a well-formed IRI, IRDI or prefix:name")
                .found(point.alsoKnownAs().get(i)));
      }
    }
  }

  private void checkAddress(String name, Point point) {
    Address address = point.source().address();
    String path = "points." + name + ".source." + address.protocol();
    if (address.words().getOrDefault("nodeId", "").startsWith("ns=")) {
      rules.warn(
          path + ".nodeId", "an index may change with each start of a server: write nsu=<its URI>");
    }
    address.unfitFor(point.type()).ifPresent(why -> rules.add(path, why));
    String place = CommandTargets.place(address);
    String other = places.putIfAbsent(place, name);
    if (other != null && !address.protocol().equals("simulated")) {
      int line = rules.line("points." + other);
      rules.add(path, "has the same address as points." + other + " in line " + line);
    }
  }

  private void checkTimes(String path, Point point) {
    Address address = point.source().address();
    if (point.time().basis() == Basis.SOURCE) {
      address
          .noSourceTimeBecause()
          .ifPresent(why -> rules.add(path + ".time.basis", "there is no source time: " + why));
    } else if (point.time().basis() == Basis.SERVER && !address.protocol().equals("opcua")) {
      rules.add(path + ".time.basis", "only an OPC UA server stamps values");
    }
    checkStale(path, rules.profile().staleAfter(point), point);
  }

  private void checkStale(String path, Duration stale, Point point) {
    if (point.staleAfter() == null && rules.isDoubtful("defaults")) {
      return;
    }
    Duration interval = point.time().samplingInterval();
    Duration heartbeat = point.report().heartbeat();
    String due = "stale after " + Quantities.text(stale) + ", before the next ";
    if (interval != null && interval.compareTo(stale) > 0) {
      rules.add(path + ".staleAfter", due + "sample, due every " + Quantities.text(interval));
    } else if (interval == null && heartbeat != null && heartbeat.compareTo(stale) > 0) {
      // Keep-alives of the connection may still be in time.
      rules.warn(path + ".staleAfter", due + "heartbeat, due every " + Quantities.text(heartbeat));
    }
  }

  private void checkRange(String path, Point point) {
    double width = point.valid().max() - point.valid().min();
    if (point.report().deadband() > width) {
      rules.add(
          path + ".report.deadband", "is wider than the valid range: nothing is ever reported");
    }
    if (point.uncertainty() > width) {
      rules.add(path + ".uncertainty", "is wider than the valid range: the value says nothing");
    }
  }
}
