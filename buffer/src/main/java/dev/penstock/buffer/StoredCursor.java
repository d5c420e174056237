package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.JournalCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A cursor in a small file of its own, replaced as a whole, at most once a second. */
final class StoredCursor implements JournalCursor {

  private static final int MAX_BYTES = 64 << 20;

  private final String name;
  private final Path file;
  private final Map<Epoch, RangeSet> covered = new LinkedHashMap<>();
  private boolean required;
  private boolean changed;
  private boolean dropped;

  StoredCursor(String name, Path file) {
    this.name = name;
    this.file = file;
  }

  /** What the file says; throws IllegalArgumentException if that makes no sense. */
  void load() throws IOException {
    Json json = Json.parse(Files.readAllBytes(file), MAX_BYTES);
    required = json.get("required").bool();
    for (Json epoch : json.get("epochs").list(e -> e)) {
      RangeSet ranges =
          RangeSet.of(
              epoch
                  .get("covered")
                  .list(r -> new RangeSet.Range(r.get("from").int64(), r.get("to").int64())));
      covered.put(Epoch.parse(epoch.get("epoch").text()), ranges);
    }
  }

  @Override
  public String name() {
    return name;
  }

  synchronized boolean isRequired() {
    return required;
  }

  synchronized void require(boolean isRequired) {
    changed |= required != isRequired;
    required = isRequired;
  }

  @Override
  public synchronized RangeSet covered(Epoch epoch) {
    RangeSet ranges = covered.get(epoch);
    return ranges == null ? new RangeSet() : ranges.copy();
  }

  /** Whether all of this has been covered. */
  synchronized boolean covers(Epoch epoch, long from, long to) {
    RangeSet ranges = covered.get(epoch);
    return to < from || (ranges != null && ranges.containsAll(from, to));
  }

  @Override
  public synchronized void cover(Epoch epoch, long from, long to) {
    covered.computeIfAbsent(epoch, e -> new RangeSet()).add(from, to);
    changed = true;
  }

  @Override
  public synchronized void drop() {
    dropped = true;
    changed = true;
  }

  synchronized boolean isDropped() {
    return dropped;
  }

  /**
   * Writes what changed since the last time, and forgets epochs of which nothing is held.
   *
   * @return whether it was dropped and its file is gone
   */
  synchronized boolean save(Set<Epoch> held) throws IOException {
    if (!changed) {
      return dropped;
    }
    if (dropped) {
      Files.deleteIfExists(file);
    } else {
      covered.keySet().retainAll(held);
      DiskFile.replace(file, content());
    }
    changed = false;
    return dropped;
  }

  private byte[] content() {
    JsonWriter json = new JsonWriter().object().field("required", required);
    json.key("epochs").array();
    covered.forEach(
        (epoch, ranges) -> {
          json.object().field("epoch", epoch.toString()).key("covered").array();
          for (RangeSet.Range range : ranges.ranges()) {
            json.object().field("from", range.from()).field("to", range.to()).endObject();
          }
          json.endArray().endObject();
        });
    return json.endArray().endObject().bytes();
  }
}
