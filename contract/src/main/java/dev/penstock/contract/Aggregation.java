package dev.penstock.contract;

import java.util.Locale;

/** What a value says of the interval that it ends. */
public enum Aggregation {
  /** In a descriptor of a newer version: nothing may be computed from it. */
  UNKNOWN,
  /** The value at that instant. */
  INSTANT,
  MEAN,
  MIN,
  MAX,
  SUM;

  /** As written in descriptors: {@code mean}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The aggregation of this word. */
  public static Aggregation parse(String word) {
    for (Aggregation aggregation : values()) {
      if (aggregation.word().equals(word)) {
        return aggregation;
      }
    }
    return UNKNOWN;
  }
}
