package dev.penstock.contract.wire;

import org.jspecify.annotations.Nullable;

/** What a frame carries. The code is the frame's sixth byte. */
public enum FrameKind {
  /** Rows, and the range of sequences they cover. */
  DATA(1),
  /** The last values with their old identities: shown, not stored. Covers nothing. */
  BIRTH(2),
  /** The canonical bytes of a dictionary. Covers nothing. */
  DICTIONARY(3);

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
