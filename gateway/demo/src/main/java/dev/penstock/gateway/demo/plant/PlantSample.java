package dev.penstock.gateway.demo.plant;

import java.util.Map;

/**
 * What the plant's controller saw in one scan.
 *
 * @param wallNanos when, by the controller's clock
 * @param values one value per point: Double, Boolean or String
 */
record PlantSample(long wallNanos, Map<PlantPoint, Object> values) {

  PlantSample {
    values = Map.copyOf(values);
  }
}
