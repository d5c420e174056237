package dev.penstock.gateway.demo;

import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The demo's data on disk, held by one demo at a time. */
final class DemoFolder implements Closeable {

  private final Path root;
  private final FileChannel channel;

  private DemoFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Makes the folder if need be, and keeps other demos out of it until closed. */
  static DemoFolder open(Path folder) throws CannotGoOn {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CannotGoOn(
            ExitCode.UNAVAILABLE,
            "another demo is running with the folder "
                + root
                + ": stop it, or name another folder with --data DIR");
      }
      DemoFolder opened = new DemoFolder(root, channel);
      Files.createDirectories(opened.gatewayData());
      Files.createDirectories(opened.twin());
      return opened;
    } catch (IOException e) {
      throw new CannotGoOn(
          ExitCode.UNAVAILABLE,
          "the folder %s cannot be written (%s): make it writeable, or name another with --data DIR"
              .formatted(root, reason(e)));
    }
  }

  /** Null if somebody else has it. */
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }

  Path root() {
    return root;
  }

  Path plant() {
    return root.resolve("plant");
  }

  Path twin() {
    return root.resolve("twin");
  }

  /** Passwords of the plant's and the broker's users, but for the gateway's. */
  Path secrets() {
    return root.resolve("secrets");
  }

  Path gateway() {
    return root.resolve("gateway");
  }

  /** Trust documents, the gateway's key, and in a demo the operators' keys too. */
  Path trust() {
    return gateway().resolve(GatewayYaml.TRUST);
  }

  /** The audit log of the command gate. */
  Path audit() {
    return gateway().resolve("audit");
  }

  Path settingsFile() {
    return gateway().resolve("gateway.yaml");
  }

  /** What everything but the gateway logs. */
  Path ownLog() {
    return root.resolve("demo.log");
  }

  /** What the gateway's process logs and says. */
  Path log() {
    return gateway().resolve("gateway.log");
  }

  Path journal() {
    return gateway().resolve("journal");
  }

  /** Keys, certificates and ledgers of the gateway. */
  Path gatewayData() {
    return gateway().resolve("data");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
