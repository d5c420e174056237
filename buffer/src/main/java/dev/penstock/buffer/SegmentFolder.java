package dev.penstock.buffer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where segments lie: {@code 0000000042.cq4} once sealed; while it is written, in a folder of its
 * own, {@code 0000000042/}, which is all that Chronicle ever sees.
 */
final class SegmentFolder {

  private static final Pattern NAME = Pattern.compile("([0-9]{10})(\\.cq4)?");
  private static final int ATTEMPTS = 3;
  private static final String SUFFIX = ".cq4";

  private final Path folder;

  SegmentFolder(Path folder) {
    this.folder = folder;
  }

  /** A segment on disk. */
  record Entry(long number, boolean sealed) {}

  Path path() {
    return folder;
  }

  /** In order; a segment caught while it is being sealed counts as sealed. */
  List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches() && (name.group(2) != null || Files.isDirectory(file))) {
              entries.add(new Entry(Long.parseLong(name.group(1)), name.group(2) != null));
            }
          });
    }
    entries.sort(Comparator.comparingLong(Entry::number).thenComparing(e -> !e.sealed()));
    List<Entry> distinct = new ArrayList<>();
    for (Entry entry : entries) {
      boolean twice =
          !distinct.isEmpty() && distinct.get(distinct.size() - 1).number() == entry.number();
      if (!twice) {
        distinct.add(entry);
      }
    }
    return distinct;
  }

  Path sealed(long number) {
    return folder.resolve(name(number) + SUFFIX);
  }

  Path live(long number) {
    return folder.resolve(name(number));
  }

  private static String name(long number) {
    return "%010d".formatted(number);
  }

  /** The file of a segment, wherever it is at this moment. */
  Path file(long number) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (Files.exists(sealed(number))) {
        return sealed(number);
      }
      List<Path> inside = files(live(number));
      if (!inside.isEmpty()) {
        return inside.get(0);
      }
    }
    throw new NoSuchFileException(sealed(number).toString());
  }

  /** Opens a segment for reading, though it may be sealed, and so moved, at this moment. */
  FileChannel open(long number) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return FileChannel.open(file(number), StandardOpenOption.READ);
      } catch (NoSuchFileException moved) {
        if (attempt == ATTEMPTS) {
          throw moved;
        }
      }
    }
  }

  private static List<Path> files(Path live) throws IOException {
    try (Stream<Path> files = Files.list(live)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    } catch (NoSuchFileException sealedMeanwhile) {
      return List.of();
    }
  }

  /** Moves a sealed segment out of the folder it was written in. */
  void settle(long number) throws IOException {
    Files.move(file(number), sealed(number));
    discard(number);
    DiskFile.forceFolder(folder);
  }

  /** Removes the folder a segment was written in, with all that is left in it. */
  void discard(long number) throws IOException {
    Path live = live(number);
    if (Files.isDirectory(live)) {
      try (Stream<Path> files = Files.list(live)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(live);
    }
  }

  void delete(long number) throws IOException {
    Files.deleteIfExists(sealed(number));
    discard(number);
  }
}
