package dev.penstock.gateway.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What people see. On a terminal a block of lines stands at the bottom and is replaced in place;
 * elsewhere there is no block. Used by one thread.
 */
final class Screen {

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final boolean inPlace;
  private List<String> block = List.of();

  Screen(PrintWriter out, boolean inPlace) {
    this.out = out;
    this.inPlace = inPlace;
  }

  /** Whether standard output is a terminal that can replace lines. */
  static boolean isTerminal(String term) {
    if (term.isEmpty() || term.equals("dumb")) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  boolean replacesInPlace() {
    return inPlace;
  }

  /** A line that stays; the block stays below it. */
  void say(String line) {
    rewind();
    out.println(line);
    draw();
  }

  /** What stands at the bottom from now on. */
  void show(List<String> lines) {
    rewind();
    block = List.copyOf(lines);
    draw();
  }

  /** What stands at the bottom stays where it is, and is replaced no more. */
  void leave() {
    block = List.of();
  }

  private void rewind() {
    if (inPlace && !block.isEmpty()) {
      out.print(UP.formatted(block.size()));
      out.print(CLEAR_BELOW);
    }
  }

  private void draw() {
    if (inPlace) {
      block.forEach(line -> out.println(line + CLEAR_LINE));
    }
    out.flush();
  }
}
