package dev.penstock.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.RangeSet.Range;
import dev.penstock.contract.uplink.UplinkListener;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/**
 * What one uplink counts and tells: written by its thread, read by any. What goes wrong again and
 * again is logged once, then counted.
 */
final class Tally {

  private static final String FORK = "FORK";
  private static final int MAX_TOO_LARGE = 1000;

  private final String uplink;
  private final UplinkListener listener;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acked = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong refusedByBroker = new AtomicLong();
  private final AtomicLong asidesRefused = new AtomicLong();
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final AtomicLong unheard = new AtomicLong();
  private final AtomicBoolean listeners = new AtomicBoolean(true);
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong lastAck = new AtomicLong(ObservationBatch.ABSENT);
  private final AtomicLong silentFor = new AtomicLong();
  private final AtomicLong forgotten = new AtomicLong();
  private final Set<String> tooLarge = new LinkedHashSet<>();
  private volatile String refusal = "";
  private volatile String gap = "";
  private final Map<AckFault, AtomicLong> faults = new EnumMap<>(AckFault.class);

  Tally(String uplink, UplinkListener listener) {
    this.uplink = uplink;
    this.listener = listener;
    for (AckFault fault : AckFault.values()) {
      faults.put(fault, new AtomicLong());
    }
  }

  void sent(int rows) {
    sent.addAndGet(rows);
  }

  void acked(long rows) {
    acked.addAndGet(rows);
  }

  /** Somebody who may answer has answered. */
  void heard(long mono) {
    lastAck.set(mono);
    silentFor.set(0);
  }

  boolean heardSince(long mono) {
    return lastAck.get() != ObservationBatch.ABSENT && lastAck.get() - mono >= 0;
  }

  /** A frame was not acknowledged in time, and none after it. */
  void silent(long nanos) {
    if (silentFor.getAndSet(nanos) == 0) {
      Logger.warn("Nobody acknowledges: sending again, slowly. uplink={}", uplink);
    }
  }

  void rejected(Epoch epoch, Range range, String reason) {
    if (rejected.getAndAdd(range.size()) == 0) {
      Logger.warn(
          "The centre refuses rows for good; they become LOSS. uplink={} epoch={} rows={} reason={}",
          uplink,
          epoch,
          range,
          reason);
    }
    listener.rejected(epoch, range.from(), range.to(), reason);
    if (reason.equals(FORK)) {
      listener.forked(epoch);
    }
  }

  /** A value that fits into no frame; told once, however often its frame is made. */
  void tooLarge(Epoch epoch, long sequence) {
    if (tooLarge.add(epoch + ":" + sequence)) {
      rejected(epoch, new Range(sequence, sequence), "TOO_LARGE");
    }
    if (tooLarge.size() > MAX_TOO_LARGE) {
      tooLarge.remove(tooLarge.iterator().next());
    }
  }

  /** The twin has less than it had acknowledged. */
  void forgotten(Epoch epoch, Range range) {
    if (forgotten.getAndIncrement() == 0) {
      Logger.error(
          "The twin lacks rows it had acknowledged: was it restored from a backup? It has to ask"
              + " for them by replay. uplink={} epoch={} rows={}",
          uplink,
          epoch,
          range);
    }
  }

  void refusedByBroker(int reasonCode, int bytes) {
    refusing.set(true);
    refusal = ConnectFault.refusal(reasonCode, bytes);
    if (refusedByBroker.getAndIncrement() == 0) {
      Logger.warn(
          "The broker refuses a frame; it is sent again, ever more rarely. uplink={} why=\"{}\"",
          uplink,
          refusal);
    }
  }

  /** A dictionary or the last values cannot pass: who needs them goes without. */
  void asideRefused(int reasonCode, int bytes) {
    gap = "a dictionary or the last values: " + ConnectFault.refusal(reasonCode, bytes);
    if (asidesRefused.getAndIncrement() == 0) {
      Logger.warn("The broker refuses {}. uplink={}", gap, uplink);
    }
  }

  /** A new connection: what the last one refused may pass now. */
  void connected() {
    gap = "";
    listeners(true);
  }

  /** What besides rows the broker refused on this connection; empty for nothing. */
  String gap() {
    return gap;
  }

  /** Whether anybody has subscribed to the frames. */
  void listeners(boolean some) {
    if (!some) {
      unheard.incrementAndGet();
    }
    if (listeners.getAndSet(some) && !some) {
      Logger.warn("Nobody has subscribed to the frames: asking, slowly. uplink={}", uplink);
    }
  }

  boolean hasListeners() {
    return listeners.get();
  }

  /** A frame was not confirmed in time, and its rows go again. */
  void repeated(int frames) {
    repeated.addAndGet(frames);
  }

  /** What happened besides, in words, and how often; what never happened is left out. */
  Map<String, Long> notes() {
    Map<String, Long> notes = new LinkedHashMap<>();
    note(notes, "frames sent again, not acknowledged in time", repeated.get());
    note(notes, "frames that nobody had subscribed to", unheard.get());
    note(notes, "frames refused by the broker", refusedByBroker.get());
    note(notes, "dictionaries and last values refused by the broker", asidesRefused.get());
    note(notes, "acknowledgements of less than before", forgotten.get());
    faults.forEach((fault, count) -> note(notes, "ignored: " + fault.words(), count.get()));
    return notes;
  }

  private static void note(Map<String, Long> notes, String what, long count) {
    if (count > 0) {
      notes.put(what, count);
    }
  }

  void fault(AckFault fault) {
    if (faults.get(fault).getAndIncrement() == 0) {
      Logger.warn(
          "Ignored what looks like an acknowledgement: {}. uplink={} fault={}",
          fault.words(),
          uplink,
          fault);
    }
  }

  void takenByBroker() {
    refusing.set(false);
  }

  long count(AckFault fault) {
    return faults.get(fault).get();
  }

  long sentRows() {
    return sent.get();
  }

  long ackedRows() {
    return acked.get();
  }

  long rejectedRows() {
    return rejected.get();
  }

  long lastAckMono() {
    return lastAck.get();
  }

  /** How long nobody has answered, in ns; 0 while somebody does. */
  long silentNanos() {
    return silentFor.get();
  }

  boolean hasForgotten() {
    return forgotten.get() > 0;
  }

  /** Why the broker refused a frame, with the remedy. */
  String refusal() {
    return refusal;
  }

  /** Whether the broker refused the last frame it answered to. */
  boolean isRefusedByBroker() {
    return refusing.get();
  }
}
