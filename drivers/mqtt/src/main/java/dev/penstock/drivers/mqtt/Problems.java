package dev.penstock.drivers.mqtt;

import java.util.SortedMap;
import java.util.TreeMap;

/** What does not work though the link is up, by point or topic, in words. Thread-safe. */
final class Problems {

  /** More would not be read. */
  private static final int NAMED = 5;

  private final Runnable changed;
  private final SortedMap<String, String> reasons = new TreeMap<>();
  private volatile boolean any;

  Problems(Runnable changed) {
    this.changed = changed;
  }

  void add(String thing, String why) {
    boolean news;
    synchronized (this) {
      news = reasons.put(thing, why) == null;
      any = true;
    }
    if (news) {
      changed.run();
    }
  }

  void solved(String thing) {
    if (!any) {
      return;
    }
    boolean news;
    synchronized (this) {
      news = reasons.remove(thing) != null;
      any = !reasons.isEmpty();
    }
    if (news) {
      changed.run();
    }
  }

  boolean isEmpty() {
    return !any;
  }

  /** The first few by name, and how many more there are. */
  synchronized String sentence() {
    StringBuilder text = new StringBuilder();
    int named = 0;
    for (var reason : reasons.entrySet()) {
      if (named == NAMED) {
        return text.append("; and ").append(reasons.size() - NAMED).append(" more").toString();
      }
      text.append(named++ == 0 ? "" : "; ")
          .append(reason.getKey())
          .append(": ")
          .append(reason.getValue());
    }
    return text.toString();
  }
}
