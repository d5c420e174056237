package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.wire.FrameException.Reason;
import dev.penstock.contract.wire.FrameStream;
import java.nio.file.Path;

/** Bytes of a file that should have been a frame, told to people and scripts. */
record BrokenFrame(Path file, FrameStream.Broken broken) {

  /** One line: {@code x.frames: byte 312: CORRUPT: the checksum does not match; …}. */
  String text() {
    return String.format(
        "%s: byte %d: %s: %s (%d bytes left out); %s",
        file, broken.offset(), reason(), message(), broken.bytes(), remedy());
  }

  String json() {
    JsonWriter json = new JsonWriter().object().field("file", file.toString());
    json.field("offset", broken.offset()).field("bytes", broken.bytes());
    json.field("reason", reason().name());
    return json.field("message", message()).endObject().toString();
  }

  private Reason reason() {
    return broken.cause().reason();
  }

  private String message() {
    return String.valueOf(broken.cause().getMessage());
  }

  private String remedy() {
    return switch (reason()) {
      case NOT_A_FRAME, TRUNCATED, TRAILING_BYTES, TOO_LARGE, CORRUPT ->
          "damaged or cut off: fetch it again from where it came";
      case NEWER_VERSION -> "read it with a newer penstock";
      case MALFORMED, DICTIONARY_MISMATCH -> "its sender is faulty or hostile: do not use it";
      case UNSIGNED -> "anybody could have made it: do not use it";
      case BAD_SIGNATURE -> "do not use it, unless only its gateway's --key was left out";
    };
  }
}
