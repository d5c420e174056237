package dev.penstock.contract.wire;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.EpochStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The epochs of one gateway as a twin came to know them, in whatever order. Each names the one
 * before it: two with the same one before mean that two journals claim to be the gateway's.
 */
public final class EpochChain {

  /** What is wrong with a chain. */
  public enum Fault {
    /** Two epochs follow the same one: a copy of the journal, or of the whole gateway, writes. */
    FORK,
    /** One epoch is told to begin in two ways. */
    CONTRADICTION,
    /** A journal began from nothing though there had been one. */
    NEW_BEGINNING
  }

  /** A fault, and the two epochs it is about. */
  public record Alarm(Fault fault, String gateway, Epoch one, Epoch other) {}

  private final String gateway;
  private final Map<Epoch, EpochStart> starts = new LinkedHashMap<>();
  private final Map<Epoch, Long> last = new LinkedHashMap<>();
  private final Set<Alarm> alarms = new LinkedHashSet<>();

  EpochChain(String gateway) {
    this.gateway = gateway;
  }

  /** Takes note of an epoch. Seeing it again changes nothing. */
  public void see(EpochStart start) {
    EpochStart known = starts.putIfAbsent(start.epoch(), start);
    if (known != null) {
      if (!known.equals(start)) {
        alarms.add(new Alarm(Fault.CONTRADICTION, gateway, start.epoch(), start.epoch()));
      }
      return;
    }
    for (EpochStart other : starts.values()) {
      compare(other, start);
    }
    Epoch previous = start.previous();
    if (previous != null) {
      last.merge(previous, start.previousLast(), Math::max);
    }
  }

  private void compare(EpochStart other, EpochStart start) {
    if (other.epoch().equals(start.epoch())) {
      return;
    }
    if (start.previous() == null && other.previous() == null) {
      alarms.add(new Alarm(Fault.NEW_BEGINNING, gateway, other.epoch(), start.epoch()));
    } else if (start.previous() != null && start.previous().equals(other.previous())) {
      alarms.add(new Alarm(Fault.FORK, gateway, other.epoch(), start.epoch()));
    }
  }

  /** Takes note of what the gateway says it holds of an epoch. */
  void see(EpochSpan span) {
    see(span.start());
    last.merge(span.epoch(), span.last(), Math::max);
  }

  /** The last sequence the gateway said an epoch has; 0 if it said nothing. */
  public long last(Epoch epoch) {
    return last.getOrDefault(epoch, 0L);
  }

  public List<Alarm> alarms() {
    return List.copyOf(alarms);
  }

  /** Epochs that others say they follow, but that were never seen themselves. */
  public Set<Epoch> unseen() {
    Set<Epoch> unseen = new LinkedHashSet<>();
    for (EpochStart start : starts.values()) {
      if (start.previous() != null && !starts.containsKey(start.previous())) {
        unseen.add(start.previous());
      }
    }
    return unseen;
  }

  /** All epochs seen, each after the one it follows; where that is unknown, as they came. */
  public List<EpochStart> ordered() {
    List<EpochStart> ordered = new ArrayList<>();
    Set<Epoch> done = new LinkedHashSet<>();
    for (EpochStart start : starts.values()) {
      List<EpochStart> back = new ArrayList<>();
      EpochStart at = start;
      while (at != null && done.add(at.epoch())) {
        back.add(0, at);
        at = at.previous() == null ? null : starts.get(at.previous());
      }
      ordered.addAll(back);
    }
    return ordered;
  }
}
