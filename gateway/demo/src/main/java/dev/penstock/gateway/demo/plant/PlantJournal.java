package dev.penstock.gateway.demo.plant;

import dev.penstock.contract.JsonWriter;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The controller's own record of every write that reached it, kept apart from everything the
 * gateway says: commands are judged by it. The last {@link #KEPT} entries stay in memory; all are
 * appended to a file, one JSON object a line, and flushed at once.
 */
public final class PlantJournal implements Closeable {

  /** What {@link Entry#user()} says of a change made on the plant's own panel. */
  public static final String LOCAL_PANEL = "local-panel";

  static final int KEPT = 10_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final BufferedWriter file;

  /** Appends to what the file already holds. */
  PlantJournal(Path file) throws IOException {
    this.file =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * One attempt.
   *
   * @param wallNanos when it was answered
   * @param node the node's name
   * @param value what was to be written, as text
   * @param user who, or {@link #LOCAL_PANEL}
   * @param session the OPC UA session's name, empty for the local panel
   * @param status the answer, an OPC UA status code; 0 is Good
   * @param applied whether the plant changed
   */
  public record Entry(
      long wallNanos,
      String node,
      String value,
      String user,
      String session,
      long status,
      boolean applied) {

    /** Good was answered, whether or not it was carried out. */
    public boolean accepted() {
      return status == 0;
    }

    String json() {
      return new JsonWriter()
          .object()
          .field("at", wallNanos)
          .field("node", node)
          .field("value", value)
          .field("user", user)
          .field("session", session)
          .field("status", String.format(Locale.ROOT, "0x%08X", status))
          .field("accepted", accepted())
          .field("applied", applied)
          .endObject()
          .toString();
    }
  }

  /** The kept entries, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The kept entries of one node that changed the plant, oldest first. */
  public List<Entry> applied(PlantPoint point) {
    return entries().stream()
        .filter(entry -> entry.applied() && entry.node().equals(point.nodeName()))
        .toList();
  }

  synchronized void add(Entry entry) {
    entries.addLast(entry);
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
    try {
      file.write(entry.json());
      file.newLine();
      file.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the plant's own journal cannot be written", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
