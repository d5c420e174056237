package dev.penstock.gateway.systemtests;

import static org.awaitility.Awaitility.await;

import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, which forgets everything when it is killed. */
final class BrokerMain {

  private BrokerMain() {}

  /** Starts one on a port, and waits until it answers. */
  static Process start(int port, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerMain.class.getName(),
                    Integer.toString(port)))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
    return process;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs until it is killed. */
  public static void main(String[] port) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Integer.parseInt(port[0]), List.of())) {
      System.out.println(broker.url());
      new CountDownLatch(1).await();
    }
  }
}
