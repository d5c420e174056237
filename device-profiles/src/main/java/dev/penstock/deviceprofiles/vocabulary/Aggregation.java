package dev.penstock.deviceprofiles.vocabulary;

/** What a value says about the interval before it. */
public enum Aggregation {
  INSTANT,
  MEAN,
  MIN,
  MAX,
  SUM;

  /** As everybody else sees it. */
  public dev.penstock.contract.Aggregation compiled() {
    return dev.penstock.contract.Aggregation.valueOf(name());
  }
}
