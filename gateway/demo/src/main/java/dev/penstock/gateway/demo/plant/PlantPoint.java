package dev.penstock.gateway.demo.plant;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every node the plant shows, by its name in {@link PlantServer#NAMESPACE}. */
public enum PlantPoint {
  TANK1_LEVEL("Tank1.Level", PlantUnit.CENTIMETRE, 20),
  TANK2_LEVEL("Tank2.Level", PlantUnit.CENTIMETRE, 20),
  TANK3_LEVEL("Tank3.Level", PlantUnit.CENTIMETRE, 20),
  TANK4_LEVEL("Tank4.Level", PlantUnit.CENTIMETRE, 20),
  PUMP1_VOLTAGE("Pump1.Voltage", PlantUnit.VOLT, 10),
  PUMP2_VOLTAGE("Pump2.Voltage", PlantUnit.VOLT, 10),
  PUMP1_FLOW("Pump1.Flow", PlantUnit.CUBIC_CENTIMETRE_PER_SECOND, 40),
  PUMP2_FLOW("Pump2.Flow", PlantUnit.CUBIC_CENTIMETRE_PER_SECOND, 40),
  /** A {@link PlantState} in lower case. */
  STATE("Plant.State", null, Double.NaN),
  LOCAL_MODE("Plant.LocalMode", null, Double.NaN),
  /** Whether the key is in the switch at the panel, by which a person shows to be there. */
  KEY_SWITCH("Plant.KeySwitch", null, Double.NaN),
  TANK1_LEAK("Tank1.Leak", null, Double.NaN);

  private final String nodeName;
  private final @Nullable PlantUnit unit;
  private final double high;

  PlantPoint(String nodeName, @Nullable PlantUnit unit, double high) {
    this.nodeName = nodeName;
    this.unit = unit;
    this.high = high;
  }

  /** The string identifier of the node, for example {@code Tank1.Level}. */
  public String nodeName() {
    return nodeName;
  }

  /** The point of that node name, if there is one. */
  static Optional<PlantPoint> byNodeName(String name) {
    return Arrays.stream(values()).filter(point -> point.nodeName.equals(name)).findAny();
  }

  /** Null for what is not measured. */
  @Nullable PlantUnit unit() {
    return unit;
  }

  /** The upper end of the engineering range, which starts at 0; NaN without a unit. */
  double high() {
    return high;
  }

  /** The pump this voltage belongs to, or 0 if the point cannot be written over the network. */
  int pump() {
    return switch (this) {
      case PUMP1_VOLTAGE -> 1;
      case PUMP2_VOLTAGE -> 2;
      default -> 0;
    };
  }
}
