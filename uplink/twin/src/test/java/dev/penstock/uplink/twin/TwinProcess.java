package dev.penstock.uplink.twin;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.broker.BrokerSettings;
import dev.penstock.contract.signing.KeySigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A twin in a process of its own, that a test can kill. */
final class TwinProcess {

  static final KeySigner TWIN = seeded(1);
  static final KeySigner GATEWAY = seeded(2);
  static final KeySigner OPERATOR = seeded(3);

  private TwinProcess() {}

  private static KeySigner seeded(int number) {
    byte[] seed = new byte[KeySigner.SEED_BYTES];
    seed[0] = (byte) number;
    return KeySigner.ofSeed(seed);
  }

  static TwinSettings settings(URI broker, Path database) {
    return new TwinSettings(
        BrokerSettings.open(broker),
        "test",
        database,
        TWIN,
        Map.of("hall-7", GATEWAY.publicKey()),
        new Clocks(() -> System.currentTimeMillis() * 1_000_000, System::nanoTime));
  }

  static Process start(URI broker, Path database) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TwinProcess.class.getName(),
                broker.toString(),
                database.toString()))
        .inheritIO()
        .start();
  }

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws Exception {
    try (Twin twin = Twin.start(settings(URI.create(arguments[0]), Path.of(arguments[1])))) {
      TimeUnit.MINUTES.sleep(10);
      throw new IllegalStateException("nobody killed " + twin.database());
    }
  }
}
