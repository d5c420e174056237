package dev.penstock.gateway.runtime;

import dev.penstock.contract.ClockEntry;
import dev.penstock.contract.ClockState;
import dev.penstock.contract.Clocks;
import dev.penstock.contract.Kind;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.journal.Journal;
import dev.penstock.contract.journal.JournalException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The clock entries in force. An entry is journaled before any row can name it; if the journal
 * refuses it, the one before stays in force.
 */
final class ClockBook {

  private static final long ABSENT = ObservationBatch.ABSENT;

  private final Journal journal;
  private final Clocks clocks;
  private final Map<String, ClockEntry> devices = new ConcurrentHashMap<>();
  private volatile ClockEntry gateway;
  private int lastId;

  ClockBook(Journal journal, Clocks clocks) {
    this.journal = journal;
    this.clocks = clocks;
    this.gateway =
        new ClockEntry(
            ObservationBatch.NO_CLOCK,
            ClockEntry.Topic.STATE,
            ClockEntry.GATEWAY,
            journal.boot(),
            ClockState.UNKNOWN,
            ABSENT,
            0,
            clocks.wall().nanos(),
            clocks.mono().nanos());
  }

  long now() {
    return clocks.wall().nanos();
  }

  ClockEntry gateway() {
    return gateway;
  }

  /** What was learned of a device's clock; null if nothing yet. */
  @Nullable ClockEntry device(String name) {
    return devices.get(name);
  }

  /** The gateway's clock is in this state from now on. */
  void gatewayIs(ClockState state, long errorBound) {
    ClockEntry entry = record(ClockEntry.Topic.STATE, ClockEntry.GATEWAY, state, errorBound, 0);
    gateway = entry == null ? gateway : entry;
  }

  /** The gateway's clock is right for the first time in this boot. */
  void anchor(long errorBound) {
    record(ClockEntry.Topic.ANCHOR, ClockEntry.GATEWAY, ClockState.SYNCED, errorBound, 0);
  }

  /** A device's clock was found to be ahead of ours by this much. */
  void deviceIsAhead(String device, long offset, long errorBound) {
    ClockEntry entry =
        record(ClockEntry.Topic.OFFSET, device, ClockState.UNKNOWN, errorBound, offset);
    if (entry != null) {
      devices.put(device, entry);
    }
  }

  /** After the journal began another epoch: entries are numbered per epoch. */
  synchronized void restate() {
    lastId = 0;
    gatewayIs(gateway.state(), gateway.errorBound());
    for (ClockEntry entry : devices.values()) {
      deviceIsAhead(entry.clock(), entry.offset(), entry.errorBound());
    }
  }

  private synchronized @Nullable ClockEntry record(
      ClockEntry.Topic topic, String clock, ClockState state, long errorBound, long offset) {
    long wall = clocks.wall().nanos();
    long mono = clocks.mono().nanos();
    ClockEntry entry =
        new ClockEntry(
            lastId + 1, topic, clock, journal.boot(), state, errorBound, offset, wall, mono);
    ObservationBatch batch = new ObservationBatch().receivedAt(wall, mono);
    batch.addStatement(Kind.CLOCK, entry.body());
    try {
      journal.append(batch);
    } catch (JournalException e) {
      Logger.warn("clock entry not journaled clock={} reason={}", clock, e.getMessage());
      return null;
    }
    lastId = entry.id();
    return entry;
  }
}
