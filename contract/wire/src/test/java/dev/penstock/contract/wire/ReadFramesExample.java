package dev.penstock.contract.wire;

// begin
import dev.penstock.contract.Dictionary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Prints the rows of a file of frames. */
public final class ReadFramesExample {
  public static void main(String[] files) throws IOException, FrameException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(Path.of(files[0])));
    FrameReader reader = FrameReader.unchecked(); // From a network: checking(…) with the keys.
    Map<String, Dictionary> dictionaries = new HashMap<>();
    while (in.hasRemaining()) {
      Frame frame = reader.read(in);
      String hash = frame.header().dictionary();
      if (frame.kind() == FrameKind.DICTIONARY) {
        dictionaries.put(hash, frame.dictionary());
      } else if (dictionaries.containsKey(hash)) {
        frame.observations(dictionaries.get(hash)).forEach(System.out::println);
      }
    }
  }
}
// end
