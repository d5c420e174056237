package dev.penstock.uplink;

import dev.penstock.contract.journal.EpochSpan;
import dev.penstock.contract.signing.message.Replay;
import dev.penstock.uplink.Answer.Question;
import dev.penstock.uplink.Coverage.Stretch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a twin asked for again, waiting its turn. Whole ranges are sent like any other history;
 * certain points or event times are answered in frames of their own. Requests are taken once each,
 * and a few at a time: a twin that needs more asks again.
 */
final class Replays implements AutoCloseable {

  private static final int MAX_WAITING = 64;
  private static final int REMEMBERED = 256;

  private final Coverage coverage;
  private final Supplier<Answer.Source> sources;
  private final Deque<Stretch> stretches = new ArrayDeque<>();
  private final Deque<Replay> questions = new ArrayDeque<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private @Nullable Answer answer;

  /**
   * @param sources gives each answer a reader and a writer of its own
   */
  Replays(Coverage coverage, Supplier<Answer.Source> sources) {
    this.coverage = coverage;
    this.sources = sources;
  }

  void ask(Replay request) {
    if (!seen.add(request.route().id())) {
      return;
    }
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
    if (request.window() == null && request.points().isEmpty()) {
      coverage.refresh();
      parts(request).stream().limit(MAX_WAITING - stretches.size()).forEach(stretches::add);
    } else if (questions.size() < MAX_WAITING) {
      questions.add(request);
    }
  }

  /** The ranges of a request that this journal had: nothing else can be asked for. */
  private List<Stretch> parts(Replay request) {
    List<Stretch> parts = new ArrayList<>();
    for (Replay.Part part : request.ranges()) {
      long from = part.range().from();
      long to = Math.min(coverage.end(part.epoch()), part.range().to());
      if (from <= to) {
        coverage
            .span(part.epoch())
            .ifPresent(span -> parts.add(new Stretch(span.start(), from, to)));
      }
    }
    return parts;
  }

  /** The next stretch to send whole; null if there is none. */
  @Nullable Stretch nextStretch() {
    return stretches.poll();
  }

  /** Whether there is something to answer. */
  boolean isAnswering() {
    return !questions.isEmpty() || (answer != null && !answer.isFinished());
  }

  /** The answer being given; null if there is none. */
  @Nullable Answer answer() {
    if (answer != null && answer.isFinished()) {
      close();
    }
    while (answer == null && !questions.isEmpty()) {
      answer = begin(questions.remove());
    }
    return answer;
  }

  private @Nullable Answer begin(Replay request) {
    coverage.refresh();
    List<Stretch> held =
        request.window() == null
            ? parts(request)
            : coverage.spans().stream().flatMap(Replays::held).toList();
    List<Stretch> gone = new ArrayList<>();
    List<Stretch> there = new ArrayList<>();
    for (Stretch part : held) {
      divide(part, gone, there);
    }
    if (gone.isEmpty() && there.isEmpty()) {
      return null;
    }
    Question question = new Question(request.window(), Set.copyOf(request.points()));
    return new Answer(sources.get(), question, there, gone);
  }

  private static Stream<Stretch> held(EpochSpan span) {
    return span.last() < 1 ? Stream.empty() : Stream.of(new Stretch(span.start(), 1, span.last()));
  }

  /** What retention has dropped is told as lost; the rest is read. */
  private void divide(Stretch part, List<Stretch> gone, List<Stretch> there) {
    long first = coverage.span(part.epoch().epoch()).map(EpochSpan::first).orElse(0L);
    long goneTo = first == 0 ? part.to() : Math.min(part.to(), first - 1);
    if (part.from() <= goneTo) {
      gone.add(new Stretch(part.epoch(), part.from(), goneTo));
    }
    if (goneTo < part.to()) {
      there.add(new Stretch(part.epoch(), Math.max(part.from(), goneTo + 1), part.to()));
    }
  }

  @Override
  public void close() {
    Answer running = answer;
    answer = null;
    if (running != null) {
      running.close();
    }
  }
}
