package dev.penstock.gateway.cli;

import picocli.CommandLine.Option;

/** The person's yes, asked for unless a script has given it beforehand. */
public final class Consent {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; for scripts.")
  private boolean yes;

  public boolean isGiven(String question, Terminal terminal) {
    return yes || terminal.asks(question);
  }
}
