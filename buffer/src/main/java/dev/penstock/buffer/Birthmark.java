package dev.penstock.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylog.Logger;

/**
 * Tells a copied folder from the one it was made in: a file that contains its own inode, which no
 * copy and no restored backup has. An image of the whole disk looks like the original; that one
 * only the twin can tell.
 */
final class Birthmark {

  private Birthmark() {}

  /** Whether the folder is a copy. Marks it as an original from now on, if there is room. */
  static boolean isCopy(Path folder) {
    try {
      return lookAndMark(folder);
    } catch (IOException e) {
      Logger.warn("The folder could not be marked. folder={} why={}", folder, e.toString());
      return false;
    }
  }

  private static boolean lookAndMark(Path folder) throws IOException {
    Path file = folder.resolve("birthmark");
    boolean marked = Files.exists(file);
    if (!marked) {
      Files.createFile(file);
    }
    String inode;
    try {
      inode = String.valueOf(Files.getAttribute(file, "unix:ino"));
    } catch (UnsupportedOperationException | IllegalArgumentException noInodes) {
      return false;
    }
    if (marked && Files.readString(file, UTF_8).equals(inode)) {
      return false;
    }
    Files.writeString(file, inode, UTF_8);
    DiskFile.forceFolder(folder);
    return marked;
  }
}
