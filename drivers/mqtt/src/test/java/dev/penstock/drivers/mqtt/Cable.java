package dev.penstock.drivers.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The way from the gateway to a broker, which a test can cut and mend. */
final class Cable implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> ends = new ArrayList<>();
  private boolean cut;

  Cable(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::acceptAll);
  }

  URI address() {
    return URI.create("tcp://127.0.0.1:" + listener.getLocalPort());
  }

  synchronized void cut() {
    cut = true;
    ends.forEach(Cable::drop);
    ends.clear();
  }

  synchronized void mend() {
    cut = false;
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket near = listener.accept();
      if (!join(near)) {
        drop(near);
      }
    }
  }

  private synchronized boolean join(Socket near) throws IOException {
    if (cut) {
      return false;
    }
    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
    ends.addAll(List.of(near, far));
    run(() -> copy(near, far));
    run(() -> copy(far, near));
    return true;
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Cut.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
