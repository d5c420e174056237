package dev.penstock.gateway.benchmarks;

import dev.penstock.gateway.demo.plant.PlantSettings;
import java.util.Locale;

/** The synthetic points of the rig: their nodes, and the profile that names them. */
final class RigPoints {

  private RigPoints() {}

  /** The node of a point, counted from 0. */
  static String nodeName(int index) {
    return PlantSettings.Bench.nodeName(index + 1);
  }

  static String profile(EdgeRig.Load load) {
    StringBuilder yaml = new StringBuilder(load.points() * 200);
    yaml.append(
        """
        profile: bench
        version: 1.0.0
        title: Synthetic points of the load rig
        assetType: https://w3id.org/penstock/asset#Bench
        defaults: {staleAfter: 30s}
        points:
        """);
    for (int i = 0; i < load.points(); i++) {
      yaml.append(
          String.format(
              Locale.ROOT,
              "  p%05d: {type: double, unit: \"1\", time: {samplingInterval: %dms}, "
                  + "concept: http://qudt.org/vocab/quantitykind/Dimensionless, "
                  + "source: {opcua: {nodeId: \"nsu=urn:penstock:demo:plant;s=%s\"}}}%n",
              i,
              load.period().toMillis(),
              nodeName(i)));
    }
    return yaml.toString();
  }
}
