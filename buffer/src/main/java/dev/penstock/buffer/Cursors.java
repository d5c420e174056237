package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import dev.penstock.contract.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tinylog.Logger;

/** All cursors of a journal, in {@code cursors/}. */
final class Cursors {

  private static final String SUFFIX = ".json";

  private final Path folder;
  private final Map<String, StoredCursor> cursors = new ConcurrentHashMap<>();
  private boolean failing;

  private Cursors(Path folder) {
    this.folder = folder;
  }

  /** Reads those there are. One that cannot be read begins anew: its uplink sends again. */
  static Cursors load(Path journal) throws IOException {
    Files.createDirectories(journal.resolve("cursors"));
    return look(journal);
  }

  /** Reads those there are, and makes nothing. */
  static Cursors look(Path journal) throws IOException {
    Cursors cursors = new Cursors(journal.resolve("cursors"));
    if (!Files.isDirectory(cursors.folder)) {
      return cursors;
    }
    try (Stream<Path> files = Files.list(cursors.folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        cursors.loadOne(file);
      }
    }
    return cursors;
  }

  private void loadOne(Path file) throws IOException {
    String fileName = file.getFileName().toString();
    String name = fileName.substring(0, fileName.length() - SUFFIX.length());
    StoredCursor cursor = new StoredCursor(name, file);
    try {
      cursor.load();
    } catch (IllegalArgumentException e) {
      Logger.warn(
          "A cursor cannot be read and begins anew. cursor={} why={}", name, e.getMessage());
      cursor = new StoredCursor(name, file);
      cursor.require(true);
    }
    cursors.put(name, cursor);
  }

  boolean has(String name) {
    StoredCursor cursor = cursors.get(name);
    return cursor != null && !cursor.isDropped();
  }

  StoredCursor get(String name, boolean required) {
    Names.id("cursor", name);
    StoredCursor cursor =
        cursors.compute(
            name,
            (n, old) ->
                old == null || old.isDropped()
                    ? new StoredCursor(n, folder.resolve(n + SUFFIX))
                    : old);
    cursor.require(required);
    return cursor;
  }

  /** The required cursors that have not covered all of these rows. */
  List<String> waitingFor(Epoch epoch, long from, long to) {
    return cursors.values().stream()
        .filter(c -> c.isRequired() && !c.isDropped() && !c.covers(epoch, from, to))
        .map(StoredCursor::name)
        .sorted()
        .toList();
  }

  List<StoredCursor> all() {
    return cursors.values().stream().sorted(Comparator.comparing(StoredCursor::name)).toList();
  }

  List<StoredCursor> required() {
    return cursors.values().stream().filter(c -> c.isRequired() && !c.isDropped()).toList();
  }

  /** Writes what changed. What cannot be written now is written later. */
  void save(Set<Epoch> held) {
    boolean failed = false;
    for (StoredCursor cursor : List.copyOf(cursors.values())) {
      try {
        if (cursor.save(held)) {
          cursors.remove(cursor.name(), cursor);
        }
      } catch (IOException e) {
        failed = true;
        if (!failing) {
          Logger.warn("Cursors cannot be saved; trying on. folder={} why={}", folder, e.toString());
        }
      }
    }
    failing = failed;
  }
}
