package dev.penstock.gateway.cli.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that has its name only when it is complete: until then it is called {@code NAME.part}, so
 * that an interrupted export leaves nothing that looks like a whole one.
 */
final class ExportFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path part;
  private final OutputStream out;

  private ExportFile(Path file, Path part, OutputStream out) {
    this.file = file;
    this.part = part;
    this.out = out;
  }

  static ExportFile open(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    return new ExportFile(
        file, part, new BufferedOutputStream(Files.newOutputStream(part), BUFFER));
  }

  OutputStream out() {
    return out;
  }

  /** It is whole. */
  void complete() throws IOException {
    out.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
