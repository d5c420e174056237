package dev.penstock.gateway.demo;

import dev.penstock.contract.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** What a demo ends with: everything accounted for, or not. */
record Summary(
    ObservationTally observations, CommandTally commands, RunTally run, AttackTour.Report attacks) {

  boolean isAccountedFor() {
    return observations.isComplete() && commands.isExplained() && attacks.isHeld();
  }

  String json() {
    JsonWriter json = new JsonWriter().object().field("accounted_for", isAccountedFor());
    observations.write(json);
    commands.write(json);
    run.write(json);
    json.key("attacks").array();
    attacks.attempts().forEach(attempt -> attempt.write(json));
    json.endArray();
    return json.endObject().toString();
  }

  List<String> lines() {
    ObservationTally o = observations;
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Summary");
    lines.add("  journaled    %d rows in %d epochs".formatted(o.journaled(), o.epochs().size()));
    lines.add("  at the twin  %d".formatted(o.delivered()));
    lines.add(
        "  holes        %d, duplicates %d (%d repeats recognised)"
            .formatted(o.missing(), o.duplicates(), o.repeats()));
    lines.add("  lost         " + (o.losses().isEmpty() ? "nothing" : "told: " + o.losses()));
    lines.add("  latency      " + run.latencyText());
    lines.add("  first value  after " + run.firstValueText());
    lines.add("  commands     " + commands);
    if (!attacks.attempts().isEmpty()) {
      long held = attacks.attempts().stream().filter(Attempt::held).count();
      lines.add("  attacks      %d of %d held".formatted(held, attacks.attempts().size()));
    }
    o.epochs().forEach(epoch -> lines.add("  epoch        " + epoch));
    lines.addAll(troubles());
    return lines;
  }

  private List<String> troubles() {
    List<String> lines = new ArrayList<>();
    attacks.attempts().stream()
        .filter(attempt -> !attempt.held())
        .forEach(attempt -> lines.add("  BROKEN       " + attempt.name()));
    observations.alarms().forEach(alarm -> lines.add("  ALARM        " + alarm));
    commands.unexplained().forEach(write -> lines.add("  UNEXPLAINED  " + write));
    if (!observations.isComplete()) {
      lines.add("  NOT ACCOUNTED FOR: the journal and the twin differ, see the epochs above");
    }
    if (isAccountedFor()) {
      lines.add("  Everything is accounted for.");
    }
    return lines;
  }
}
