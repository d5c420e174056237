package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.wire.FrameException;
import dev.penstock.contract.wire.FrameException.Reason;
import java.nio.file.Path;

/**
 * Bytes that should have been a frame.
 *
 * @param offset in the file, from 0
 * @param bytes that were left out up to the next frame
 */
record BrokenFrame(Path file, long offset, long bytes, Reason reason, String message) {

  static BrokenFrame of(Path file, long offset, long bytes, FrameException e) {
    return new BrokenFrame(file, offset, bytes, e.reason(), String.valueOf(e.getMessage()));
  }

  /** One line: {@code x.frames: byte 312: CORRUPT: the checksum does not match; …}. */
  String text() {
    return String.format(
        "%s: byte %d: %s: %s (%d bytes left out); %s",
        file, offset, reason, message, bytes, remedy());
  }

  String json() {
    JsonWriter json = new JsonWriter().object().field("file", file.toString());
    json.field("offset", offset).field("bytes", bytes).field("reason", reason.name());
    return json.field("message", message).endObject().toString();
  }

  private String remedy() {
    return switch (reason) {
      case NOT_A_FRAME, TRUNCATED, TRAILING_BYTES, TOO_LARGE, CORRUPT ->
          "damaged or cut off: fetch it again from where it came";
      case NEWER_VERSION -> "read it with a newer penstock";
      case MALFORMED, DICTIONARY_MISMATCH -> "its sender is faulty or hostile: do not use it";
      case UNSIGNED -> "anybody could have made it: do not use it";
      case BAD_SIGNATURE -> "do not use it, unless only its gateway's --key was left out";
    };
  }
}
