package dev.penstock.deviceprofiles.fit;

import dev.penstock.contract.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** What was found out about one need, and what was run to make sure of it. */
final class Fitted {

  private final String need;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Vector> vectors = new ArrayList<>();

  Fitted(String need) {
    this.need = need;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  void fits(Aspect aspect, String code, Object wanted, Object found) {
    add(Finding.fits(need, aspect, code, wanted.toString(), found.toString()));
  }

  void not(Aspect aspect, String code, Object wanted, Object found) {
    add(Finding.not(need, aspect, code, wanted.toString(), found.toString()));
  }

  void adapts(Aspect aspect, String code, Object wanted, Object found, Adaptation by) {
    add(Finding.adapts(need, aspect, code, wanted.toString(), found.toString(), by));
  }

  /** Runs an adaptation at once; one that fails does not fit. */
  void run(Aspect aspect, Executable adaptation) {
    List<Vector> run = adaptation.run();
    vectors.addAll(run);
    run.stream()
        .filter(v -> !v.passed())
        .findFirst()
        .ifPresent(v -> not(aspect, "PLAN_FAILED", v.expected(), v.output() + " for " + v.input()));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  boolean hasPlan() {
    return !vectors.isEmpty();
  }

  /** The plan: steps in the order in which they are applied, and their vectors. */
  void writePlan(JsonWriter json) {
    json.object().field("need", need).key("steps").array();
    findings.stream().flatMap(f -> f.adaptations().stream()).forEach(a -> a.write(json));
    json.endArray().key("vectors").array();
    vectors.forEach(v -> v.write(json));
    json.endArray().endObject();
  }

  List<Vector> vectors() {
    return List.copyOf(vectors);
  }
}
