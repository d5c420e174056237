package dev.penstock.contract.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The way to a port on loopback, which a test can cut and mend, slow down, hang, or spoil. What is
 * spoiled is decided by a seed and by how the bytes happen to arrive.
 */
public final class Cable implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> ends = new ArrayList<>();
  private final Random random;
  private boolean cut;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean hung;
  private volatile double dropped;
  private volatile double corrupted;

  /** A sound cable. */
  public Cable(int target) {
    this(target, 1);
  }

  /**
   * A sound cable.
   *
   * @param seed decides what is dropped and corrupted once it is not sound any more
   */
  public Cable(int target, long seed) {
    this.target = target;
    this.random = new Random(seed);
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    start(this::acceptAll);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The near end. */
  public URI address(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /** Ends all connections and refuses new ones. */
  public synchronized void cut() {
    cut = true;
    ends.forEach(Cable::drop);
    ends.clear();
  }

  /** Sound again: new connections stand, and nothing is held, delayed or spoiled. */
  public synchronized void mend() {
    cut = false;
    hung = false;
    delay = Duration.ZERO;
    dropped = 0;
    corrupted = 0;
  }

  /** Each piece takes this long. */
  public void delay(Duration each) {
    delay = each;
  }

  /** Half open: both ends believe in the connection, and nothing arrives any more. */
  public void hang() {
    hung = true;
  }

  /** Some pieces never arrive, as no sound TCP would do. */
  public void drop(double share) {
    dropped = share;
  }

  /** Some pieces arrive with a bit turned over. */
  public void corrupt(double share) {
    corrupted = share;
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket near = listener.accept();
      if (!join(near)) {
        drop(near);
      }
    }
  }

  private synchronized boolean join(Socket near) {
    if (cut) {
      return false;
    }
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      ends.addAll(List.of(near, far));
      start(() -> copy(near, far));
      start(() -> copy(far, near));
      return true;
    } catch (IOException e) {
      return false; // Nobody listens there now.
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[8192];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (!delay.isZero()) {
          LockSupport.parkNanos(delay.toNanos());
        }
        if (!hung && !happens(dropped)) {
          if (happens(corrupted)) {
            piece[chosen(length)] ^= (byte) (1 << chosen(8));
          }
          out.write(piece, 0, length);
          out.flush();
        }
      }
    }
  }

  private boolean happens(double share) {
    synchronized (random) {
      return share > 0 && random.nextDouble() < share;
    }
  }

  private int chosen(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Cut.
              }
            },
            "cable");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    drop(listener);
    cut();
  }

  private static void drop(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
