package dev.penstock.uplink;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.RangeSet.Range;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames that are on their way: what they cover, not their bytes. */
final class Flight {

  /**
   * A frame on its way.
   *
   * @param sentMono monotonic
   */
  record Sent(long token, Epoch epoch, Range cover, long sentMono) {}

  private final Map<Long, Sent> frames = new LinkedHashMap<>();
  private long lastToken;

  long nextToken() {
    return ++lastToken;
  }

  void add(Sent frame) {
    frames.put(frame.token(), frame);
  }

  int size() {
    return frames.size();
  }

  /** A frame arrived; null if it is not on its way any more. */
  @Nullable Sent settle(long token) {
    return frames.remove(token);
  }

  /** Forgets the frames of an epoch that are covered whole. */
  void settle(Epoch epoch, RangeSet covered) {
    frames
        .values()
        .removeIf(
            f -> f.epoch().equals(epoch) && covered.containsAll(f.cover().from(), f.cover().to()));
  }

  /** Takes out the frames sent before; their rows are to be sent again. */
  List<Sent> expire(long sentBefore) {
    List<Sent> expired = new ArrayList<>();
    Iterator<Sent> oldest = frames.values().iterator();
    while (oldest.hasNext()) {
      Sent frame = oldest.next();
      if (frame.sentMono() - sentBefore > 0) {
        break;
      }
      expired.add(frame);
      oldest.remove();
    }
    return expired;
  }

  /** Adds what is on its way of an epoch. */
  void addTo(RangeSet set, Epoch epoch) {
    for (Sent frame : frames.values()) {
      if (frame.epoch().equals(epoch)) {
        set.add(frame.cover().from(), frame.cover().to());
      }
    }
  }

  void clear() {
    frames.clear();
  }
}
