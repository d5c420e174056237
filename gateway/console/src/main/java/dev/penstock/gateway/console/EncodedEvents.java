package dev.penstock.gateway.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A snapshot as server-sent events, encoded when first wanted. */
final class EncodedEvents implements LiveStream.Events {

  private final Snapshot now;
  private final @Nullable Snapshot before;
  private byte @Nullable [] all;
  private byte @Nullable [] changes;

  /**
   * @param before what the pages know, null if they know nothing yet
   */
  EncodedEvents(Snapshot now, @Nullable Snapshot before) {
    this.now = now;
    this.before = before;
  }

  @Override
  public ByteBuf all() {
    byte[] encoded = all;
    if (encoded == null) {
      encoded = event("all", SnapshotJson.full(now));
      all = encoded;
    }
    return Unpooled.wrappedBuffer(encoded);
  }

  @Override
  public @Nullable ByteBuf changes() {
    Snapshot known = before;
    if (known == null || !SnapshotJson.sameDefinitions(now, known)) {
      return null;
    }
    byte[] encoded = changes;
    if (encoded == null) {
      encoded = event("changes", SnapshotJson.changes(now, known));
      changes = encoded;
    }
    return Unpooled.wrappedBuffer(encoded);
  }

  /** The JSON has no line end in it, so one data line is enough. */
  private static byte[] event(String name, String json) {
    return ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
