package dev.penstock.gateway.actuation.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the files of a log are called, after its first: audit.log, audit-000000003412.log. */
final class AuditFileNames {

  private final Path first;
  private final Path folder;
  private final String stem;
  private final String extension;
  private final Pattern later;

  AuditFileNames(Path first) {
    this.first = first.toAbsolutePath();
    this.folder = this.first.resolveSibling("").toAbsolutePath();
    String name = String.valueOf(first.getFileName());
    int dot = name.lastIndexOf('.');
    this.stem = dot < 0 ? name : name.substring(0, dot);
    this.extension = dot < 0 ? "" : name.substring(dot);
    this.later = Pattern.compile(Pattern.quote(stem) + "-([0-9]{12})" + Pattern.quote(extension));
  }

  /** The first file of the one log in a folder, also if that file itself is gone. */
  static Path firstIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> firsts =
          all.filter(Files::isRegularFile)
              .map(path -> String.valueOf(path.getFileName()))
              .filter(name -> !name.endsWith(".spare") && !name.endsWith(".new"))
              .map(name -> name.replaceFirst("-[0-9]{12}(?=\\.[^.]*$|$)", ""))
              .distinct()
              .map(folder::resolve)
              .toList();
      if (firsts.size() != 1) {
        throw new IOException("it holds " + firsts.size() + " logs: name a file");
      }
      return firsts.get(0);
    }
  }

  Path first() {
    return first;
  }

  Path folder() {
    return folder;
  }

  Path spare() {
    return first.resolveSibling(first.getFileName() + ".spare");
  }

  Path startingWith(long index) {
    return first.resolveSibling(stem + "-" + String.format("%012d", index) + extension);
  }

  /** The files that are there, in order; the digits sort like the numbers. */
  List<Path> found() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      Stream<Path> rest = all.filter(this::isLater).sorted();
      Stream<Path> begin = Files.exists(first) ? Stream.of(first) : Stream.empty();
      return Stream.concat(begin, rest).collect(Collectors.toList());
    }
  }

  /** Of the first record that a file's name promises. */
  long number(Path file) {
    Matcher matcher = later.matcher(String.valueOf(file.getFileName()));
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private boolean isLater(Path path) {
    Matcher matcher = later.matcher(String.valueOf(path.getFileName()));
    return matcher.matches();
  }
}
