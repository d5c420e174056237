package dev.penstock.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of a journal's folder as a killed process would leave it at this instant: taken while the
 * journal is open, without the lock and without what would show it for a copy.
 */
final class Snapshot {

  private Snapshot() {}

  static void take(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            String name = file.getFileName().toString();
            if (!name.equals("lock") && !name.equals("birthmark")) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The segments' files, in order, sealed or not. */
  static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".cq4"))
          .sorted((a, b) -> number(folder, a).compareTo(number(folder, b)))
          .toList();
    }
  }

  private static String number(Path folder, Path file) {
    return folder.relativize(file).toString().substring(0, 10);
  }

  static void zero(Path file, long from, int length) throws IOException {
    overwrite(file, from, new byte[length]);
  }

  static void overwrite(Path file, long from, byte[] bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(from);
      open.write(bytes);
    }
  }

  static void truncate(Path file, long size) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(size);
    }
  }
}
