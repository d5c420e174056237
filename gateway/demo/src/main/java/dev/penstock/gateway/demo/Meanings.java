package dev.penstock.gateway.demo;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.deviceprofiles.yaml.Problems;
import dev.penstock.gateway.runtime.Extensions;
import dev.penstock.gateway.runtime.GatewayPlan;
import dev.penstock.gateway.runtime.SettingsCheck;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** The units of the gateway's points, read from its settings beside everything else. */
final class Meanings {

  private static final String NO_UNIT = "1";

  private final AtomicReference<Dictionary> points = new AtomicReference<>(Dictionary.EMPTY);

  private Meanings() {}

  /** Begins to read and returns at once; until it has read, nothing has a unit. */
  static Meanings of(Path settingsFile) {
    Meanings meanings = new Meanings();
    Thread thread =
        new Thread(
            () ->
                SettingsCheck.check(settingsFile, new Extensions(), new Problems())
                    .map(GatewayPlan::dictionary)
                    .ifPresent(meanings.points::set),
            "demo-units");
    thread.setDaemon(true);
    thread.start();
    return meanings;
  }

  /** UCUM; empty for none, or while it is not known. */
  String unit(String point) {
    Dictionary known = points.get();
    int index = known.indexOf(point);
    String unit = index == ObservationBatch.NO_POINT ? "" : known.at(index).unit();
    return unit.equals(NO_UNIT) ? "" : unit;
  }
}
