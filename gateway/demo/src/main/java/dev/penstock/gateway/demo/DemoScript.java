package dev.penstock.gateway.demo;

import java.time.Duration;

/**
 * What happens by itself in a demo: the operator moves pump 1 up and down again, tank 1 begins to
 * leak. Times count from the first value at the twin. Used by one thread.
 */
final class DemoScript {

  /** The point that the operator moves. */
  static final String PUMP = GatewayYaml.TANK + "/pump1Voltage";

  /** The first move. */
  static final Duration FIRST_MOVE = Duration.ofSeconds(3);

  private static final Duration BETWEEN_MOVES = Duration.ofSeconds(30);
  private static final Duration LEAK = Duration.ofSeconds(10);

  /** Longer than from move to move, so that the next one comes before the pump goes safe. */
  private static final Duration LEASE = Duration.ofSeconds(50);

  private final boolean commands;
  private boolean leakDue;
  private int moves;

  DemoScript(boolean commands, boolean leak) {
    this.commands = commands;
    this.leakDue = leak;
  }

  /** Whether a move is due; asked again, the next one. */
  boolean isMoveDue(Duration sinceFirstValue) {
    Duration next = FIRST_MOVE.plus(BETWEEN_MOVES.multipliedBy(moves));
    return commands && sinceFirstValue.compareTo(next) >= 0;
  }

  /** The next move, from where the pump is; never further than the policy's step of 2 V. */
  Wish nextMove(double volts) {
    moves++;
    String next = volts < 1.2 ? "2.0" : volts < 3.2 ? "3.4" : "3.0";
    return new Wish(PUMP, next, "V", LEASE, "shown in the demo");
  }

  /** True once, when it is time. */
  boolean isLeakDue(Duration sinceFirstValue) {
    boolean now = leakDue && sinceFirstValue.compareTo(LEAK) >= 0;
    leakDue &= !now;
    return now;
  }
}
