package dev.penstock.gateway.console;

import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * All open pages: takes a snapshot each tick and sends it to them. Lives on the console's one
 * thread.
 */
// What fails on a connection closes it, and nobody waits for that.
@SuppressWarnings("FutureReturnValueIgnored")
final class StreamHub {

  /**
   * Every how many ticks the trend lines get a sample, and the gateway is asked at all when no page
   * is open.
   */
  private static final int SAMPLE_EVERY = 4;

  private final ConsoleBackend backend;
  private final TrendHistory history;
  private final int limit;
  private final Map<Channel, LiveStream> streams = new LinkedHashMap<>();
  private @Nullable Snapshot last;
  private long ticks;
  private long failures;

  StreamHub(ConsoleBackend backend, TrendHistory history, int limit) {
    this.backend = backend;
    this.history = history;
    this.limit = limit;
  }

  boolean isFull() {
    return streams.size() >= limit;
  }

  int size() {
    return streams.size();
  }

  /**
   * Takes a page in; its answer's head must have been written. Its first event comes at once, and
   * is what the other pages know, so that the next changes are right for all.
   */
  void open(Channel channel) {
    if (streams.isEmpty()) {
      refresh();
    }
    LiveStream stream = new LiveStream(channel);
    streams.put(channel, stream);
    channel.closeFuture().addListener(closed -> streams.remove(channel));
    Snapshot known = last;
    if (known != null) {
      stream.send(new EncodedEvents(known, null));
    }
  }

  /** Twice a second. */
  void tick() {
    boolean samples = ticks++ % SAMPLE_EVERY == 0;
    if (streams.isEmpty() && !samples) {
      return;
    }
    Snapshot before = last;
    Snapshot now = refresh();
    if (now == null) {
      return;
    }
    if (samples) {
      history.record(now);
    }
    EncodedEvents events = new EncodedEvents(now, before);
    streams.values().forEach(stream -> stream.send(events));
  }

  /**
   * Null when the gateway fails to answer: then nothing is sent, and the pages say that nothing
   * came.
   */
  private @Nullable Snapshot refresh() {
    try {
      Snapshot snapshot = backend.snapshot();
      if (failures > 0) {
        Logger.info("The console is answered again. failures={}", failures);
        failures = 0;
      }
      last = snapshot;
      return snapshot;
    } catch (RuntimeException e) {
      if (failures++ == 0) {
        Logger.error(
            e, "The gateway does not tell the console its state. Pages show no live data.");
      }
      return null;
    }
  }
}
