package dev.penstock.gateway.actuation.audit;

import dev.penstock.contract.signing.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Copies under the names of the files, so that the folder is a log that {@code penstock audit}
 * reads. The folder itself is not made: a disk that is not mounted must not be taken for one.
 */
public final class ExportFolder implements AuditExports {

  private static final int BLOCK = 1 << 16;

  private final Path folder;

  public ExportFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public String keep(AuditFile file) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + ": mount or make it");
    }
    Path copy = folder.resolve(Objects.requireNonNull(Path.of(file.name()).getFileName()));
    String wanted = digest(file);
    if (!Files.exists(copy)) {
      write(file, copy);
    }
    try (AuditFile there = PlainAuditFile.openToRead(copy)) {
      if (!digest(there).equals(wanted)) {
        throw new IOException(copy + " is another file than the log's: move it away");
      }
    }
    return wanted;
  }

  private static void write(AuditFile file, Path copy) throws IOException {
    PlainAuditFile.make(
        copy,
        channel -> {
          for (long at = 0; at < file.size(); at += BLOCK) {
            ByteBuffer block = block(file, at);
            while (block.hasRemaining()) {
              channel.write(block);
            }
          }
        });
  }

  private static String digest(AuditFile file) throws IOException {
    MessageDigest digest = Sha256.digest();
    for (long at = 0; at < file.size(); at += BLOCK) {
      digest.update(block(file, at));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static ByteBuffer block(AuditFile file, long at) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, file.size() - at));
    file.read(block, at);
    return block.flip();
  }
}
