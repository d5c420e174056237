package dev.penstock.uplink.twin;

/** A frame as it came; the broker forgets it once it is done. */
final class Arrival {

  private final String topic;
  private final byte[] frame;
  private final Runnable done;

  Arrival(String topic, byte[] frame, Runnable done) {
    this.topic = topic;
    this.frame = frame;
    this.done = done;
  }

  String topic() {
    return topic;
  }

  byte[] frame() {
    return frame;
  }

  void done() {
    done.run();
  }
}
