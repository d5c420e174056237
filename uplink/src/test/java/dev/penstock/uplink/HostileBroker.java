package dev.penstock.uplink;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The least of an MQTT 5 broker, that answers as a test wants: no real one can be made to. */
final class HostileBroker implements AutoCloseable {

  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int SUBSCRIBE = 8;
  private static final int PING = 12;
  private static final byte[] NOTHING = {};

  final AtomicInteger published = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();

  /** The reason code for what is published. */
  volatile int answer;

  /** The reason code for a subscription. */
  volatile int granted = 1;

  /** The largest packet it says it takes; 0 says nothing. */
  volatile int packetLimit;

  /** Ends a connection with this reason code when it brings a packet that is larger. */
  volatile int breaksOffAbove = Integer.MAX_VALUE;

  volatile int breaksOffWith = 0x95;

  /** Sends this, once, in answer to the next packet. */
  final AtomicReference<byte[]> nonsense = new AtomicReference<>(NOTHING);

  /** The largest packet that came. */
  final AtomicInteger largest = new AtomicInteger();

  private final ServerSocket server;

  HostileBroker() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    start(this::accept);
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "hostile broker");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream()) {
      while (true) {
        int head = in.readUnsignedByte();
        byte[] body = new byte[length(in)];
        in.readFully(body);
        largest.accumulateAndGet(body.length, Math::max);
        if (body.length > breaksOffAbove) {
          out.write(new byte[] {(byte) 0xE0, 2, (byte) breaksOffWith, 0});
          return;
        }
        out.write(nonsense.getAndSet(NOTHING));
        answer(head >> 4, (head >> 1) & 3, ByteBuffer.wrap(body), out);
      }
    } catch (IOException e) {
      // Gone.
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return length;
      }
    }
  }

  private void answer(int type, int qos, ByteBuffer body, OutputStream out) throws IOException {
    switch (type) {
      case CONNECT -> out.write(connack());
      case SUBSCRIBE -> out.write(suback(body));
      case PUBLISH -> {
        published.incrementAndGet();
        if (qos > 0) {
          body.position(2 + body.getShort(0));
          short id = body.getShort();
          out.write(new byte[] {0x40, 3, (byte) (id >> 8), (byte) id, (byte) answer});
        }
      }
      case PING -> out.write(new byte[] {(byte) 0xD0, 0});
      default -> {}
    }
    out.flush();
  }

  private byte[] connack() {
    if (packetLimit == 0) {
      return new byte[] {0x20, 3, 0, 0, 0};
    }
    return ByteBuffer.allocate(10)
        .put(new byte[] {0x20, 8, 0, 0, 5, 0x27})
        .putInt(packetLimit)
        .array();
  }

  private byte[] suback(ByteBuffer body) {
    short id = body.getShort();
    body.position(body.position() + 1 + body.get(body.position()));
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    while (body.hasRemaining()) {
      body.position(body.position() + 2 + body.getShort(body.position()) + 1);
      codes.write(granted);
    }
    return ByteBuffer.allocate(5 + codes.size())
        .put((byte) 0x90)
        .put((byte) (3 + codes.size()))
        .putShort(id)
        .put((byte) 0)
        .put(codes.toByteArray())
        .array();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
