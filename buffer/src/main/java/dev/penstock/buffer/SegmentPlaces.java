package dev.penstock.buffer;

import dev.penstock.contract.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tinylog.Logger;

/**
 * Puts sealed segments whose names somebody exchanged or copied back where their rows belong: a
 * segment says itself what it holds. Names are changed in two steps, by way of {@code
 * FROM-TO.place}, and an interrupted change is gone on with or undone at the next opening.
 */
final class SegmentPlaces {

  private static final Pattern UNDER_WAY = Pattern.compile("([0-9]{10})-([0-9]{10})\\.place");

  private final SegmentFolder folder;

  SegmentPlaces(SegmentFolder folder) {
    this.folder = folder;
  }

  /** A segment on its way from one number to another. */
  private record Move(long from, long to) {

    Path in(SegmentFolder folder) {
      return folder.path().resolve("%010d-%010d.place".formatted(from, to));
    }
  }

  /**
   * Moves what stands in a wrong place, and sets aside what is there twice.
   *
   * @param found in the order of their numbers
   * @return whether anything was changed
   */
  boolean mend(List<Segment> found) throws IOException {
    List<Segment> ordered = ordered(found);
    List<Segment> twice = twice(ordered);
    if (twice.isEmpty() && ordered.equals(found)) {
      return false;
    }
    for (Segment segment : twice) {
      setAside(segment.number());
    }
    ordered.removeAll(twice);
    List<Move> moves = new ArrayList<>();
    List<Long> numbers = ordered.stream().map(Segment::number).sorted().toList();
    for (int i = 0; i < numbers.size(); i++) {
      if (ordered.get(i).number() != numbers.get(i)) {
        moves.add(new Move(ordered.get(i).number(), numbers.get(i)));
      }
    }
    carryOut(moves);
    return true;
  }

  /** Epoch by epoch, each after the one that it names as the one before. */
  private static List<Segment> ordered(List<Segment> found) {
    List<Segment> ordered = new ArrayList<>();
    for (Epoch epoch : epochs(found)) {
      found.stream()
          .filter(segment -> segment.epoch().equals(epoch))
          .sorted(Comparator.comparingLong(Segment::first).thenComparingLong(Segment::last))
          .forEach(ordered::add);
    }
    return ordered;
  }

  private static Set<Epoch> epochs(List<Segment> found) {
    Map<Epoch, Segment> heads = new TreeMap<>(Comparator.comparingLong(Epoch::bits));
    found.forEach(segment -> heads.putIfAbsent(segment.epoch(), segment));
    Set<Epoch> epochs = new LinkedHashSet<>();
    for (Segment segment : found) {
      List<Epoch> chain = new ArrayList<>();
      Segment at = segment;
      while (at != null && !epochs.contains(at.epoch()) && !chain.contains(at.epoch())) {
        chain.add(0, at.epoch());
        Epoch previous = at.start().previous();
        at = previous == null ? null : heads.get(previous);
      }
      epochs.addAll(chain);
    }
    return epochs;
  }

  /** Those whose rows, or some of them, are in the one before as well. */
  private static List<Segment> twice(List<Segment> ordered) {
    List<Segment> twice = new ArrayList<>();
    Segment before = null;
    for (Segment segment : ordered) {
      boolean again =
          before != null
              && before.epoch().equals(segment.epoch())
              && segment.rows() > 0
              && segment.first() <= before.last();
      if (again) {
        twice.add(segment);
      } else {
        before = segment;
      }
    }
    return twice;
  }

  private void setAside(long number) throws IOException {
    Path file = folder.file(number);
    Path aside = folder.path().resolve("%010d.twice".formatted(number));
    Logger.error("A segment holds rows that another holds too; set aside. file={}", aside);
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    folder.discard(number);
    DiskFile.forceFolder(folder.path());
  }

  private void carryOut(List<Move> moves) throws IOException {
    for (Move move : moves) {
      Logger.warn(
          "A segment stands in another's place; its rows say where it belongs. folder={} number={}"
              + " belongs={}",
          folder.path(),
          move.from(),
          move.to());
      Files.move(folder.file(move.from()), move.in(folder));
      folder.discard(move.from());
    }
    DiskFile.forceFolder(folder.path());
    for (Move move : moves) {
      Files.move(move.in(folder), folder.sealed(move.to()));
    }
    DiskFile.forceFolder(folder.path());
  }

  /** Goes on where an earlier opening was interrupted: as long as none has arrived, back. */
  void goOn() throws IOException {
    List<Move> underWay = underWay();
    boolean back = underWay.stream().noneMatch(move -> Files.exists(folder.sealed(move.from())));
    for (Move move : underWay) {
      Files.move(move.in(folder), folder.sealed(back ? move.from() : move.to()));
    }
    if (!underWay.isEmpty()) {
      DiskFile.forceFolder(folder.path());
    }
  }

  private List<Move> underWay() throws IOException {
    List<Move> moves = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.path())) {
      for (Path file : files.toList()) {
        Matcher name = UNDER_WAY.matcher(file.getFileName().toString());
        if (name.matches()) {
          moves.add(new Move(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
        }
      }
    }
    return moves;
  }
}
