package dev.penstock.contract.testkit;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.RangeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A centre in memory: what a {@link MemoryUplink} delivers to. Not thread-safe. */
public final class MemoryCentre {

  private final List<ObservationId> rows = new ArrayList<>();
  private final Map<Epoch, RangeSet> has = new LinkedHashMap<>();
  private boolean away;
  private boolean silent;

  /** Whether it cannot be reached. */
  public void away(boolean is) {
    away = is;
  }

  /** Whether it takes rows without confirming them. */
  public void silent(boolean is) {
    silent = is;
  }

  boolean isAway() {
    return away;
  }

  void take(ObservationId row) {
    rows.add(row);
    has.computeIfAbsent(row.epoch(), epoch -> new RangeSet()).add(row.sequence(), row.sequence());
  }

  /** What it confirms of each epoch; nothing while it is silent. */
  Map<Epoch, RangeSet> confirmed() {
    return silent ? Map.of() : has;
  }

  /** Each row that came, in order, repeats included. */
  public List<ObservationId> rows() {
    return List.copyOf(rows);
  }
}
