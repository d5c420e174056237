package dev.penstock.gateway.cli.frame;

import dev.penstock.contract.Dictionary;
import dev.penstock.contract.wire.Frame;
import dev.penstock.contract.wire.FrameReader;
import dev.penstock.contract.wire.FrameStream;
import dev.penstock.gateway.cli.CannotGoOn;
import dev.penstock.gateway.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Dictionaries by the hash they go by, and those that were missed. Not thread-safe. */
final class KnownDictionaries implements FrameVisitor {

  /** As canonical bytes; a file with more than this does not come from a gateway. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int MAX_JSON = 32 << 20;

  private final Map<String, Dictionary> byHash = new HashMap<>();
  private final Set<String> missed = new TreeSet<>();
  private long bytes;

  /** Adds what is told in a file of frames, wherever it stands there. */
  void addFrames(Path file) throws CannotGoOn {
    new FrameFile(file).read(FrameReader.unchecked(), this);
  }

  /** Adds a file that holds nothing else: frames, or a dictionary's canonical JSON. */
  void add(Path file) throws CannotGoOn {
    int before = byHash.size();
    addFrames(file);
    if (byHash.size() == before) {
      addJson(file);
    }
  }

  private void addJson(Path file) throws CannotGoOn {
    try (InputStream in = Files.newInputStream(file)) {
      Dictionary dictionary = Dictionary.read(in.readNBytes(MAX_JSON + 1));
      byHash.put(dictionary.hash(), dictionary);
    } catch (IOException e) {
      throw FrameFile.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new CannotGoOn(
          ExitCode.PROBLEMS,
          file + " holds no dictionary: name a file of frames with one, or its JSON");
    }
  }

  @Override
  public void frame(Frame frame) {
    Dictionary told = frame.dictionary();
    String hash = frame.header().dictionary();
    if (told == null || byHash.containsKey(hash)) {
      return;
    }
    bytes += told.canonical().length;
    if (bytes <= MOST_BYTES) {
      byHash.put(hash, told);
    }
  }

  @Override
  public void broken(FrameStream.Broken broken) {
    // Told when the frames themselves are read.
  }

  /** Null, and noted, if it is not known. */
  @Nullable Dictionary find(String hash) {
    Dictionary found = byHash.get(hash);
    if (found == null) {
      missed.add(hash);
    }
    return found;
  }

  /** Hashes that were asked for in vain. */
  Set<String> missed() {
    return Set.copyOf(missed);
  }
}
