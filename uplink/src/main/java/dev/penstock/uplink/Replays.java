package dev.penstock.uplink;

import dev.penstock.contract.journal.JournalView;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.uplink.Coverage.Stretch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a twin asked for again, waiting its turn. Requests are taken once each, and a few at a time:
 * a twin that needs more asks again.
 */
final class Replays implements AutoCloseable {

  private static final int MAX_WAITING = 64;
  private static final int REMEMBERED = 256;

  private final JournalView journal;
  private final Coverage coverage;
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private final Deque<Replay.Window> windows = new ArrayDeque<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private @Nullable WindowScan scan;

  Replays(JournalView journal, Coverage coverage) {
    this.journal = journal;
    this.coverage = coverage;
  }

  void ask(Replay request) {
    if (!seen.add(request.route().id())) {
      return;
    }
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
    Replay.Window window = request.window();
    if (window != null && windows.size() < MAX_WAITING) {
      windows.add(window);
    }
    coverage.refresh();
    request.ranges().forEach(this::add);
  }

  /** Only what this journal had can be asked for; what is gone is answered as lost. */
  private void add(Replay.Part part) {
    long end = coverage.end(part.epoch());
    long to = Math.min(end, part.range().to());
    if (stretches.size() < MAX_WAITING && part.range().from() <= to) {
      coverage
          .span(part.epoch())
          .ifPresent(s -> stretches.add(new Stretch(s.start(), part.range().from(), to)));
    }
  }

  boolean isEmpty() {
    return stretches.isEmpty() && windows.isEmpty() && scan == null;
  }

  /** The next stretch to send; null if there is none yet. */
  @Nullable Stretch next() {
    if (!stretches.isEmpty()) {
      return stretches.poll();
    }
    Replay.Window window = scan == null ? windows.poll() : null;
    if (window != null) {
      scan = new WindowScan(journal.reader(), window);
    }
    WindowScan running = scan;
    if (running == null) {
      return null;
    }
    Stretch found = running.step();
    if (running.isFinished()) {
      close();
    }
    return found;
  }

  @Override
  public void close() {
    WindowScan running = scan;
    scan = null;
    if (running != null) {
      running.close();
    }
  }
}
