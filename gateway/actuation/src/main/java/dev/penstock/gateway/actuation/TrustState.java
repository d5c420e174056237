package dev.penstock.gateway.actuation;

/** How far the documents can be relied on; the twin's word moves it up, silence moves it down. */
enum TrustState {
  /** The twin answered a challenge of this run within the last 24 hours. */
  FRESH,
  /** It did not: only grants that are marked {@code offline_ok}. */
  STALE,
  /** For too long, or a document has run out: nothing but what leads to the safe side. */
  EXPIRED
}
