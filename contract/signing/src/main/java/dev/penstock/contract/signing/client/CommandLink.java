package dev.penstock.contract.signing.client;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A way for envelopes to one gateway, and back for the replies to one key. It may lose, delay,
 * repeat and forge them: nothing it does gives anybody a right. For one thread at a time.
 */
public interface CommandLink extends AutoCloseable {

  /**
   * Opens a way.
   *
   * @see #send
   */
  @FunctionalInterface
  interface Dial {

    /**
     * Connects.
     *
     * @param gateway the gateway's id
     * @param keyId whose replies are wanted
     * @param replies is handed each of them, on any thread, and must not wait
     * @throws IOException if the gateway cannot be reached this way; the message names the address
     */
    CommandLink open(String gateway, String keyId, Consumer<byte[]> replies) throws IOException;
  }

  /**
   * Sends an envelope. That it arrived, only a reply shows.
   *
   * @throws IOException if it certainly was not sent; the message names the address
   */
  void send(byte[] envelope) throws IOException;

  /** Looks after the connection; who waits for replies calls it often. */
  default void tend() {}

  @Override
  void close();
}
