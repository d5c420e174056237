package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import dev.penstock.uplink.twin.TwinSummary;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One demo from start to summary. Everything is looked after by one loop, on the caller's thread,
 * which reads the clock once a turn.
 */
final class Demo {

  private static final long NEVER = Long.MIN_VALUE;
  private static final Duration TURN = Duration.ofMillis(50);
  private static final Duration TABLE = Duration.ofMillis(500);
  private static final Duration LINE = Duration.ofSeconds(5);

  private static final Duration TO_FIRST_VALUE = Duration.ofSeconds(90);

  /** How long the twin may take for what was under way when the gateway had stopped. */
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final DemoOptions options;
  private final DemoStage stage;
  private final Screen screen;
  private final Clocks clocks;
  private final DemoScript script;
  private final long begunAt;

  private Optional<Duration> firstValue = Optional.empty();
  private long lastShownAt = NEVER;
  private long restartedAt = NEVER;
  private int returns;
  private AttackTour.Report attacks = AttackTour.Report.NONE;

  private Demo(DemoOptions options, DemoStage stage, Screen screen, Clocks clocks, long begunAt) {
    this.options = options;
    this.stage = stage;
    this.screen = screen;
    this.clocks = clocks;
    this.begunAt = begunAt;
    this.script = new DemoScript(options.commands(), options.leak());
  }

  /** Runs until its time is over or it is asked to stop. */
  static Summary run(DemoOptions options, Screen screen, Clocks clocks, StopRequest stop)
      throws CannotGoOn, InterruptedException {
    long begunAt = clocks.mono().nanos();
    try (DemoFolder folder = DemoFolder.open(options.folder())) {
      DemoLog.into(folder.ownLog());
      DemoTools tools = new DemoTools(clocks, new SecureRandom(), screen::say);
      GuestBook guests = new GuestBook(folder.audit());
      try (DemoStage stage = new DemoStage(folder, options, tools)) {
        Demo demo = new Demo(options, stage, screen, clocks, begunAt);
        stage.directory().forEach(screen::say);
        if (options.attack()) {
          demo.attack(tools);
        } else {
          demo.loop(stop);
        }
        screen.leave();
        stage.stopGateway();
        return demo.summary(folder, guests);
      }
    } catch (IOException e) {
      throw new CannotGoOn(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** In place of the usual play: returns when every attack was tried. */
  private void attack(DemoTools tools) throws CannotGoOn, IOException, InterruptedException {
    while (firstValue.isEmpty()) {
      long now = clocks.mono().nanos();
      isOver(now);
      stage.tend(now);
      noticeFirstValue(now);
      TimeUnit.NANOSECONDS.sleep(TURN.toNanos());
    }
    attacks = AttackTour.run(stage, tools, screen::say);
    screen.say("Stopping.");
  }

  private void loop(StopRequest stop) throws CannotGoOn, IOException, InterruptedException {
    long now = clocks.mono().nanos();
    while (!isOver(now) && !stop.await(TURN)) {
      now = clocks.mono().nanos();
      stage.tend(now);
      noticeFirstValue(now);
      noticeReturn();
      play(now);
      show(now);
    }
    screen.say("Stopping.");
  }

  /** Time counts from the first value, and a command under way is waited for. */
  private boolean isOver(long now) throws CannotGoOn {
    if (firstValue.isEmpty()) {
      if (now - begunAt > TO_FIRST_VALUE.toNanos()) {
        throw new CannotGoOn(
            ExitCode.UNAVAILABLE,
            "no value came to the twin within %d s: the logs in %s say why"
                .formatted(TO_FIRST_VALUE.toSeconds(), options.folder()));
      }
      return false;
    }
    Duration length = options.length();
    return length != null && since(now).compareTo(length) >= 0 && !stage.isCommandUnderWay();
  }

  private Duration since(long now) {
    return Duration.ofNanos(now - begunAt).minus(firstValue.orElseThrow());
  }

  private void noticeFirstValue(long now) {
    if (firstValue.isEmpty() && stage.twin().hasValues()) {
      firstValue = Optional.of(Duration.ofNanos(now - begunAt));
      screen.say("First value at the twin after " + RunTally.millis(now - begunAt) + ".");
    }
  }

  /** After a restart: the twin has something that the new process received. */
  private void noticeReturn() {
    if (stage.restarts() > returns) {
      long wall = clocks.wall().nanos();
      restartedAt = restartedAt == NEVER ? wall : restartedAt;
      if (stage.twin().newestReceipt() > restartedAt) {
        returns = stage.restarts();
        restartedAt = NEVER;
        screen.say("The gateway delivers again.");
      }
    }
  }

  private void play(long now) throws IOException {
    if (firstValue.isEmpty()) {
      return;
    }
    Duration since = since(now);
    if (script.isMoveDue(since)) {
      stage.ask(script.nextMove(stage.site().plant().process().volts(1)));
    }
    if (script.isLeakDue(since)) {
      stage.site().plant().process().setLeaking(true);
      screen.say("Tank 1 leaks from now on.");
    }
    stage.newlySettled().forEach(command -> screen.say("Command: " + command));
  }

  private void show(long now) {
    Duration pause = screen.replacesInPlace() ? TABLE : LINE;
    if (firstValue.isEmpty() || (lastShownAt != NEVER && now - lastShownAt < pause.toNanos())) {
      return;
    }
    lastShownAt = now;
    List<PointRow> points = stage.twin().points();
    long wall = clocks.wall().nanos();
    if (screen.replacesInPlace()) {
      screen.show(LiveTable.lines(points, wall));
    } else {
      screen.say(LiveTable.brief(points, wall));
    }
  }

  /** What was under way when the gateway stopped may still arrive. */
  private Summary summary(DemoFolder folder, GuestBook guests)
      throws IOException, InterruptedException {
    JournalAccount journal = JournalAccount.of(folder.journal());
    long patience = clocks.mono().nanos() + DRAIN.toNanos();
    TwinSummary twin = stage.twin().summary();
    while (!Reckoning.observations(journal, twin).isComplete()
        && clocks.mono().nanos() < patience) {
      TimeUnit.NANOSECONDS.sleep(TURN.toNanos());
      twin = stage.twin().summary();
    }
    return new Summary(
        Reckoning.observations(journal, twin),
        Reckoning.commands(commands(), wishes(guests), stage.site().plant().journal().entries()),
        new RunTally(firstValue, twin.latency(), stage.restarts()),
        attacks);
  }

  /** In the tour of attacks nobody else has anything to command. */
  private List<Wish> wishes(GuestBook guests) throws IOException {
    Set<String> own =
        commands().stream()
            .flatMap(command -> command.cmdId().stream())
            .collect(Collectors.toSet());
    return options.attack() ? List.of() : guests.wishes(own, stage.gatewayKey());
  }

  private List<DemoCommand> commands() {
    return Stream.concat(stage.commands().stream(), attacks.commands().stream()).toList();
  }
}
