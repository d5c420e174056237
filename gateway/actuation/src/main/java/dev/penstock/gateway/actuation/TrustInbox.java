package dev.penstock.gateway.actuation;

import dev.penstock.contract.signing.PayloadType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tinylog.Logger;

/**
 * A folder into which a person drops envelopes without any network: a revocation from a USB stick,
 * a new policy. They count exactly as much as those that come by wire. What was handed over is
 * removed; what no known key signed is set aside.
 */
final class TrustInbox {

  static final String FOLDER = "inbox";

  private static final String ENVELOPE = ".json";
  private static final String REFUSED = ".refused";

  private final Path folder;
  private final Function<byte[], Taken> gate;

  /** Files that cannot be removed, so that they are not taken for ever. */
  private final Set<Path> stuck = new HashSet<>();

  /** Files that nobody has signed as they are, with their length: somebody may still write them. */
  private final Map<Path, Long> unsigned = new HashMap<>();

  /** What the gate did with an envelope. */
  enum Taken {
    YES,
    UNSIGNED,
    /** Signed, but there is no room for it now. */
    LATER
  }

  /**
   * An inbox.
   *
   * @param gate takes an envelope
   */
  TrustInbox(Path trust, Function<byte[], Taken> gate) {
    this.folder = trust.resolve(FOLDER);
    this.gate = gate;
  }

  /** Takes what lies there. */
  void look() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> envelopes =
          files
              .filter(file -> file.toString().endsWith(ENVELOPE) && Files.isRegularFile(file))
              .sorted()
              .toList();
      envelopes.stream().filter(file -> !stuck.contains(file)).forEach(this::take);
    } catch (IOException e) {
      Logger.warn("the trust inbox cannot be read: folder={} {}", folder, e.getMessage());
    }
  }

  private void take(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] envelope = in.readNBytes(PayloadType.POLICY.maxBytes() + 1);
      switch (gate.apply(envelope)) {
        case YES -> {
          Files.delete(file);
          Logger.info("an envelope was taken from the inbox: file={}", file);
        }
        case UNSIGNED -> refuse(file, envelope.length);
        case LATER -> Logger.debug("an envelope in the inbox waits for its turn: file={}", file);
      }
    } catch (IOException e) {
      stuck.add(file);
      Logger.warn(
          "an envelope in the inbox cannot be moved; give the gateway's user the folder: file={}",
          file);
    }
  }

  /** Set aside only if nobody has written to it since the last look. */
  private void refuse(Path file, long length) throws IOException {
    Long before = unsigned.put(file, length);
    if (before != null && before == length) {
      unsigned.remove(file);
      Files.move(file, file.resolveSibling(file.getFileName() + REFUSED));
      Logger.warn("an envelope in the inbox is signed by no known key: file={}", file);
    }
  }
}
