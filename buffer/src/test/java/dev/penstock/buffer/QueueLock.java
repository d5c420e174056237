package dev.penstock.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Chronicle's write lock as it lies in {@code metadata.cq4t}: what a process killed in mid-append
 * leaves there, once its number was given to another process.
 */
final class QueueLock {

  private static final byte[] NAME = "chronicle.write.lock".getBytes(StandardCharsets.US_ASCII);

  private QueueLock() {}

  static void own(Path metadata, long pid) throws IOException {
    byte[] file = Files.readAllBytes(metadata);
    int at = valueAfterName(file);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, pid);
    Files.write(metadata, file);
  }

  /** The value is aligned to eight bytes, behind the name and the code of its type. */
  private static int valueAfterName(byte[] file) {
    for (int at = 0; at + NAME.length < file.length; at++) {
      if (Arrays.equals(file, at, at + NAME.length, NAME, 0, NAME.length)) {
        return (at + NAME.length + 1 + 7) & ~7;
      }
    }
    throw new IllegalStateException("no write lock");
  }
}
