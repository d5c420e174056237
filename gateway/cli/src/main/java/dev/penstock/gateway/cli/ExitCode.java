package dev.penstock.gateway.cli;

/** What the command tells a script. Documented in {@code penstock help}. */
public final class ExitCode {

  /** Done, and nothing is wrong. */
  public static final int OK = 0;

  /** Done, and something is wrong: the settings have errors, observations are unaccounted for. */
  public static final int PROBLEMS = 1;

  /** The command line itself was wrong. */
  public static final int USAGE = 2;

  /** Something needed is missing or in use: a folder, a port, a running gateway. */
  public static final int UNAVAILABLE = 69;

  /** A mistake of ours. */
  public static final int OUR_MISTAKE = 70;

  private ExitCode() {}
}
