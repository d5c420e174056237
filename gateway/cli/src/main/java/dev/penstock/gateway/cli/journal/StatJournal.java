package dev.penstock.gateway.cli.journal;

import dev.penstock.buffer.JournalFacts;
import dev.penstock.buffer.JournalFacts.CursorFacts;
import dev.penstock.buffer.JournalFacts.SegmentFacts;
import dev.penstock.buffer.Journals;
import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.journal.JournalException;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a journal holds. */
@Command(
    name = "stat",
    mixinStandardHelpOptions = true,
    description =
        "Says what the journal holds: rows, bytes, event times, epochs and how each began, and how"
            + " much each uplink still waits for.",
    footer = {"", "Example:", "  penstock journal stat gateway.yaml --segments"})
final class StatJournal implements Callable<Integer> {

  @Mixin private JournalPlace place;
  @Spec private CommandSpec spec;

  @Option(names = "--segments", description = "A line for each segment, too.")
  private boolean segments;

  @Option(names = "--json", description = "One JSON object, segments included.")
  private boolean json;

  /** For picocli, which fills in the rest. */
  @SuppressWarnings("NullAway.Init")
  StatJournal() {}

  @Override
  public Integer call() throws CannotGoOn {
    JournalFacts facts;
    try {
      facts = Journals.look(place.folder());
    } catch (JournalException e) {
      throw JournalPlace.cannot(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(facts));
    } else {
      print(facts, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private void print(JournalFacts facts, PrintWriter out) {
    out.printf(
        "journal %s of gateway %s, format %d%n", facts.folder(), facts.gateway(), facts.format());
    out.printf(
        "  holds   %s rows in %d segments, %s%s%n",
        Sizes.whole(facts.status().rows()),
        facts.segments().size(),
        Sizes.mebibytes(facts.status().bytes()),
        bytesARow(facts));
    out.printf("  events  %s to %s%n", Sizes.time(eventFrom(facts)), Sizes.time(eventTo(facts)));
    for (EpochSpan span : facts.status().epochs()) {
      out.printf(
          "  epoch   %s %-8s %s to %s%n",
          span.epoch(), span.start().reason(), Sizes.whole(span.first()), Sizes.whole(span.last()));
    }
    for (CursorFacts cursor : facts.cursors()) {
      out.printf(
          "  cursor  %-16s %s rows waiting%s%n",
          cursor.name(),
          Sizes.whole(cursor.waiting()),
          cursor.required() ? ", required" : ", holds nothing back");
    }
    if (segments) {
      facts.segments().forEach(segment -> out.println("  segment " + line(segment)));
    }
  }

  /** Of sealed segments: the one in writing is allocated beforehand. */
  private static String bytesARow(JournalFacts facts) {
    long rows = 0;
    long bytes = 0;
    for (SegmentFacts segment : facts.segments()) {
      rows += segment.sealed() ? segment.rows() : 0;
      bytes += segment.sealed() ? segment.bytes() : 0;
    }
    return rows == 0
        ? ""
        : String.format(Locale.ROOT, ", %.1f bytes a row once sealed", (double) bytes / rows);
  }

  private static String line(SegmentFacts segment) {
    String state = segment.sealed() ? segment.damaged() ? "damaged" : "sealed" : "in writing";
    return "%010d %s %s to %s, %s, %s"
        .formatted(
            segment.number(),
            segment.epoch(),
            Sizes.whole(segment.first()),
            Sizes.whole(segment.last()),
            Sizes.mebibytes(segment.bytes()),
            state);
  }

  private static long eventFrom(JournalFacts facts) {
    return facts.segments().stream()
        .mapToLong(SegmentFacts::eventFrom)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static long eventTo(JournalFacts facts) {
    return facts.segments().stream().mapToLong(SegmentFacts::eventTo).max().orElse(Long.MIN_VALUE);
  }

  private static String json(JournalFacts facts) {
    JsonWriter json = new JsonWriter().object().field("folder", facts.folder().toString());
    json.field("gateway", facts.gateway()).field("format", facts.format());
    json.field("rows", facts.status().rows()).field("bytes", facts.status().bytes());
    json.key("epochs").array();
    for (EpochSpan span : facts.status().epochs()) {
      json.object().field("epoch", span.epoch().toString());
      json.field("reason", span.start().reason().name());
      json.field("first", span.first()).field("last", span.last()).endObject();
    }
    json.endArray().key("cursors").array();
    for (CursorFacts cursor : facts.cursors()) {
      json.object().field("name", cursor.name()).field("required", cursor.required());
      json.field("waiting", cursor.waiting()).endObject();
    }
    json.endArray().key("segments").array();
    facts.segments().forEach(segment -> write(segment, json));
    return json.endArray().endObject().toString();
  }

  private static void write(SegmentFacts segment, JsonWriter json) {
    json.object().field("number", segment.number()).field("epoch", segment.epoch().toString());
    json.field("first", segment.first()).field("last", segment.last());
    json.field("rows", segment.rows()).field("bytes", segment.bytes());
    json.field("event_from", Sizes.time(segment.eventFrom()));
    json.field("event_to", Sizes.time(segment.eventTo()));
    json.field("sealed", segment.sealed()).field("damaged", segment.damaged()).endObject();
  }
}
