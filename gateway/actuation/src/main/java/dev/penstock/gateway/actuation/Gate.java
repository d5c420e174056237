package dev.penstock.gateway.actuation;

/** One question about an order. Does not change anything. */
interface Gate {

  /** For people. */
  String title();

  Finding check(Case c);

  /** Whether the answer depends on the plant, so that the final check asks again. */
  default boolean looksAtPlant() {
    return false;
  }
}
