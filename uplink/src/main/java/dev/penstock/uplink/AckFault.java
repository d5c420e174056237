package dev.penstock.uplink;

/** Why something that looks like an acknowledgement or a request was not believed. */
enum AckFault {
  /** The broker kept it from an earlier time. */
  RETAINED("retained by the broker"),
  /** Not an envelope, or not one of these. */
  MALFORMED("not a signed envelope of this kind"),
  /** Signed by nobody whose key is in the settings, or wrongly. */
  NOT_TRUSTED("not signed by a twin key of the settings"),
  /** For another gateway or uplink. */
  FOREIGN("meant for another gateway or uplink"),
  /** Of an epoch the journal does not know. */
  UNKNOWN_EPOCH("of an epoch that this journal does not have"),
  /** Speaks of rows that were never sent. */
  NEVER_SENT("of rows that were never sent");

  private final String words;

  AckFault(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
