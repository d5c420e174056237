package dev.penstock.gateway.console;

import java.util.Locale;

/**
 * How much attention something deserves. The page shows it by sign and word, and by colour only in
 * addition.
 */
public enum Health {
  OK,
  /** Deliberately not at work. */
  IDLE,
  /** It copes, but somebody should look. */
  ATTENTION,
  /** It does not do its work. */
  FAULT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
