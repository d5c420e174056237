package dev.penstock.deviceprofiles.vocabulary;

import dev.penstock.contract.ValueType;

/** The types a point may have. */
public enum PointType {
  DOUBLE,
  INT64,
  BOOL,
  STRING,
  BYTES,
  DOUBLES;

  public ValueType valueType() {
    return ValueType.valueOf(name());
  }

  /** Whether it measures something, and so has a unit, a range and an uncertainty. */
  public boolean isNumeric() {
    return this == DOUBLE || this == INT64 || this == DOUBLES;
  }

  /** As written. */
  public String word() {
    return valueType().word();
  }
}
