package dev.penstock.contract.wire;

import org.jspecify.annotations.Nullable;

/** What a frame carries. The code is the frame's sixth byte. */
public enum FrameKind {
  /**
   * Rows, and the range of sequences they cover. Without a range it is an answer: it covers the
   * rows it carries and what it says is lost, and says nothing of what lies between.
   */
  DATA(1),
  /** The last values with their old identities: shown, not stored. Covers nothing. */
  BIRTH(2),
  /** The canonical bytes of a dictionary. Covers nothing. */
  DICTIONARY(3),
  /**
   * The connection whose births were created at the same instant has ended. The broker keeps it as
   * the last will, so it is made when the connection is. Covers nothing.
   */
  FAREWELL(4);

  private final int code;

  FrameKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static @Nullable FrameKind of(int code) {
    for (FrameKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }
}
