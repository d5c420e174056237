package dev.penstock.gateway.demo;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.tinylog.Logger;

/**
 * What was opened one after the other, closed in reverse. Each is closed whatever the others do.
 */
final class ClosingStack implements Closeable {

  private final Deque<Closeable> open = new ArrayDeque<>();

  <T extends Closeable> T add(T opened) {
    open.push(opened);
    return opened;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | RuntimeException e) {
        Logger.warn("closing failed why=\"{}\"", e.getMessage());
      }
    }
  }
}
