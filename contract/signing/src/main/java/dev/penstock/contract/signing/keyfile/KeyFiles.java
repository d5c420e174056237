package dev.penstock.contract.signing.keyfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contract.JsonWriter;
import dev.penstock.contract.signing.json.Fields;
import dev.penstock.contract.signing.json.MalformedException;
import dev.penstock.contract.signing.json.StrictJson;
import dev.penstock.contract.signing.keyfile.KeyFileException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** Reads and writes the small JSON files that hold keys. A file is never overwritten. */
final class KeyFiles {

  static final String OWNER_ONLY = "rw-------";
  static final String READABLE = "rw-r--r--";

  private static final int MAX_BYTES = 16 * 1024;
  private static final Set<StandardOpenOption> NEW =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFiles() {}

  /** A writer inside the object, after the first two fields. */
  static JsonWriter begin(String kind) {
    return new JsonWriter().object().key("v").int32(1).field("kind", kind);
  }

  /** Durable before it returns, with these permissions from its first byte on. */
  static void create(Path file, String permissions, JsonWriter content) throws KeyFileException {
    FileAttribute<?> attribute =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    byte[] bytes = (content.endObject() + "\n").getBytes(UTF_8);
    try (FileChannel channel = FileChannel.open(file, NEW, attribute)) {
      fill(channel, file, bytes);
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(
          Kind.EXISTS, file, "is there already; keys are not overwritten, name another file", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw disk(file, e);
    }
  }

  /** Leaves no half of a key behind. */
  private static void fill(FileChannel channel, Path file, byte[] bytes) throws IOException {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  static <T> T read(Path file, String kind, Function<Fields, T> reader) throws KeyFileException {
    try {
      return StrictJson.read(
          bytes(file),
          MAX_BYTES,
          fields -> {
            fields.integer("v", 1, 1);
            if (!fields.id("kind").equals(kind)) {
              throw new IllegalArgumentException("not a file of kind " + kind);
            }
            return reader.apply(fields);
          });
    } catch (MalformedException e) {
      throw new KeyFileException(Kind.MALFORMED, file, String.valueOf(e.getMessage()), e);
    }
  }

  /** As {@link #read}, but refuses a file that anybody but its owner may read or write. */
  static <T> T readPrivate(Path file, String kind, Function<Fields, T> reader)
      throws KeyFileException {
    try {
      if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw new KeyFileException(Kind.EXPOSED, file, "others may use it; run: chmod 600 " + file);
      }
    } catch (NoSuchFileException e) {
      throw missing(file, e);
    } catch (IOException | UnsupportedOperationException e) {
      throw disk(file, e);
    }
    return read(file, kind, reader);
  }

  private static byte[] bytes(Path file) throws KeyFileException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw missing(file, e);
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  private static KeyFileException missing(Path file, Exception cause) {
    return new KeyFileException(Kind.MISSING, file, "is not there", cause);
  }

  private static KeyFileException disk(Path file, Exception cause) {
    return new KeyFileException(Kind.DISK, file, "cannot be read or written: " + cause, cause);
  }
}
