package dev.penstock.uplink;

import dev.penstock.contract.Kind;
import java.util.List;

/** The kinds of rows that an uplink can be told to send; what is about the stream always goes. */
public enum RowKind {
  RAW(Kind.RAW),
  INFERRED(Kind.INFERRED),
  READ_BACK(Kind.READ_BACK),
  HEALTH(Kind.HEALTH);

  private final Kind kind;

  RowKind(Kind kind) {
    this.kind = kind;
  }

  /** Whether a list of these lets a kind pass; an empty one lets all. */
  static boolean passes(List<RowKind> chosen, Kind kind) {
    return chosen.isEmpty() || chosen.stream().anyMatch(one -> one.kind == kind);
  }
}
