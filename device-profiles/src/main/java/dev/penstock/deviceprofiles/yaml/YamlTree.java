package dev.penstock.deviceprofiles.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Builds the tree from the parser's events, counting as it goes. */
final class YamlTree {

  private static final int MAX_DEPTH = 24;
  private static final int MAX_NODES = 50_000;
  private static final int MAX_TEXT = 16_384;

  private final String name;
  private final Problems problems;
  private int nodes;

  YamlTree(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The limits, and what has no place in the tree, end the reading. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("told in the problems", null, false, false);
    }
  }

  Optional<YamlNode> build(Iterable<Event> parsed) {
    Iterator<Event> events = parsed.iterator();
    events.next(); // the stream's start
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      problems.add(Problem.error(new Position(name, 1, 1), "", "the file is empty"));
      return Optional.empty();
    }
    try {
      checkStart((DocumentStartEvent) first);
      YamlNode root = node(events, events.next(), new YamlNode.Place(at(first), ""), 0);
      events.next(); // the document's end
      Event last = events.next();
      if (last.getEventId() != Event.ID.StreamEnd) {
        throw refuse(last, "", "a second document (---): one file holds one");
      }
      return Optional.of(root);
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  private void checkStart(DocumentStartEvent start) {
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      throw refuse(start, "", "a directive (%YAML, %TAG): remove it");
    }
  }

  private YamlNode node(Iterator<Event> events, Event event, YamlNode.Place place, int depth) {
    if (++nodes > MAX_NODES) {
      throw refuse(event, place.path(), "more than " + MAX_NODES + " values in one file");
    }
    if (depth > MAX_DEPTH) {
      throw refuse(event, place.path(), "more than " + MAX_DEPTH + " levels deep");
    }
    if (event instanceof AliasEvent) {
      throw refuse(event, place.path(), "an alias (*name): write the value out");
    }
    reportAnchorAndTag((NodeEvent) event, place);
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event, place);
      case SequenceStart -> list(events, place, depth);
      default -> map(events, place, depth);
    };
  }

  private YamlNode scalar(ScalarEvent event, YamlNode.Place place) {
    if (event.getValue().length() > MAX_TEXT) {
      throw refuse(event, place.path(), "a text of more than " + MAX_TEXT + " characters");
    }
    return YamlNode.scalar(place, event.getValue(), event.getScalarStyle() == ScalarStyle.PLAIN);
  }

  private YamlNode list(Iterator<Event> events, YamlNode.Place place, int depth) {
    List<YamlNode> elements = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      elements.add(node(events, e, place.element(elements.size(), at(e)), depth + 1));
    }
    return YamlNode.list(place, elements);
  }

  private YamlNode map(Iterator<Event> events, YamlNode.Place place, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      if (!(e instanceof ScalarEvent key)) {
        throw refuse(e, place.path(), "a key must be a plain word");
      }
      YamlNode.Place below = place.key(scalar(key, place).text(), at(e));
      reportAnchorAndTag(key, below);
      YamlNode value = node(events, events.next(), below, depth + 1);
      YamlNode before = entries.putIfAbsent(key.getValue(), value);
      if (before != null) {
        String what = "stands twice, first in line " + before.at().line();
        problems.add(Problem.error(at(e), below.path(), what));
      }
    }
    return YamlNode.map(place, entries);
  }

  private void reportAnchorAndTag(NodeEvent event, YamlNode.Place place) {
    if (event.getAnchor().isPresent()) {
      problems.add(Problem.error(at(event), place.path(), "an anchor (&name): remove it"));
    }
    boolean tagged =
        event instanceof CollectionStartEvent start
            ? start.getTag().isPresent()
            : event instanceof ScalarEvent scalar && scalar.getTag().isPresent();
    if (tagged) {
      problems.add(Problem.error(at(event), place.path(), "a tag (!name): remove it"));
    }
  }

  private Unreadable refuse(Event event, String path, String what) {
    problems.add(Problem.error(at(event), path, what));
    return new Unreadable();
  }

  private Position at(Event event) {
    return event
        .getStartMark()
        .map(m -> new Position(name, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> new Position(name, 1, 1));
  }
}
