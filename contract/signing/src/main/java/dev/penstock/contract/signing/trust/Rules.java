package dev.penstock.contract.signing.trust;

import dev.penstock.contract.Names;
import dev.penstock.contract.signing.json.Texts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Checks that several documents make. */
final class Rules {

  /** Marks a place where a document says that there deliberately is nothing. */
  static final String NONE = "none";

  private Rules() {}

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Not negative, whole milliseconds, below 25 days. */
  static Duration span(String what, Duration span) {
    boolean fits =
        !span.isNegative()
            && span.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0
            && span.equals(Duration.ofMillis(span.toMillis()));
    require(fits, what + " " + span + " must be 0 to 24 d in whole ms");
    return span;
  }

  /** A {@code device/point}, or empty. */
  static void pathOrEmpty(String point) {
    if (!point.isEmpty()) {
      Names.path(point);
    }
  }

  /** Identifiers, none twice. */
  static List<String> ids(String what, Collection<String> ids, int max) {
    ids.forEach(id -> Texts.id(what, id));
    return Texts.distinct(what, ids, max);
  }

  /** Short printable text, for units and words of an address. */
  static String shortWords(String what, String text, int min, int max) {
    Texts.words(what, text);
    require(
        text.length() >= min && text.length() <= max,
        what + " must have " + min + " to " + max + " characters");
    return text;
  }
}
