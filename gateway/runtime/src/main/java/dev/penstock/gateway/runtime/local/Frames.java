package dev.penstock.gateway.runtime.local;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What passes over the socket: byte strings, each after its length in four bytes, big-endian. A
 * client's first is the key id, in ASCII, whose replies it wants; every other one is an envelope.
 */
final class Frames {

  /** No envelope is larger: trust documents. */
  static final int MAX_BYTES = 1 << 20;

  private static final int LENGTH_BYTES = 4;

  private Frames() {}

  static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(LENGTH_BYTES + bytes.length);
    out.putInt(bytes.length).put(bytes).flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /**
   * Waits for the next.
   *
   * @throws EOFException if the other side has gone
   * @throws IOException if it says that it sends more than an envelope can be
   */
  static byte[] read(SocketChannel channel, int maxBytes) throws IOException {
    int length = fill(channel, ByteBuffer.allocate(LENGTH_BYTES)).getInt();
    if (length < 0 || length > maxBytes) {
      throw new IOException("a frame of " + length + " bytes, allowed " + maxBytes);
    }
    return fill(channel, ByteBuffer.allocate(length)).array();
  }

  private static ByteBuffer fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the other side has closed");
      }
    }
    return buffer.flip();
  }
}
