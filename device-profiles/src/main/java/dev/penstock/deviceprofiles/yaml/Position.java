package dev.penstock.deviceprofiles.yaml;

import java.util.Comparator;

/**
 * A place in a text.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  /** {@code file:line}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
