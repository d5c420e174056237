package dev.penstock.gateway.actuation;

/** One question about an order. Does not change anything. */
interface Gate {

  /** For people. */
  String title();

  Finding check(Case c);
}
