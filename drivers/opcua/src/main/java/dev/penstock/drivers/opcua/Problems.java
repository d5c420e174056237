package dev.penstock.drivers.opcua;

import dev.penstock.contract.device.PointBinding;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The points that do not work, and why, in words for the technician. Thread-safe. */
final class Problems {

  /** More would not be read. */
  private static final int NAMED = 5;

  private final List<PointBinding> bindings;
  private final Runnable changed;
  private final SortedMap<Integer, String> reasons = new TreeMap<>();
  private volatile boolean any;

  Problems(List<PointBinding> bindings, Runnable changed) {
    this.bindings = bindings;
    this.changed = changed;
  }

  void add(int handle, String why) {
    boolean news;
    synchronized (this) {
      news = !why.equals(reasons.put(handle, why));
      any = true;
    }
    if (news) {
      changed.run();
    }
  }

  void solved(int handle) {
    boolean news;
    synchronized (this) {
      news = reasons.remove(handle) != null;
      any = !reasons.isEmpty();
    }
    if (news) {
      changed.run();
    }
  }

  boolean has(int handle) {
    if (!any) {
      return false;
    }
    synchronized (this) {
      return reasons.containsKey(handle);
    }
  }

  boolean isEmpty() {
    return !any;
  }

  /** One sentence: how many, and the first few by name. */
  synchronized String sentence() {
    StringBuilder text = new StringBuilder();
    text.append(reasons.size())
        .append(" of ")
        .append(bindings.size())
        .append(" points do not work");
    int named = 0;
    for (var reason : reasons.entrySet()) {
      if (named++ == NAMED) {
        return text.append("; and ").append(reasons.size() - NAMED).append(" more").toString();
      }
      PointBinding binding = bindings.get(reason.getKey());
      text.append(named == 1 ? ": " : "; ")
          .append(binding.point())
          .append(" at ")
          .append(binding.address(NodeAddress.KEY))
          .append(": ")
          .append(reason.getValue());
    }
    return text.toString();
  }
}
