package dev.penstock.contract.uplink;

import java.util.function.Consumer;

/**
 * Carries envelopes to and from the command gate. It may lose, delay, repeat and forge them:
 * nothing it does gives anybody a right.
 */
public interface CommandCarrier extends AutoCloseable {

  /** Begins to deliver raw envelopes to the gate, in order, on one thread of the carrier. */
  void start(Consumer<byte[]> gate);

  /**
   * Sends an envelope to whoever holds a key, where that key's replies always go. Does not wait,
   * does not keep: an unreachable recipient asks again.
   */
  void send(String keyId, byte[] envelope);

  @Override
  void close();
}
