package dev.penstock.gateway.runtime.local;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.tinylog.Logger;

/** One connection to the local socket, with a thread for each direction. */
final class Caller {

  private static final int KEY_ID_BYTES = 64;

  /** Who reads more slowly than that is cut off: nothing waits for it. */
  private static final int MAX_SENDING = 256;

  private final SocketChannel channel;
  private final Consumer<byte[]> gate;
  private final BlockingQueue<byte[]> sending = new ArrayBlockingQueue<>(MAX_SENDING);
  private final Thread reader = new Thread(this::read, "local-caller");
  private final Thread writer = new Thread(this::write, "local-answers");
  private volatile String keyId = "";

  Caller(SocketChannel channel, Consumer<byte[]> gate) {
    this.channel = channel;
    this.gate = gate;
    reader.setDaemon(true);
    writer.setDaemon(true);
  }

  void start() {
    reader.start();
    writer.start();
  }

  boolean isGone() {
    return !channel.isOpen();
  }

  boolean wants(String replyKeyId) {
    return keyId.equals(replyKeyId);
  }

  /** Does not wait. */
  void send(byte[] envelope) {
    if (!sending.offer(envelope)) {
      close();
    }
  }

  private void read() {
    try {
      keyId = new String(Frames.read(channel, KEY_ID_BYTES), StandardCharsets.US_ASCII);
      while (true) {
        gate.accept(Frames.read(channel, Frames.MAX_BYTES));
      }
    } catch (IOException | RuntimeException e) {
      Logger.debug("local caller has gone why=\"{}\"", e.getMessage());
    } finally {
      close();
    }
  }

  private void write() {
    try {
      while (channel.isOpen()) {
        Frames.write(channel, sending.take());
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    writer.interrupt();
    try {
      channel.close();
    } catch (IOException e) {
      Logger.debug("local caller not closed why=\"{}\"", e.getMessage());
    }
  }
}
