package dev.penstock.buffer;

import dev.penstock.contract.Json;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.RangeSet;
import dev.penstock.contract.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code journal.json}: whose journal a folder holds, and which segments should be in it, so that
 * one that was deleted is missed.
 *
 * @param next the number of the next segment
 * @param dropped numbers of segments that were dropped on purpose
 * @param missed numbers of segments that were not found, and told as such
 */
record JournalState(int format, String gateway, long next, RangeSet dropped, RangeSet missed) {

  static final String NAME = "journal.json";
  private static final int MAX_BYTES = 1 << 20;

  static JournalState fresh(String gateway) {
    return new JournalState(Block.VERSION, gateway, 1, new RangeSet(), new RangeSet());
  }

  /** Whether the folder holds neither a journal's state nor a segment. */
  static boolean isAbsent(Path folder) {
    try {
      return !Files.exists(folder.resolve(NAME)) && new SegmentFolder(folder).list().isEmpty();
    } catch (IOException noFolder) {
      return true;
    }
  }

  /** Null if the folder has none that can be read. */
  static @Nullable JournalState read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      Json json = Json.parse(Files.readAllBytes(file), MAX_BYTES);
      return new JournalState(
          json.get("format").int32(),
          json.get("gateway").text(),
          json.get("next").int64(),
          numbers(json.get("dropped")),
          json.has("missed") ? numbers(json.get("missed")) : new RangeSet());
    } catch (IllegalArgumentException damaged) {
      return null;
    }
  }

  private static RangeSet numbers(Json ranges) {
    return RangeSet.of(
        ranges.list(r -> new RangeSet.Range(r.get("from").int64(), r.get("to").int64())));
  }

  void write(Path folder) throws IOException {
    JsonWriter json = new JsonWriter().object();
    json.key("format").int32(format).field("gateway", gateway).field("next", next);
    numbers(json.key("dropped"), dropped);
    if (!missed.isEmpty()) {
      numbers(json.key("missed"), missed);
    }
    DiskFile.replace(folder.resolve(NAME), json.endObject().bytes());
  }

  private static void numbers(JsonWriter json, RangeSet numbers) {
    json.array();
    for (RangeSet.Range range : numbers.ranges()) {
      json.object().field("from", range.from()).field("to", range.to()).endObject();
    }
    json.endArray();
  }

  JournalState withNext(long number) {
    return new JournalState(format, gateway, number, dropped, missed);
  }

  JournalState withMissed(RangeSet numbers) {
    RangeSet more = missed.copy();
    more.addAll(numbers);
    return new JournalState(format, gateway, next, dropped, more);
  }

  JournalState withDropped(long number) {
    RangeSet more = dropped.copy();
    more.add(number, number);
    return new JournalState(format, gateway, next, more, missed);
  }

  void check(Path folder, String expectedGateway) throws JournalException {
    if (format > Block.VERSION) {
      throw newer(folder, format);
    }
    if (!gateway.equals(expectedGateway)) {
      throw new JournalException(
          JournalException.Cause.UNAVAILABLE,
          "%s holds the journal of gateway %s, not of %s: set journal.folder or gateway.id"
              .formatted(folder, gateway, expectedGateway));
    }
  }

  static JournalException newer(Path folder, int format) {
    return new JournalException(
        JournalException.Cause.NEWER_FORMAT,
        "the journal in %s has format %d, this version reads up to %d: nothing was touched, run the version that wrote it"
            .formatted(folder, format, Block.VERSION));
  }
}
