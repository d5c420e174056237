package dev.penstock.gateway.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SupervisorTest {

  private final ManualScheduler scheduler = new ManualScheduler();
  private final Supervisor supervisor = new Supervisor(new Random(5), scheduler);
  private final List<String> events = new ArrayList<>();

  @Test
  void opensAgainWithGrowingPauses() {
    supervisor
        .watch(
            "thing",
            () -> {
              events.add("try");
              throw new IOException("no cable");
            })
        .start();
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      scheduler.runNext();
      pauses.add(scheduler.nextDelay());
    }
    assertEquals(12, events.size());
    assertTrue(pauses.get(0).compareTo(Duration.ofMillis(500)) >= 0, pauses.toString());
    assertTrue(pauses.get(0).compareTo(Supervisor.FIRST_PAUSE) <= 0, pauses.toString());
    assertTrue(pauses.get(11).compareTo(Duration.ofSeconds(30)) >= 0, pauses.toString());
    assertTrue(pauses.get(11).compareTo(Supervisor.LONGEST_PAUSE) <= 0, pauses.toString());
  }

  @Test
  void closesWhatEndedBeforeItOpensAnother() {
    Supervisor.Watched watched = supervisor.watch("thing", this::open);
    watched.start();
    scheduler.runNext();
    watched.ended(new IOException("gone"));
    scheduler.runNext();
    scheduler.runNext();
    assertEquals(List.of("open", "close", "open"), events);
    assertEquals(1, watched.restarts());
  }

  @Test
  void closesInReverseAndOpensNothingAfter() {
    Supervisor.Watched first = supervisor.watch("first", () -> named("first"));
    Supervisor.Watched second = supervisor.watch("second", () -> named("second"));
    first.start();
    second.start();
    scheduler.runNext();
    scheduler.runNext();
    supervisor.close();
    first.ended(new IOException("late"));
    assertEquals(List.of("second", "first"), events);
  }

  @Test
  void aTaskThatFailsRunsAgain() {
    supervisor.every(
        Duration.ofSeconds(1),
        "task",
        () -> {
          events.add("run");
          throw new IllegalStateException("mistake");
        });
    scheduler.runNext();
    scheduler.runNext();
    assertEquals(List.of("run", "run"), events);
  }

  private AutoCloseable open() {
    events.add("open");
    return () -> events.add("close");
  }

  private AutoCloseable named(String name) {
    return () -> events.add(name);
  }
}
