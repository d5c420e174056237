package dev.penstock.gateway.actuation;

/** When a gate is asked. At the select every gate is, to be shown. */
enum Moment {
  /** Before the intent. */
  OPERATE,
  /** After the intent, with what the devices say now. */
  FINAL_CHECK,
  /** Before a lease runs for its time again; nothing is written for that. */
  RENEWAL,
  /** Of a held output, when the documents changed. */
  NEW_RULES
}
