package dev.penstock.deviceprofiles.vocabulary;

/** What a value says about the interval before it. */
public enum Aggregation {
  INSTANT,
  MEAN,
  MIN,
  MAX,
  SUM
}
