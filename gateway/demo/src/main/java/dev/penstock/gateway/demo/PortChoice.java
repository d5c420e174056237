package dev.penstock.gateway.demo;

/** Where the demo's servers listen. */
enum PortChoice {
  /** The ports that people know: 4840, 1883, 8090. */
  DEFAULT,
  /** Free ones. */
  AUTO
}
