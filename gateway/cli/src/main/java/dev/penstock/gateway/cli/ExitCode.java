package dev.penstock.gateway.cli;

/** What the command tells a script. Documented in {@code penstock help}. */
public final class ExitCode {

  /** Done, and nothing is wrong. */
  public static final int OK = 0;

  /** Done, and something is wrong: the settings have errors, observations are unaccounted for. */
  public static final int PROBLEMS = 1;

  /** The command line itself was wrong. */
  public static final int USAGE = 2;

  /** A command was refused, or not carried out: the plant is as before. */
  public static final int REFUSED = 30;

  /** What became of a command is not known, or it is not what was asked: look at the plant. */
  public static final int NOT_KNOWN = 31;

  /** Something needed is missing or in use: a folder, a port, a running gateway. */
  public static final int UNAVAILABLE = 69;

  /** A mistake of ours. */
  public static final int OUR_MISTAKE = 70;

  private ExitCode() {}
}
